import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than the work for an address that somebody has, by which it would differ from the work for one that nobody has. */
const ANSWER_MS_MIN = 400;

/** Has an answer come no sooner than all of its kind: how long it takes must not tell whether an address is known. */
export async function evenly<T>(work: () => Promise<T>): Promise<T> {
  const [result] = await Promise.allSettled([work(), sleep(ANSWER_MS_MIN)]);
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
