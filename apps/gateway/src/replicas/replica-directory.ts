import { randomUUID } from 'node:crypto';
import { redisKeys } from '@gatewayops/contracts';
import { defineScript, type Redis } from '@gatewayops/redis';
import { replicaOf, replicaText, type Replica } from './replica.js';

const HEARTBEAT_MS = 1_000;
/** A replica that gave no sign of life for so long counts as gone. */
export const LIFE_MS = 5_000;

const heartbeat = defineScript(new URL('../../lua/replica-heartbeat.lua', import.meta.url), 1);

/**
 * Which gateways there are, and where: each gives a sign of life once a second, and one that gave none for 5 s no longer
 * counts. Call `close` at the end.
 */
export class ReplicaDirectory {
  readonly own: Replica;
  private others = new Map<string, Replica>();
  private timer: NodeJS.Timeout | null;
  private underWay: Promise<void> | null = null;
  private answeredAtMs = -Infinity;
  private readonly listeners: (() => void)[] = [];

  /** @param options.url where the others reach this replica */
  constructor(
    private readonly redis: Redis,
    options: { url: string; id?: string; heartbeatMs?: number },
  ) {
    this.own = { id: options.id ?? randomUUID(), url: options.url };
    this.timer = setInterval(() => void this.refresh(), options.heartbeatMs ?? HEARTBEAT_MS);
    this.timer.unref();
    void this.refresh();
  }

  /** The number of live gateways when Redis last answered, this one included; 1 or more. */
  get last(): number {
    return this.others.size + 1;
  }

  /** Whether Redis answered so lately that the others take this replica to be alive. */
  get isHeard(): boolean {
    return performance.now() - this.answeredAtMs < LIFE_MS;
  }

  /** The live replica of that id, as Redis last said; one that is not known yet is asked for. null where there is none. */
  async find(id: string): Promise<Replica | null> {
    if (id === this.own.id) return this.own;
    const known = this.others.get(id);
    if (known) return known;
    await this.refresh();
    return this.others.get(id) ?? null;
  }

  /** Whether that is a live replica, as far as is known here. */
  has(id: string): boolean {
    return id === this.own.id || this.others.has(id);
  }

  /** Nothing of that name is at its address any more: it is struck off at once. One that lives comes back with its next sign. */
  async strike(replica: Replica): Promise<void> {
    this.others.delete(replica.id);
    await this.redis.zrem(redisKeys.gatewayReplicas, replicaText(replica)).catch(() => undefined);
  }

  /** Calls back with each sign of life that Redis took. */
  onHeartbeat(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Gives a sign of life now. Never rejects: while Redis is away, the last known replicas stay. */
  refresh(): Promise<void> {
    if (this.timer === null) return Promise.resolve();
    return (this.underWay ??= this.beat().finally(() => (this.underWay = null)));
  }

  /** Gives no more signs of life: to the others this replica is gone when 5 s are over. */
  fallSilent(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  /** Stops, and leaves the directory at once where Redis answers. */
  async close(): Promise<void> {
    if (this.timer === null) return;
    this.fallSilent();
    await this.underWay;
    await this.redis.zrem(redisKeys.gatewayReplicas, replicaText(this.own)).catch(() => undefined);
  }

  private async beat(): Promise<void> {
    let answer: unknown;
    try {
      answer = await heartbeat.run(this.redis, [redisKeys.gatewayReplicas], [replicaText(this.own), LIFE_MS]);
    } catch {
      // Redis is away.
      return;
    }
    this.answeredAtMs = performance.now();
    const live = (answer as string[]).map((text) => replicaOf(text)).filter((one) => one !== null);
    this.others = new Map(live.filter(({ id }) => id !== this.own.id).map((one) => [one.id, one]));
    for (const listener of this.listeners) listener();
  }
}
