import type { Principal, RateLimit } from '@gatewayops/contracts';
import type { Redis, RedisAvailability } from '@gatewayops/redis';
import type { Clock } from './clock.js';
import { MemoryBucketStore } from './memory-bucket-store.js';
import type { RateDecision } from './rate-decision.js';
import type { RateLimitMetrics } from './rate-limit-metrics.js';
import { RateLimiter } from './rate-limiter.js';

/** A clock that runs as fast as its events allow. */
export class VirtualClock implements Clock {
  #now = 0;
  #order = 0;
  #events: { at: number; order: number; action: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(delayMs: number, action: () => void): () => void {
    const event = { at: this.#now + Math.max(0, delayMs), order: this.#order++, action };
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#events[middle];
      if (other !== undefined && (other.at > event.at || (other.at === event.at && other.order > event.order))) {
        low = middle + 1;
      } else high = middle;
    }
    this.#events.splice(low, 0, event);
    return () => {
      const index = this.#events.indexOf(event);
      if (index >= 0) this.#events.splice(index, 1);
    };
  }

  /** Runs what is due until `until`, in ms; promises settle between two events. */
  async run(until: number): Promise<void> {
    for (let next = this.#events.at(-1); next !== undefined && next.at <= until; next = this.#events.at(-1)) {
      this.#events.pop();
      this.#now = next.at;
      next.action();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#now = until;
  }
}

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const NO_METRICS: RateLimitMetrics = {
  refused: () => undefined,
  forget: () => undefined,
  setMode: () => undefined,
  leased: () => undefined,
};

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const WIDE: RateLimit = { rps: 1_000_000, burst: 1_000_000 };

/** A principal of organisation 1, team 2, with the given key. */
export function principalOf(limits: Partial<Principal['limits']>, key = 3, org = 1): Principal {
  return {
    orgId: uuid(org),
    keyId: uuid(key),
    userId: null,
    teamId: uuid(2),
    projectId: null,
    environment: 'prod',
    agentName: null,
    serviceAccountId: null,
    allowedAddresses: [],
    token: null,
    scopes: { servers: ['*'], tools: ['*'], permissions: [] } as unknown as Principal['scopes'],
    limits: { key: WIDE, team: null, org: WIDE, ...limits },
    expiresAtMs: null,
  };
}

export interface SimulationOptions {
  replicas: number;
  seed: number;
  /** One way to Redis, drawn for each message; ms. */
  latencyMs?: (random: () => number) => number;
  whenRedisAway?: 'divide' | 'refuse';
}

/** Several limiters, each with a clock that is off, over one store behind a slow network that can be cut. */
export class Simulation {
  readonly clock = new VirtualClock();
  readonly random: () => number;
  readonly limiters: RateLimiter[] = [];
  /** When calls were admitted, in ms. */
  readonly admittedAt: number[] = [];
  offered = 0;
  roundTrips = 0;
  up = true;
  readonly #store = new MemoryBucketStore(() => this.#redisUs());
  #returnAtUs = 0;

  constructor(private readonly options: SimulationOptions) {
    this.random = seeded(options.seed);
    for (let i = 0; i < options.replicas; i++) this.limiters.push(this.#limiter(this.random() * 1e6));
  }

  /** Calls of one principal at one replica for a while, at random times, `perSecond` on average. */
  offer(load: { replica: number; principal: Principal; perSecond: number; fromMs: number; untilMs: number }): void {
    const { replica, principal, perSecond, fromMs, untilMs } = load;
    const next = (at: number) => {
      if (at >= untilMs) return;
      this.clock.after(at - this.clock.now(), () => {
        void this.call(replica, principal);
        next(at - (Math.log(1 - this.random()) * 1000) / perSecond);
      });
    };
    next(fromMs);
  }

  async call(replica: number, principal: Principal, cost = 1): Promise<RateDecision> {
    this.offered += 1;
    const limiter = this.limiters[replica];
    if (limiter === undefined) throw new RangeError('no such replica');
    const decision = await limiter.take(principal, cost);
    if (decision.admitted) for (let i = 0; i < cost; i++) this.admittedAt.push(this.clock.now());
    return decision;
  }

  close(): void {
    for (const limiter of this.limiters) limiter.close();
  }

  #redisUs(): number {
    return 1_790_000_000_000_000 + Math.floor(this.clock.now() * 1000);
  }

  #limiter(clockOffset: number): RateLimiter {
    const clock: Clock = {
      now: () => this.clock.now() + clockOffset,
      after: (delayMs, action) => this.clock.after(delayMs, action),
    };
    const availability = { state: 'up', on: () => availability, off: () => availability };
    return new RateLimiter({
      redis: undefined as unknown as Redis,
      availability: availability as unknown as RedisAvailability,
      replicas: { last: this.options.replicas },
      whenRedisAway: this.options.whenRedisAway ?? 'divide',
      metrics: NO_METRICS,
      clock,
      store: { lease: (request) => this.#travel(() => this.#store.leaseNow(request)) },
      probe: {
        ping: () => this.#travel(() => 'PONG'),
        agreeReturn: (settleMs) => this.#travel(() => this.#agree(settleMs)),
      },
    });
  }

  #agree(settleMs: number): { returnAtUs: number; nowUs: number } {
    const nowUs = this.#redisUs();
    if (this.#returnAtUs < nowUs - 1_000_000) this.#returnAtUs = nowUs + settleMs * 1000;
    return { returnAtUs: this.#returnAtUs, nowUs };
  }

  #travel<T>(action: () => T): Promise<T> {
    const latency = this.options.latencyMs ?? ((random) => 0.1 + random());
    this.roundTrips += 1;
    return new Promise((resolve, reject) => {
      if (!this.up) return reject(new Error('connection is closed'));
      this.clock.after(latency(this.random), () => {
        if (!this.up) return reject(new Error('connection is closed'));
        const result = action();
        this.clock.after(latency(this.random), () => (this.up ? resolve(result) : reject(new Error('cut'))));
      });
    });
  }
}

/** By how many calls the worst window has more than `rps × T + burst`; 0 or less where the limit held. */
export function excess(admittedAt: number[], { rps, burst }: RateLimit): number {
  const times = [...admittedAt].sort((a, b) => a - b);
  let fewest = Infinity;
  let worst = -Infinity;
  times.forEach((at, i) => {
    const gained = (rps * at) / 1000;
    fewest = Math.min(fewest, i - gained);
    worst = Math.max(worst, i + 1 - gained - burst - fewest);
  });
  return worst;
}
