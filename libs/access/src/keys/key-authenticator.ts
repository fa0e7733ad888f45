import { hash } from 'node:crypto';
import {
  ACCESS_TOKEN_CHARS_MAX,
  ACCESS_TOKEN_PATTERN,
  API_KEY_PATTERN,
  GatewayOpsError,
  KeyVerdict,
} from '@gatewayops/contracts';
import { CircuitBreaker } from '@gatewayops/domain';
import type { Redis } from '@gatewayops/redis';
import type { DependencyReport, InternalClient, Metrics } from '@gatewayops/service';
import { ChangeWatch } from './change-watch.js';
import { RecentMap } from './recent-map.js';
import { SingleFlights } from './single-flights.js';
import { VerdictMemory, type ValidVerdict } from './verdict-memory.js';
import { AWAY, VerdictStore } from './verdict-store.js';

export interface KeyAuthenticatorOptions {
  /** For verdicts that replicas share. */
  redis: Redis;
  /** A connection that serves nothing else: it subscribes. */
  subscriber: Redis;
  /** The auth service. It needs no breaker: one is here. */
  auth: InternalClient;
  metrics?: Metrics;
  /** Keys remembered in memory. */
  capacity?: number;
}

const MEMORY_LIFE_MS = 60_000;
const NEGATIVE_LIFE_MS = 2_000;
/** How long a verdict serves while there is no Redis to compare it with. */
const UNCOMPARED_LIFE_MS = 1_000;
const ATTEMPTS = 3;
const VALIDATION_TIMEOUT_MS = 5_000;

const UNKNOWN: KeyVerdict = { valid: false, reason: 'unknown' };

interface Dated {
  verdict: KeyVerdict;
  untilMs: number;
}

/**
 * Tells who an API key, or an OAuth access token, belongs to. Verdicts are kept in memory (60 s) and in Redis (5 min) under their organisation's
 * generation; a key that was revoked is refused within 1 s, also where the subscription is cut or black-holed, where Redis
 * is away, and where a slow validation is under way.
 */
export class KeyAuthenticator {
  private readonly watch: ChangeWatch;
  private readonly memory: VerdictMemory;
  private readonly store: VerdictStore;
  private readonly refused: RecentMap<Dated>;
  private readonly uncompared: RecentMap<Dated>;
  private readonly flights = new SingleFlights<KeyVerdict>();
  private readonly breaker = new CircuitBreaker({
    failureThreshold: 3,
    windowMs: 10_000,
    openMs: 10_000,
    halfOpenRequests: 1,
  });
  private readonly listeners = new Set<(orgId: string) => void>();
  private readonly gapListeners = new Set<() => void>();
  private readonly inMemory: { hits: number; misses: number };
  private readonly inRedis: { hits: number; misses: number };

  constructor(private readonly options: KeyAuthenticatorOptions) {
    const capacity = options.capacity ?? 50_000;
    this.memory = new VerdictMemory(capacity, MEMORY_LIFE_MS);
    this.refused = new RecentMap(Math.min(capacity, 10_000));
    this.uncompared = new RecentMap(capacity);
    this.store = new VerdictStore(options.redis);
    this.inMemory = options.metrics?.cache('key_verdict_memory') ?? { hits: 0, misses: 0 };
    this.inRedis = options.metrics?.cache('key_verdict_redis') ?? { hits: 0, misses: 0 };
    this.watch = new ChangeWatch(options.subscriber, {
      changed: ({ orgId, generation }) => {
        this.memory.raise(orgId, generation);
        for (const listener of this.listeners) listener(orgId);
      },
      lost: () => this.memory.forgetAll(),
      deaf: () => this.tellGap(),
      resumed: () => {
        this.memory.forgetAll();
        this.tellGap();
      },
    });
    this.watch.start();
  }

  /**
   * The verdict about a key; at once where it is in memory.
   * @throws GatewayOpsError `auth_unavailable` (as a rejection) where neither a cache nor the auth service can say
   */
  authenticate(rawKey: string): KeyVerdict | Promise<KeyVerdict> {
    return API_KEY_PATTERN.test(rawKey) ? this.verdictOf(rawKey) : UNKNOWN;
  }

  /**
   * As {@link authenticate}, for a caller that also takes OAuth access tokens. Where one is good (`principal.token.audience`)
   * is for the caller to check.
   */
  authenticateBearer(credential: string): KeyVerdict | Promise<KeyVerdict> {
    return API_KEY_PATTERN.test(credential) || isAccessToken(credential) ? this.verdictOf(credential) : UNKNOWN;
  }

  private verdictOf(rawKey: string): KeyVerdict | Promise<KeyVerdict> {
    const digest = hash('sha256', rawKey, 'hex');
    const now = performance.now();
    const known = this.watch.isFresh(now) ? this.memory.get(digest, now) : undefined;
    if (known !== undefined) {
      this.inMemory.hits++;
      return known;
    }
    const refused = this.refused.get(digest);
    if (refused !== undefined && now < refused.untilMs) return refused.verdict;
    this.inMemory.misses++;
    return this.flights.join(digest, now, () => this.resolve(digest, rawKey));
  }

