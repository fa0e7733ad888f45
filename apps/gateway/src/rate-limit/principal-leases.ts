import { GatewayOpsError, type Principal } from '@gatewayops/contracts';
import type { BucketStore, LeaseReply } from './bucket-store.js';
import type { Clock } from './clock.js';
import { LIFE_MS_MAX, type LeasePlan } from './lease-plan.js';
import { RateDecision } from './rate-decision.js';
import type { RateLimitMetrics } from './rate-limit-metrics.js';
import { withTimeout, type RedisPresence } from './redis-presence.js';
import type { Subject } from './subject.js';

/** What all principals of a gateway share. */
export interface LeaseContext {
  store: BucketStore;
  presence: RedisPresence;
  clock: Clock;
  metrics: RateLimitMetrics;
  /** Decides while Redis is away. May throw what the call is to be refused with. */
  takeAlone(leases: PrincipalLeases, cost: number, now: number): RateDecision;
}

interface Waiter {
  cost: number;
  since: number;
  resolve(decision: RateDecision): void;
  reject(error: unknown): void;
}

/** A lease under way: when it was asked for, and how each limit was then held. */
interface Sent {
  at: number;
  plans: LeasePlan[];
}

const WAITERS_MAX = 1_000;
const WAIT_MS_MAX = 1_000;
const LEASE_TIMEOUT_MS = 250;
const RETRY_MS = 25;

/** The tokens of one principal: those of its key, its team and its organisation, taken together or not at all. */
export class PrincipalLeases {
  usedAt = 0;
  #waiters: Waiter[] = [];
  #waiting = 0;
  #underWay = false;

  constructor(
    /** The object that the limits were read from; another one may carry other limits. */
    public principal: Principal,
    readonly key: Subject,
    public team: Subject | null,
    public org: Subject,
    private readonly context: LeaseContext,
  ) {}

  get subjects(): Subject[] {
    return this.team === null ? [this.key, this.org] : [this.key, this.team, this.org];
  }

  get idle(): boolean {
    return !this.#underWay && this.#waiters.length === 0;
  }

  /** Decides at once where leased tokens or a known refusal allow, else after one round trip that calls share. */
  take(cost: number, now: number): RateDecision | Promise<RateDecision> {
    if (this.#waiters.length === 0 && this.#canSpend(cost, now)) {
      this.#spend(cost);
      if (!this.#underWay && this.#runsLow(now)) this.#lease(now);
      return this.#admit(now);
    }
    const blocking = this.#blocking(cost, now, false);
    if (blocking !== null) return this.#refuse(blocking, cost, now);
    if (this.#waiting + cost > WAITERS_MAX) return this.#refuse(this.key, cost, now);
    return new Promise((resolve, reject) => {
      this.#waiters.push({ cost, since: now, resolve, reject });
      this.#waiting += cost;
      if (!this.#underWay) this.#lease(now);
    });
  }

  /** Redis went away: whoever waits is decided by this gateway alone. */
  drainAlone(): void {
    const now = this.context.clock.now();
    for (const waiter of this.#takeWaiters()) {
      try {
        waiter.resolve(this.context.takeAlone(this, waiter.cost, now));
      } catch (error) {
        waiter.reject(error);
      }
    }
  }

  /** A refusal on account of one level, counted. */
  refuseBy(subject: Subject, retryAfterSeconds: number, remaining: number): RateDecision {
    this.context.metrics.refused(subject.scope, subject.id);
    const now = this.context.clock.now();
    return new RateDecision(
      false,
      subject,
      remaining,
      subject.resetSeconds(now),
      Math.max(1, Math.ceil(retryAfterSeconds)),
    );
  }

  #canSpend(cost: number, now: number): boolean {
    return (
      this.key.held(now) >= cost && (this.team === null || this.team.held(now) >= cost) && this.org.held(now) >= cost
    );
  }

  #spend(cost: number): void {
    this.key.spend(cost);
    this.team?.spend(cost);
    this.org.spend(cost);
  }

  #runsLow(now: number): boolean {
    return this.key.runsLow(now) || (this.team !== null && this.team.runsLow(now)) || this.org.runsLow(now);
  }

