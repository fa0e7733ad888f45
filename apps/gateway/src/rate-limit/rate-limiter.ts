import { GatewayOpsError, redisKeys, type Principal, type RateLimit } from '@gatewayops/contracts';
import { defineScript, type Redis, type RedisAvailability } from '@gatewayops/redis';
import type { DependencyReport } from '@gatewayops/service';
import { RedisBucketStore, type BucketStore } from './bucket-store.js';
import { systemClock, type Clock } from './clock.js';
import { LocalShares } from './local-share.js';
import { PrincipalLeases, type LeaseContext } from './principal-leases.js';
import { RateDecision, type RateScope } from './rate-decision.js';
import type { LimiterMode, RateLimitMetrics } from './rate-limit-metrics.js';
import { RedisPresence, type RedisProbe } from './redis-presence.js';
import { Subject } from './subject.js';

export interface RateLimiterOptions {
  redis: Redis;
  availability: Pick<RedisAvailability, 'state' | 'on' | 'off'>;
  replicas: { readonly last: number };
  /** divide: each gateway holds to its share of every limit; refuse: calls are refused with `service_unavailable`. */
  whenRedisAway: 'divide' | 'refuse';
  metrics: RateLimitMetrics;
  /** For tests: time, and the shared buckets without Redis. */
  clock?: Clock;
  store?: BucketStore;
  probe?: RedisProbe;
}

const IDLE_MS = 300_000;
const SWEEP_MS = 60_000;

/**
 * Holds every call to the limits of its key, team and organisation, over all gateways: in any window of length T at most
 * `rps × T + burst` calls (`lease-plan.ts` derives it). Tokens come from shared buckets in Redis in small lots, so that
 * most calls are decided at once.
 */
export class RateLimiter {
  readonly #byKey = new Map<string, PrincipalLeases>();
  readonly #subjects = new Map<string, Subject>();
  readonly #shares = new LocalShares();
  readonly #presence: RedisPresence;
  readonly #clock: Clock;
  readonly #context: LeaseContext;
  #cancelSweep: () => void;

