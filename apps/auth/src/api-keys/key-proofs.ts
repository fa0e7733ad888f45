import type { CacheUse } from '@gatewayops/service';
import type { HashQueue } from './hash-queue.js';

const LIFETIME_MS = 300_000;
const PROOFS_MAX = 10_000;

/**
 * Remembers which keys were found to match their hash, so that bcrypt runs once per key and cache life. That a key matches
 * its hash never stops being true; whether it is revoked or expired is read anew each time and not kept here.
 */
export class KeyProofs {
  /** Expiry times by look-up digest, the least recently proven first. */
  private readonly proven = new Map<string, number>();
  private readonly underWay = new Map<string, Promise<boolean>>();

  constructor(
    private readonly queue: HashQueue,
    private readonly use: CacheUse,
  ) {}

  /** Whether this key's proof is remembered; then `proves` costs nothing. */
  remembers(lookup: string): boolean {
    const expiresAtMs = this.proven.get(lookup);
    return expiresAtMs !== undefined && expiresAtMs > Date.now();
  }

  /** Whether `key` matches `hash`. Calls at the same time for one key share one computation. */
  async proves(key: string, lookup: string, hash: string): Promise<boolean> {
    if (this.remembers(lookup)) {
      this.use.hits++;
      return true;
    }
    this.use.misses++;
    const begun = this.underWay.get(lookup);
    if (begun) return begun;
    const proof = this.prove(key, lookup, hash).finally(() => this.underWay.delete(lookup));
    this.underWay.set(lookup, proof);
    return proof;
  }

  private async prove(key: string, lookup: string, hash: string): Promise<boolean> {
    const matches = await this.queue.matches(key, hash);
    if (matches) this.remember(lookup);
    return matches;
  }

  private remember(lookup: string): void {
    this.proven.delete(lookup);
    this.proven.set(lookup, Date.now() + LIFETIME_MS);
    if (this.proven.size <= PROOFS_MAX) return;
    const oldest = this.proven.keys().next();
    if (!oldest.done) this.proven.delete(oldest.value);
  }
}
