import { parseArgs } from 'node:util';
import { progress, runJudged, type Findings, type Workplace } from '@gatewayops/tool-launcher';
import { runScenario } from './run-scenario.js';
import { SCENARIOS } from './scenarios.js';
import { System } from './system.js';

const SECONDS = { full: 60, quick: 15 };
/** What the attack comes to in a minute, and what it must come to at least to prove anything. */
const GUESSES_A_MINUTE = 10_000;
const P99_MS_MAX = 100;

const USAGE = `Usage: npm run check:sign-in -- [options]

Guesses at passwords ${GUESSES_A_MINUTE} times a minute: at one account and at 1,000, from one address and from one for each guess. Meanwhile
people who are signed in call the API, whose slowest hundredth has to stay under ${P99_MS_MAX} ms; and owners of attacked accounts sign in
with what is theirs: a password in a browser that is known, a passkey, a link by mail. None of them may be kept out, neither during
the attack nor after it.

Options
  --seconds N    for each of the four attacks (default: ${SECONDS.full})
  --quick        ${SECONDS.quick} s for each
  --help         this text

Progress goes to stderr; the last line of stdout is {"ok": …, "figures": …}.`;

interface Options {
  seconds: number;
}

function parse(args: readonly string[]): Options | null {
  const options = { seconds: { type: 'string' }, quick: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) return null;
  const seconds = Number(values.seconds ?? (values.quick ? SECONDS.quick : SECONDS.full));
  if (!Number.isInteger(seconds) || seconds < 5) throw new Error('--seconds is a whole number from 5.');
  return { seconds };
} // prettier-ignore

async function check({ seconds }: Options, { folder }: Workplace, { lines, figures }: Findings): Promise<boolean> {
  progress('starting the auth service with 1,000 people');
  const system = await System.start(folder);
  let allOk = true;
  try {
    for (const scenario of SCENARIOS) {
      const { ok, ...found } = await runScenario(system, scenario, { seconds, perMinute: GUESSES_A_MINUTE, p99MsMax: P99_MS_MAX }); // prettier-ignore
      allOk &&= ok;
      figures[scenario.name] = { ok, ...found };
      const numbers = Object.entries(found).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
      lines.push(`${ok ? 'ok    ' : 'FAILED'} ${scenario.name}: ${numbers.join(', ')}`);
      progress(lines.at(-1)!);
    }
  } finally {
    await system.stop();
  }
  return allOk;
}

await runJudged({ name: 'sign-in', usage: USAGE, parse, run: check });
