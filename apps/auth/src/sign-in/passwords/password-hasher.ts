import { hash, parseOptions, verify } from '@node-rs/argon2';
import { BoundedQueue } from '../../api-keys/bounded-queue.js';

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Of a password that nobody has: computed where there is none to compare with, so that both take the same time. */
const decoy = hash('nobody has this password, and nobody ever will', COST);

/** `known`: in a browser where the account's owner has signed in before. */
export type Lane = 'known' | 'stranger';

/**
 * Hashes passwords with argon2id, off the event loop. Those that strangers guess have a lane of their own, which rests twice as
 * long as it works: whatever they do, they have at most a third of one core, and nobody who is known here waits behind them.
 */
export class PasswordHasher {
  private readonly lanes: Record<Lane, BoundedQueue> = {
    known: new BoundedQueue({ concurrency: 2, waitingMax: 64, waitMsMax: 4_000 }),
    stranger: new BoundedQueue({ concurrency: 1, waitingMax: 32, waitMsMax: 4_000, restFactor: 2 }),
  };

  hash(password: string): Promise<string> {
    return this.lanes.known.run(() => hash(password, COST));
  }

  /** False where there is no hash to compare with, after as long. @throws GatewayOpsError `service_unavailable` where too many wait */
  async matches(password: string, stored: string | null, lane: Lane): Promise<boolean> {
    const compared = stored ?? (await decoy);
    const equal = await this.lanes[lane].run(() => verify(compared, password));
    return equal && stored !== null;
  }

  /** @throws GatewayOpsError `service_unavailable` where too many wait already: nothing else needs to be done for one more then */
  refuseIfFull(lane: Lane): void {
    this.lanes[lane].refuseIfFull();
  }

  /** Whether a hash was made with less, or other, work than new ones are. */
  isOutdated(stored: string): boolean {
    const { memoryCost, timeCost, parallelism } = parseOptions(stored);
    return memoryCost !== COST.memoryCost || timeCost !== COST.timeCost || parallelism !== COST.parallelism;
  }
}
