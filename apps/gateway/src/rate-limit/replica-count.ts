import { randomUUID } from 'node:crypto';
import { redisKeys } from '@gatewayops/contracts';
import { defineScript, type Redis } from '@gatewayops/redis';

const HEARTBEAT_MS = 1_000;
const LIFE_MS = 5_000;

const countReplicas = defineScript(new URL('../../lua/count-replicas.lua', import.meta.url), 1);

/** How many gateways there are: each gives a sign of life once a second, and one that gave none for 5 s no longer counts. */
export class ReplicaCount {
  readonly id: string;
  #last = 1;
  #timer: NodeJS.Timeout | null = null;
  #underWay = false;

  constructor(
    private readonly redis: Redis,
    options: { id?: string; heartbeatMs?: number } = {},
  ) {
    this.id = options.id ?? randomUUID();
    this.#timer = setInterval(() => void this.refresh(), options.heartbeatMs ?? HEARTBEAT_MS);
    this.#timer.unref();
    void this.refresh();
  }

  /** The number of live gateways when Redis last answered, this one included; 1 or more. */
  get last(): number {
    return this.#last;
  }

  /** Gives a sign of life now. Never rejects: while Redis is away, the last known number stays. */
  async refresh(): Promise<void> {
    if (this.#underWay || this.#timer === null) return;
    this.#underWay = true;
    try {
      const count = await countReplicas.run(this.redis, [redisKeys.gatewayReplicas], [this.id, LIFE_MS]);
      this.#last = Math.max(1, Number(count));
    } catch {
      // Redis is away.
    } finally {
      this.#underWay = false;
    }
  }

  /** Stops, and leaves the number at once where Redis answers. */
  async close(): Promise<void> {
    if (this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
    await this.redis.zrem(redisKeys.gatewayReplicas, this.id).catch(() => undefined);
  }
}