  constructor(private readonly options: RateLimiterOptions) {
    this.#clock = options.clock ?? systemClock;
    const probe = options.probe ?? probeOf(options.redis);
    this.#presence = new RedisPresence(probe, options.availability, this.#clock, (state) =>
      this.#presenceChanged(state),
    );
    this.#context = {
      store: options.store ?? new RedisBucketStore(options.redis),
      presence: this.#presence,
      clock: this.#clock,
      metrics: options.metrics,
      takeAlone: (leases, cost, now) => this.#takeAlone(leases, cost, now),
    };
    this.#cancelSweep = this.#scheduleSweep();
    options.metrics.setMode(this.mode);
  }

  get mode(): LimiterMode {
    if (this.#presence.state === 'shared') return 'shared';
    return this.options.whenRedisAway === 'divide' ? 'divided' : 'refusing';
  }

  /**
   * Charges `cost` calls to the principal. A decision at once where leased tokens or a known refusal allow it, else a
   * promise that settles within about a second. A cost above a level's bucket (`burst − rps × 50 ms`, at least 1) is
   * never admitted.
   * @throws GatewayOpsError `service_unavailable` (also as a rejection) while Redis is away and calls are to be refused
   */
  take(principal: Principal, cost = 1): RateDecision | Promise<RateDecision> {
    const now = this.#clock.now();
    let leases = this.#byKey.get(principal.keyId);
    if (leases === undefined || leases.principal !== principal) leases = this.#adopt(principal, leases, now);
    leases.usedAt = now;
    return this.#presence.state === 'shared' ? leases.take(cost, now) : this.#takeAlone(leases, cost, now);
  }

  /** For `/ready`: a gateway that holds to shares still serves. */
  health(): Promise<DependencyReport> {
    if (this.mode === 'shared') return Promise.resolve({ state: 'up' });
    if (this.mode === 'refusing') {
      return Promise.resolve({
        state: 'down',
        detail: 'Redis is away: calls are refused, as RATE_LIMIT_WHEN_REDIS_AWAY says',
      });
    }
    const { last } = this.options.replicas;
    return Promise.resolve({ state: 'degraded', detail: `Redis is away: limits are divided by ${last} gateways` });
  }

  /** How many principals and subjects are remembered. */
  get size(): { principals: number; subjects: number } {
    return { principals: this.#byKey.size, subjects: this.#subjects.size };
  }

  close(): void {
    this.#cancelSweep();
    this.#presence.close();
  }

  #adopt(principal: Principal, known: PrincipalLeases | undefined, now: number): PrincipalLeases {
    const { orgId, teamId, keyId, limits } = principal;
    const key = this.#subject('key', orgId, keyId, limits.key, now);
    const team =
      teamId === null || limits.team === null ? null : this.#subject('team', orgId, teamId, limits.team, now);
    const org = this.#subject('org', orgId, orgId, limits.org, now);
    if (known !== undefined) {
      known.principal = principal;
      known.team = team;
      known.org = org;
      return known;
    }
    const leases = new PrincipalLeases(principal, key, team, org, this.#context);
    this.#byKey.set(keyId, leases);
    return leases;
  }

  #subject(scope: RateScope, orgId: string, id: string, limit: RateLimit, now: number): Subject {
    const redisKey = redisKeys.rateLimit(orgId, scope, id);
    const known = this.#subjects.get(redisKey);
    if (known !== undefined) {
      known.changeLimit(limit, now);
      return known;
    }
    const subject = new Subject(scope, id, redisKey, limit, now);
    this.#subjects.set(redisKey, subject);
    return subject;
  }

  #takeAlone(leases: PrincipalLeases, cost: number, now: number): RateDecision {
    if (this.options.whenRedisAway === 'refuse') {
      throw new GatewayOpsError('service_unavailable', { retryAfterSeconds: 1 });
    }
    const replicas = this.options.replicas.last;
    let tightest: Subject = leases.key;
    let least = Infinity;
    for (const subject of leases.subjects) {
      const level = this.#shares.level(subject, replicas, now);
      if (level >= least) continue;
      least = level;
      tightest = subject;
    }
    if (least < cost) {
      const waitSeconds = ((cost - least) * replicas) / tightest.limit.rps;
      return leases.refuseBy(tightest, waitSeconds, Math.max(0, Math.floor(least)));
    }
    for (const subject of leases.subjects) this.#shares.spend(subject, cost);
    const { rps, burst } = tightest.limit;
    const resetSeconds = Math.ceil(Math.max(0, burst - (least - cost) * replicas) / rps);
    return new RateDecision(true, tightest, Math.min(rps, Math.floor(least - cost)), resetSeconds, 0);
  }

  #presenceChanged(state: 'shared' | 'away'): void {
    if (state === 'away') {
      this.#shares.restart(this.#presence.awaySince);
      for (const subject of this.#subjects.values()) subject.dropLeases();
      for (const leases of this.#byKey.values()) leases.drainAlone();
    }
    this.options.metrics.setMode(this.mode);
  }

  /** Forgets principals that made no call for 5 minutes, and subjects that no principal has any more. */
  #sweep(): void {
    const now = this.#clock.now();
    const used = new Set<Subject>();
    for (const [keyId, leases] of this.#byKey) {
      if (leases.idle && now - leases.usedAt > IDLE_MS) this.#byKey.delete(keyId);
      else for (const subject of leases.subjects) used.add(subject);
    }
    for (const [redisKey, subject] of this.#subjects) {
      if (used.has(subject)) continue;
      this.#subjects.delete(redisKey);
      this.options.metrics.forget(subject.scope, subject.id);
    }
    this.#cancelSweep = this.#scheduleSweep();
  }

  #scheduleSweep(): () => void {
    return this.#clock.after(SWEEP_MS, () => this.#sweep());
  }
}

const agreeReturnScript = defineScript(new URL('../../lua/agree-return.lua', import.meta.url), 1);

function probeOf(redis: Redis): RedisProbe {
  return {
    ping: () => redis.ping(),
    agreeReturn: async (settleMs) => {
      const reply = (await agreeReturnScript.run(redis, [redisKeys.rateLimitReturn], [settleMs])) as string[];
      return { returnAtUs: Number(reply[0]), nowUs: Number(reply[1]) };
    },
  };
}
