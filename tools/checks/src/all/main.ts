import { runStep } from './run-step.js';
import type { Count } from './counts.js';
import { STEPS, type Step } from './steps.js';

/**
 * `npm test`: runs every step, also after one that failed, and ends with `N passed, N failed`. A step that finds nothing
 * to check has failed: a pattern that matches no file must not look like success.
 */
const total = { passed: 0, failed: 0, skipped: 0 };
const failures: string[] = [];
const chosen = process.argv.slice(2);

const wanted = STEPS.filter(({ name }) => chosen.length === 0 || chosen.some((word) => name.includes(word)));
for (let at = 0; at < wanted.length;) {
  const ended = wanted.findIndex(
    ({ group }, index) => index > at && (group === undefined || group !== wanted[at]!.group),
  );
  const next = ended === -1 ? wanted.length : ended;
  await Promise.all(lanesOf(wanted.slice(at, next)).map(takeInOrder));
  at = next;
}

/** Steps of a group by their lanes; one without is a lane of its own. */
function lanesOf(steps: readonly Step[]): Step[][] {
  return Object.values(Object.groupBy(steps, ({ lane, name }) => lane ?? name)).map((lane) => lane ?? []);
}

async function takeInOrder(steps: readonly Step[]): Promise<void> {
  for (const step of steps) await take(step);
}

async function take(step: Step): Promise<void> {
  const title = `[${STEPS.indexOf(step) + 1}/${STEPS.length}] ${step.name}`;
  process.stdout.write(`\n${title} …\n`);
  const startedAt = performance.now();
  const count: Count = await runStep(step);
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
  if (count.failed > 0) failures.push(step.name);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${title}: ${describe(count)} in ${seconds} s\n`);
}

if (failures.length > 0) process.stdout.write(`\nfailed: ${failures.join(', ')}\n`);
process.stdout.write(`\n${describe(total)}\n`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function describe({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
