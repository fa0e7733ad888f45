import { progress } from '@gatewayops/tool-launcher';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { randomOf } from '@gatewayops/testing/random';
import { createTenant } from './tenant.js';
import { Calls } from './calls.js';
import { countedCalls } from './counted.js';
import { faultsOf } from './faults.js';
import type { Delivery, Options } from './options.js';
import { scheduleOf, type ScheduledFault } from './schedule.js';
import { Stored } from './stored.js';
import { System } from './system.js';
import { Upstream } from './upstream.js';
import { judge, type Verdict } from './verdict.js';

export interface PartResult extends Verdict {
  delivery: Delivery;
  /** How often each fault hit, and how often it had to be repeated because nothing was pending. */
  faults: Record<string, { hit: number; repeated: number }>;
  /** Rows of the alert service, and how many calls they tell of. */
  alerts: { rows: number; calls: number };
  left: { messages: number; records: number; deadLetters: number; consumers: number };
}

const LANES = 24;
const PAUSE_MS = 30;
const SETTLE_TIMEOUT_MS = 180_000;
/** A trace, a cost and an alert worker; whoever died for good was taken out of its group. */
const CONSUMERS_AT_END = 3;

/** Starts the stack, makes the calls under faults, waits until all has arrived, compares, and stops the stack. */
export async function runPart(
  delivery: Delivery,
  options: Options,
  places: { folder: string; cacheDir: string; signal: AbortSignal },
): Promise<PartResult> {
  const random = randomOf(options.seed + (delivery === 'strict' ? 1 : 0));
  const folder = join(places.folder, delivery);
  progress(`${delivery}: starting the stack`);
  const upstream = await Upstream.start();
  const system = await System.start({ folder, cacheDir: places.cacheDir, delivery }).catch(async (error: unknown) => {
    await upstream.stop();
    throw error;
  });
  try {
    const { stack } = system;
    const { orgId, apiKey } = await createTenant(stack, upstream.url);
    const calls = new Calls(stack.urlOf('gateway'), apiKey, `check-${delivery}`);
    const schedule = scheduleOf(delivery, options.isQuick, options.calls, random);
    const faults = await callUnderFaults(system, calls, schedule, { options, random, signal: places.signal });
    const left = await settle(system, join(folder, 'data', 'spool', 'gateway'), places.signal);
    progress(`${delivery}: comparing`);
    const verdict = await judge(calls, new Stored(stack.urls.clickhouse, orgId));
    const alerts = await countedCalls(stack.urls.database, orgId);
    const problems = [...verdict.problems, ...problemsOf(left), ...alertProblems(delivery, alerts.calls, verdict)];
    return { delivery, ...verdict, ok: problems.length === 0, problems, faults, left, alerts };
  } finally {
    await system.stop();
    await upstream.stop();
  }
}

async function callUnderFaults(
  system: System,
  calls: Calls,
  schedule: readonly ScheduledFault[],
  context: { options: Options; random: () => number; signal: AbortSignal },
): Promise<PartResult['faults']> {
  const { options, random, signal } = context;
  const hits: PartResult['faults'] = {};
  let faultsDone = false;
  const load = calls.run(LANES, PAUSE_MS, () => signal.aborted || (faultsDone && calls.results.size >= options.calls));
  try {
    const faults = faultsOf(system, random, () => calls.inFlight);
    for (const { name, atCalls } of schedule) {
      await reach(calls, atCalls, signal);
      progress(`${calls.results.size} of ${options.calls} answered: ${name}`);
      const repeated = await faults[name]();
      const hit = (hits[name] ??= { hit: 0, repeated: 0 });
      hit.hit += 1;
      hit.repeated += repeated;
    }
    await reach(calls, options.calls, signal);
  } finally {
    faultsDone = true;
  }
  await load;
  progress(`${calls.results.size} answered with a result, ${calls.broken.size} broken off`);
  return hits;
}

async function reach(calls: Calls, count: number, signal: AbortSignal): Promise<void> {
  let last = calls.results.size;
  let changedAtMs = performance.now();
  while (calls.results.size < count) {
    signal.throwIfAborted();
    await delay(20);
    if (calls.results.size !== last) changedAtMs = performance.now();
    last = calls.results.size;
    if (performance.now() - changedAtMs > 60_000) throw new Error('no call had a result for 60 s');
  }
}

/** Waits until the spool, the streams and the records are empty; gives what is left where they never are. */
async function settle(system: System, spoolDir: string, signal: AbortSignal): Promise<PartResult['left']> {
  progress('waiting until everything has arrived');
  const deadlineMs = performance.now() + SETTLE_TIMEOUT_MS;
  for (;;) {
    signal.throwIfAborted();
    const left = await system.watch.left();
    const spools = await readdir(spoolDir).catch(() => []);
    const isOld = spools.filter((name) => name.includes('+')).length > 0 || spools.length > 1;
    const isDone = !isOld && left.messages === 0 && left.records === 0 && left.consumers === CONSUMERS_AT_END;
    if (isDone || performance.now() > deadlineMs) return left;
    await delay(250);
  }
}

/** What was counted in the last second of a gateway dies with it by SIGKILL: it is a rate, and no call's own record. */
function alertProblems(delivery: Delivery, counted: number, { calls }: Verdict): string[] {
  const isRight = delivery === 'strict' ? counted <= calls.rows : counted === calls.rows;
  return isRight ? [] : [`alerts: ${counted} calls counted instead of ${calls.rows}`];
}

function problemsOf(left: PartResult['left']): string[] {
  const expected = { messages: 0, records: 0, deadLetters: 0, consumers: CONSUMERS_AT_END };
  return Object.entries(expected)
    .filter(([name, count]) => left[name as keyof typeof left] !== count)
    .map(([name, count]) => `${name} at the end: ${left[name as keyof typeof left]} instead of ${count}`);
}
