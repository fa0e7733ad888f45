import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

export interface AttackOrder {
  readonly authUrl: string;
  readonly emails: readonly string[];
  /** Null: each guess has an address of its own. */
  readonly address: string | null;
  readonly perSecond: number;
  readonly seconds: number;
}

export interface AttackTally {
  sent: number;
  /** 401: compared with a hash. */
  hashed: number;
  /** 429: before anything was computed. */
  refused: number;
  /** 503: the queue in front of the hashing was full. */
  queueFull: number;
  /** Anything else, or nothing. */
  other: number;
  seconds: number;
}

/** Guesses in a thread of its own, so that it does not slow down what is measured beside it. */
export async function attack(order: AttackOrder): Promise<AttackTally> {
  const worker = new Worker(new URL('./attack-thread.js', import.meta.url), { workerData: order });
  const limit = sleep((order.seconds + 60) * 1_000, null, { ref: false });
  const [tally] = await Promise.race([once(worker, 'message') as Promise<[AttackTally]>, limit.then(() => [null])]);
  await worker.terminate();
  if (tally === null) throw new Error('the attack did not end');
  return tally;
}
