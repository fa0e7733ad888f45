import { setTimeout as delay } from 'node:timers/promises';
import type { System } from './system.js';
import type { WatchedKind } from './stream-watch.js';

export type FaultName =
  | 'gateway SIGTERM'
  | 'gateway SIGKILL'
  | 'trace SIGKILL'
  | 'cost SIGKILL'
  | 'alert SIGKILL'
  | 'trace replica SIGKILL for good'
  | 'cost replica SIGKILL for good'
  | 'clickhouse SIGKILL'
  | 'redis SIGKILL'
  | 'connections cut'
  | 'connections cut before the answers';

const PENDING_TIMEOUT_MS = 20_000;
const REPEATS_MAX = 20;
/** Connections that were cut a moment ago are made anew in that time. */
const REPEAT_PAUSE_MS = 100;
const LOSE_REPLIES_MS_MAX = 200;

/** Does what a fault's name says, and what undoes it; resolves with how often it had to be repeated to count. */
export type Fault = () => Promise<number>;

/** All faults there are. `inFlight` tells how many calls are under way. */
export function faultsOf(system: System, random: () => number, inFlight: () => number): Record<FaultName, Fault> {
  const worker = (part: WatchedKind) => () => killWorker(system, part, part, true);
  return {
    'gateway SIGTERM': () => endGateway(system, 'SIGTERM', inFlight),
    'gateway SIGKILL': () => endGateway(system, 'SIGKILL', inFlight),
    'trace SIGKILL': worker('trace'),
    'cost SIGKILL': worker('cost'),
    'alert SIGKILL': worker('alert'),
    'trace replica SIGKILL for good': () => killReplica(system, 'trace'),
    'cost replica SIGKILL for good': () => killReplica(system, 'cost'),
    'clickhouse SIGKILL': () => counting(() => killClickHouse(system)),
    'redis SIGKILL': () => counting(() => killRedis(system, random)),
    'connections cut': () => counting(async () => system.proxy.cut() > 0),
    'connections cut before the answers': () => counting(() => cutBeforeAnswers(system, random)),
  };
}

/** Repeats what did not count. */
async function counting(once: () => Promise<boolean>): Promise<number> {
  for (let repeats = 0; repeats < REPEATS_MAX; repeats++) {
    if (await once()) return repeats;
    await delay(REPEAT_PAUSE_MS);
  }
  throw new Error(`a fault did not hit anything in ${REPEATS_MAX} tries`);
}

function killWorker(system: System, part: string, kind: WatchedKind, comesBack: boolean): Promise<number> {
  return counting(async () => {
    if (!(await system.watch.untilPending(kind, PENDING_TIMEOUT_MS))) throw new Error(`nothing came on ${kind}`);
    const pid = system.stack.pids()[part]!;
    await system.stack.killPart(part);
    const held = await system.watch.heldBy(kind, pid);
    if (comesBack || held === 0) await system.stack.startPart(part);
    return held > 0;
  });
}

async function killReplica(system: System, kind: 'trace' | 'cost'): Promise<number> {
  const name = `${kind}-${(system.replicas += 1)}`;
  await system.addReplica(name, kind);
  return killWorker(system, name, kind, false);
}

function endGateway(system: System, signal: NodeJS.Signals, inFlight: () => number): Promise<number> {
  return counting(async () => {
    const counts = inFlight() > 0;
    await system.stack.killPart('gateway', signal);
    await system.stack.startPart('gateway');
    return counts;
  });
}

async function killClickHouse(system: System): Promise<boolean> {
  const counts = await system.watch.untilPending('trace', PENDING_TIMEOUT_MS);
  await system.stack.killPart('clickhouse');
  await system.stack.startPart('clickhouse');
  return counts;
}

async function killRedis(system: System, random: () => number): Promise<boolean> {
  const counts = await system.watch.untilPending('cost', PENDING_TIMEOUT_MS);
  await system.killRedis(random() * 300);
  return counts;
}

/** Requests arrive and answers do not: nobody knows what was done. */
async function cutBeforeAnswers(system: System, random: () => number): Promise<boolean> {
  system.proxy.loseReplies = true;
  await delay(random() * LOSE_REPLIES_MS_MAX);
  system.proxy.loseReplies = false;
  return system.proxy.cut() > 0;
}
