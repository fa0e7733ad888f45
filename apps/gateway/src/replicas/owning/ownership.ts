import { redisKeys } from '@gatewayops/contracts';
import { defineScript, type Redis } from '@gatewayops/redis';
import { replicaOf, replicaText, type Replica } from '../replica.js';
import { LIFE_MS, type ReplicaDirectory } from '../replica-directory.js';

/** How long an owner is remembered that renews nothing; one that is no more loses its own at once. */
const REMEMBERED_MS = 60_000;
const RENEWAL_MS = REMEMBERED_MS / 3;
/** Owners that are known here without asking. */
const KNOWN_MAX = 100_000;

const claim = defineScript(new URL('../../../lua/claim-owner.lua', import.meta.url), 2);
const release = defineScript(new URL('../../../lua/release-owner.lua', import.meta.url), 1);

/**
 * Who has what only one replica may have: a process, and the sessions with it. A replica owns for as long as it gives signs
 * of life; what a dead one had goes to the first that asks. While Redis is away, each replica owns what it is asked for.
 */
export class Ownership {
  private readonly own = new Set<string>();
  /** Ids of other owners, for as long as they live. */
  private readonly known = new Map<string, string>();
  private readonly claims = new Map<string, Promise<Replica>>();
  private readonly listeners: ((name: string) => void)[] = [];
  private readonly timer: NodeJS.Timeout;
  private lastHeardAtMs = performance.now();

  constructor(
    private readonly redis: Redis,
    private readonly directory: ReplicaDirectory,
  ) {
    this.timer = setInterval(() => void this.renew(), RENEWAL_MS);
    this.timer.unref();
    directory.onHeartbeat(() => {
      // After such a silence the others took this replica to be gone, and may have taken what it had.
      const wasSilent = performance.now() - this.lastHeardAtMs > LIFE_MS;
      this.lastHeardAtMs = performance.now();
      if (wasSilent) void this.renew();
    });
  }

  /** Whether this replica is the owner; without asking. */
  owns(name: string): boolean {
    return this.own.has(name);
  }

  /** The owner, which is this replica where nobody else was. Asks Redis once for as long as the owner lives. */
  async ownerOf(name: string): Promise<Replica> {
    if (this.own.has(name)) return this.directory.own;
    const id = this.known.get(name);
    const known = id !== undefined && this.directory.has(id) ? await this.directory.find(id) : null;
    if (known) return known;
    let asking = this.claims.get(name);
    if (!asking) {
      asking = this.claim(name).finally(() => this.claims.delete(name));
      this.claims.set(name, asking);
    }
    return asking;
  }

  /** What was known of its owner was wrong: it is asked for again. */
  forget(name: string): void {
    this.known.delete(name);
  }

  /** Gives it up. Never rejects. */
  async release(name: string): Promise<void> {
    if (!this.own.delete(name)) return;
    await release.run(this.redis, [redisKeys.owner(name)], [replicaText(this.directory.own)]).catch(() => undefined);
  }

  /** Calls back with what another replica has taken over while this one was not heard. */
  onLost(listener: (name: string) => void): void {
    this.listeners.push(listener);
  }

  /** Gives up all of it, so that the others need not find out. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all([...this.own].map((name) => this.release(name)));
  }

  private async claim(name: string): Promise<Replica> {
    const owner = await this.askFor(name);
    if (owner === null || owner.id === this.directory.own.id) {
      this.own.add(name);
      return this.directory.own;
    }
    if (this.known.size >= KNOWN_MAX) this.known.clear();
    this.known.set(name, owner.id);
    return owner;
  }

  /** null where Redis cannot be asked. */
  private async askFor(name: string): Promise<Replica | null> {
    const { redis, directory } = this;
    if (redis.status !== 'ready') return null;
    const keys = [redisKeys.owner(name), redisKeys.gatewayReplicas];
    try {
      return replicaOf(String(await claim.run(redis, keys, [replicaText(directory.own), LIFE_MS, REMEMBERED_MS])));
    } catch {
      return null;
    }
  }

  private async renew(): Promise<void> {
    await Promise.all([...this.own].map((name) => this.renewOne(name)));
  }

  private async renewOne(name: string): Promise<void> {
    const owner = await this.askFor(name);
    if (owner === null || owner.id === this.directory.own.id || !this.own.delete(name)) return;
    this.known.set(name, owner.id);
    for (const listener of this.listeners) listener(name);
  }
}
