import { setTimeout as sleep } from 'node:timers/promises';
import { LIFE_MS } from '../replica-directory.js';
import { NotOwner, ReplicaGone, ReplicaLost } from '../replica-failures.js';
import type { Ownership } from './ownership.js';

/** Until a replica that does not answer counts as gone, and another may take over what it had. */
const PATIENCE_MS = LIFE_MS + 2_000;
const PAUSE_MS = 200;

export interface AtOwner<T> {
  /** What is done where this replica is the owner. */
  here(): Promise<T>;
  /** What is done where another is. */
  there(replicaId: string): Promise<T>;
  /** Whether it may be done twice, as it may be when its owner dies over it. */
  readonly repeatable: boolean;
}

/**
 * Does something where its owner is. An owner that is gone is replaced, by this replica if no other is faster: what it had not
 * begun is done by the new one.
 * @throws ReplicaLost where the owner went away over it, ReplicaGone where none could be reached in time
 */
export async function atOwner<T>(ownership: Ownership, name: string, does: AtOwner<T>): Promise<T> {
  const endsAtMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const owner = await ownership.ownerOf(name);
    if (ownership.owns(name)) return does.here();
    try {
      return await does.there(owner.id);
    } catch (error) {
      if (!mayTryAgain(error, does.repeatable) || performance.now() > endsAtMs) throw error;
      ownership.forget(name);
      const isSettled = error instanceof ReplicaGone && error.certain;
      if (!isSettled) await sleep(PAUSE_MS);
    }
  }
}

const mayTryAgain = (error: unknown, repeatable: boolean): boolean =>
  error instanceof ReplicaGone || error instanceof NotOwner || (repeatable && error instanceof ReplicaLost);