  /** Calls `listener` when verdicts of an organisation became void: what its keys hold open must be asked about again. */
  onInvalidated(listener: (orgId: string) => void): void {
    this.listeners.add(listener);
  }

  /**
   * Calls `listener` when changes of any organisation may have been missed: each second while they are not heard, and when
   * they are heard again.
   */
  onGap(listener: () => void): void {
    this.gapListeners.add(listener);
  }

  /** For `/ready`. */
  health(): DependencyReport {
    if (this.watch.isFresh(performance.now())) return { state: 'up' };
    return {
      state: 'degraded',
      detail: 'revocations are not heard; each key is compared with Redis or the auth service',
    };
  }

  /** Stops hearing of changes. The connections belong to who made them. */
  close(): void {
    this.watch.close();
  }

  private tellGap(): void {
    for (const listener of this.gapListeners) listener();
  }

  private async resolve(digest: string, rawKey: string): Promise<KeyVerdict> {
    for (let attempt = 1; ; attempt++) {
      const startedAtMs = performance.now();
      const { epoch } = this.memory;
      const stored = await this.readStored(digest);
      if (stored.verdict !== null) return this.admit(digest, stored.verdict, stored.away ? -1 : epoch);
      const verdict = await this.validate(rawKey);
      if (!verdict.valid) return this.refuse(digest, verdict);
      if (await this.settle(digest, verdict, startedAtMs, epoch)) return verdict;
      if (attempt < ATTEMPTS) continue;
      // One that keeps being overtaken was still given after this attempt began: it may serve while that is less than a second ago.
      if (performance.now() - startedAtMs < UNCOMPARED_LIFE_MS) return verdict;
      throw new GatewayOpsError('auth_unavailable', { retryAfterSeconds: 1 });
    }
  }

  private async readStored(digest: string): Promise<{ verdict: ValidVerdict | null; away: boolean }> {
    const stored = await this.store.read(digest);
    if (stored !== AWAY) {
      this.inRedis[stored === null ? 'misses' : 'hits']++;
      return { verdict: stored, away: false };
    }
    const dated = this.uncompared.get(digest);
    const usable =
      dated !== undefined && performance.now() < dated.untilMs && dated.verdict.valid ? dated.verdict : null;
    return { verdict: usable, away: true };
  }

  private admit(digest: string, verdict: ValidVerdict, epoch: number): KeyVerdict {
    const { expiresAtMs } = verdict.principal;
    if (expiresAtMs !== null && Date.now() >= expiresAtMs) return { valid: false, reason: 'expired' };
    this.memory.remember(digest, verdict, epoch, performance.now());
    return verdict;
  }

  private refuse(digest: string, verdict: KeyVerdict): KeyVerdict {
    this.refused.set(digest, { verdict, untilMs: performance.now() + NEGATIVE_LIFE_MS });
    return verdict;
  }

  /** Stores a verdict that the auth service gave. Whether it still holds. */
  private async settle(digest: string, verdict: ValidVerdict, startedAtMs: number, epoch: number): Promise<boolean> {
    const { orgId } = verdict.principal;
    if (verdict.generation < this.memory.generationOf(orgId)) return false;
    const generation = await this.store.fill(digest, verdict);
    if (generation === AWAY) {
      this.uncompared.set(digest, { verdict, untilMs: startedAtMs + UNCOMPARED_LIFE_MS });
      if (performance.now() - startedAtMs >= UNCOMPARED_LIFE_MS) return false;
    } else {
      if (generation > verdict.generation) this.memory.raise(orgId, generation);
      else this.memory.remember(digest, verdict, epoch, performance.now());
    }
    return verdict.generation >= this.memory.generationOf(orgId);
  }

  private async validate(credential: string): Promise<KeyVerdict> {
    const asked = API_KEY_PATTERN.test(credential)
      ? { path: '/internal/v1/auth/validate-key', body: { apiKey: credential } }
      : { path: '/internal/v1/auth/validate-token', body: { token: credential } };
    if (!this.breaker.tryAcquire()) throw new GatewayOpsError('auth_unavailable', { retryAfterSeconds: 10 });
    try {
      const verdict = await this.options.auth.request({
        method: 'POST',
        ...asked,
        answer: KeyVerdict,
        idempotent: true,
        timeoutMs: VALIDATION_TIMEOUT_MS,
      });
      this.breaker.succeed();
      return verdict;
    } catch (error) {
      this.breaker.fail();
      throw new GatewayOpsError('auth_unavailable', { cause: error });
    }
  }
}

const isAccessToken = (text: string): boolean =>
  text.length <= ACCESS_TOKEN_CHARS_MAX && ACCESS_TOKEN_PATTERN.test(text);
