import type { FaultName } from './faults.js';
import type { Delivery } from './options.js';

type Counts = Partial<Record<FaultName, number>>;

const FULL: Counts = {
  'gateway SIGTERM': 2,
  'trace SIGKILL': 3,
  'cost SIGKILL': 3,
  'alert SIGKILL': 3,
  'trace replica SIGKILL for good': 2,
  'cost replica SIGKILL for good': 2,
  'clickhouse SIGKILL': 2,
  'redis SIGKILL': 2,
  'connections cut': 5,
  'connections cut before the answers': 5,
};

const QUICK: Counts = {
  'gateway SIGTERM': 1,
  'trace SIGKILL': 1,
  'cost SIGKILL': 1,
  'alert SIGKILL': 1,
  'trace replica SIGKILL for good': 1,
  'clickhouse SIGKILL': 1,
  'redis SIGKILL': 1,
  'connections cut': 2,
  'connections cut before the answers': 2,
};

export interface ScheduledFault {
  name: FaultName;
  /** It comes when so many calls had a result. */
  atCalls: number;
}

/** The faults of a part at times drawn from `random`, between the first and the last tenth of its calls. */
export function scheduleOf(
  delivery: Delivery,
  isQuick: boolean,
  calls: number,
  random: () => number,
): readonly ScheduledFault[] {
  const counts: Counts = { ...(isQuick ? QUICK : FULL) };
  if (delivery === 'strict') counts['gateway SIGKILL'] = isQuick ? 2 : 3;
  const faults: ScheduledFault[] = [];
  for (const [name, count] of Object.entries(counts) as [FaultName, number][]) {
    for (let i = 0; i < count; i++) faults.push({ name, atCalls: Math.floor(calls * (0.1 + 0.8 * random())) });
  }
  return faults.toSorted((a, b) => a.atCalls - b.atCalls);
}