  /**
   * The level that has nothing for this call, of several the one that has longest to wait for.
   * @param answered whether the call has already waited for an answer: then it does not wait for the next token as well
   */
  #blocking(cost: number, now: number, answered: boolean): Subject | null {
    let blocking: Subject | null = null;
    for (const subject of this.subjects) {
      if (cost > subject.plan.capacity) return subject;
      const until = answered ? Math.max(subject.askAgainAt, subject.tokenDueAt) : subject.askAgainAt;
      if (subject.held(now) >= cost || now >= until) continue;
      if (blocking === null || subject.tokenDueAt > blocking.tokenDueAt) blocking = subject;
    }
    return blocking;
  }

  #refuse(subject: Subject, cost: number, now: number): RateDecision {
    const { rate, patienceMs } = subject.plan;
    const dueMs = subject.tokenDueAt - now - patienceMs;
    return this.refuseBy(subject, Math.max(0, dueMs) / 1000 + (cost - 1) / rate, 0);
  }

  #admit(now: number): RateDecision {
    let tightest = this.key;
    let remaining = tightest.remaining(now);
    const teamRemaining = this.team === null ? Infinity : this.team.remaining(now);
    if (this.team !== null && teamRemaining < remaining) {
      tightest = this.team;
      remaining = teamRemaining;
    }
    const orgRemaining = this.org.remaining(now);
    if (orgRemaining < remaining) {
      tightest = this.org;
      remaining = orgRemaining;
    }
    return new RateDecision(true, tightest, remaining, tightest.resetSeconds(now), 0);
  }

  /** One script call for every level that is short of tokens or runs low. */
  #lease(now: number): void {
    const asked = this.subjects.filter((subject) => subject.held(now) < this.#waiting || subject.runsLow(now));
    const lots = asked.map((subject) => subject.chooseLot(now));
    if (asked.length === 0) return this.#waiting > 0 ? this.#serve(now) : undefined;
    const ahead = asked.filter((_, i) => lots[i] !== 0);
    for (const subject of ahead) subject.lotUnderWay = true;
    this.#underWay = true;
    const { store, presence, clock } = this.context;
    const sent = { at: now, plans: asked.map(({ plan }) => plan) };
    const request = {
      least: this.#waiters[0]?.cost ?? 0,
      waiting: this.#waiting,
      epochUs: presence.epochUs,
      buckets: asked.map((subject, i) => subject.request(lots[i] ?? 0, now)),
    };
    const answered = () => {
      for (const subject of ahead) subject.lotUnderWay = false;
    };
    withTimeout(store.lease(request), LEASE_TIMEOUT_MS, clock).then(
      (reply) => {
        answered();
        this.#receive(reply, asked, sent);
      },
      () => {
        answered();
        this.#fail();
      },
    );
  }

  #receive(reply: LeaseReply, asked: Subject[], sent: Sent): void {
    const { clock, presence, metrics } = this.context;
    const heardAt = clock.now();
    // A Redis that always answers too late is of no more use than one that is away.
    if (heardAt - sent.at < LIFE_MS_MAX) presence.confirm();
    else presence.suspect();
    metrics.leased(reply.given ? 'granted' : 'refused');
    if (!reply.given || reply.waitMs === 0) return this.#settle(reply, asked, sent, heardAt);
    // What is due soon is for those who wait already; others are refused until then.
    asked.forEach((subject, i) => subject.holdUntil(heardAt + reply.waitMs, heardAt + (reply.buckets[i]?.nextMs ?? 0)));
    clock.after(Math.ceil(reply.waitMs), () => this.#settle(reply, asked, sent, heardAt));
  }

  #settle(reply: LeaseReply, asked: Subject[], sent: Sent, heardAt: number): void {
    this.#underWay = false;
    if (this.context.presence.state === 'away') return this.drainAlone();
    const now = this.context.clock.now();
    asked.forEach((subject, i) => {
      const bucket = reply.buckets[i];
      // What was leased under a limit that is no longer is given up.
      if (bucket === undefined || sent.plans[i] !== subject.plan) return;
      const expiresAt = sent.at + reply.waitMs + subject.plan.lifeMs;
      subject.learn(bucket, { heardAt, now, expiresAt });
    });
    this.#serve(now);
  }

  #serve(now: number): void {
    const left: Waiter[] = [];
    for (const waiter of this.#takeWaiters()) {
      if (left.length === 0 && this.#canSpend(waiter.cost, now)) {
        this.#spend(waiter.cost);
        waiter.resolve(this.#admit(now));
        continue;
      }
      const blocking = this.#blocking(waiter.cost, now, true);
      if (blocking !== null) waiter.resolve(this.#refuse(blocking, waiter.cost, now));
      else left.push(waiter);
    }
    this.#keepWaiting(left, now);
    if (this.#waiters.length > 0) this.#lease(now);
  }

  #fail(): void {
    const { clock, presence, metrics } = this.context;
    metrics.leased('failed');
    this.#underWay = false;
    presence.suspect();
    if (presence.state === 'away') return this.drainAlone();
    const now = clock.now();
    this.#keepWaiting(this.#takeWaiters(), now);
    if (this.#waiters.length === 0) return;
    this.#underWay = true;
    clock.after(RETRY_MS, () => {
      this.#underWay = false;
      if (this.#waiters.length > 0) this.#lease(clock.now());
    });
  }

  #keepWaiting(waiters: Waiter[], now: number): void {
    for (const waiter of waiters) {
      if (now - waiter.since > WAIT_MS_MAX) {
        waiter.reject(new GatewayOpsError('service_unavailable', { retryAfterSeconds: 1 }));
        continue;
      }
      this.#waiters.push(waiter);
      this.#waiting += waiter.cost;
    }
  }

  #takeWaiters(): Waiter[] {
    const waiters = this.#waiters;
    this.#waiters = [];
    this.#waiting = 0;
    return waiters;
  }
}
