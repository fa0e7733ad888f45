import type { RateLimit } from '@gatewayops/contracts';
import type { BucketReply, BucketRequest } from './bucket-store.js';
import { planLeases, type LeasePlan } from './lease-plan.js';
import type { RateScope } from './rate-decision.js';

/** Over how long the use of a subject is averaged to choose the size of a lot, in ms. */
const DEMAND_MS = 100;

/**
 * One key, team or organisation as this gateway sees it: the tokens that it leased, and what it last heard of the bucket
 * that all gateways share.
 */
export class Subject {
  plan: LeasePlan;
  /** Set while a lease ahead of calls is under way, so that many keys of one team do not each ask for a lot. */
  lotUnderWay = false;
  /** Until then the shared bucket is known to have nothing, or is left to fill. */
  askAgainAt = 0;
  /** When the shared bucket can give a token; no earlier than known. */
  tokenDueAt = 0;
  #soonTokens = 0;
  #soonExpiresAt = 0;
  #lateTokens = 0;
  #lateExpiresAt = 0;
  #level: number;
  #levelAt: number;
  #lot = 0;
  #demand = 0;
  #usedSince = 0;
  #demandAt: number;

  constructor(
    readonly scope: RateScope,
    readonly id: string,
    readonly key: string,
    public limit: RateLimit,
    now: number,
  ) {
    this.plan = planLeases(limit);
    this.#level = this.plan.capacity;
    this.#levelAt = now;
    this.#demandAt = now;
  }

  /** A new limit holds from the next call on: what was leased under the old one is given up. */
  changeLimit(limit: RateLimit, now: number): void {
    if (limit.rps === this.limit.rps && limit.burst === this.limit.burst) return;
    this.#level = this.#levelNow(now);
    this.#levelAt = now;
    this.limit = limit;
    this.plan = planLeases(limit);
    this.#level = Math.min(this.#level, this.plan.capacity);
    this.dropLeases();
    this.askAgainAt = 0;
    this.tokenDueAt = 0;
  }

  /** Tokens that may be used at `now`, in ms. */
  held(now: number): number {
    if (this.#soonTokens === 0 || this.#soonExpiresAt <= now) {
      this.#soonTokens = this.#lateExpiresAt > now ? this.#lateTokens : 0;
      this.#soonExpiresAt = this.#lateExpiresAt;
      this.#lateTokens = 0;
      return this.#soonTokens;
    }
    return this.#soonTokens + this.#lateTokens;
  }

  /** Uses tokens that {@link held} just counted; those that expire first go first. */
  spend(tokens: number): void {
    this.#usedSince += tokens;
    if (tokens <= this.#soonTokens) {
      this.#soonTokens -= tokens;
      return;
    }
    this.#soonTokens = this.#lateTokens - (tokens - this.#soonTokens);
    this.#soonExpiresAt = this.#lateExpiresAt;
    this.#lateTokens = 0;
  }

  /** Whether more should be leased before the last token is gone. */
  runsLow(now: number): boolean {
    return this.#lot > 0 && !this.lotUnderWay && this.held(now) <= this.#lot >> 1 && now >= this.askAgainAt;
  }

  /**
   * How many tokens to lease ahead of calls: what half of a lease's life uses at the present pace. One less, and none for a
   * slow pace, where the bucket is less than half full: calls come unevenly, what expires unused counts as spent, and a
   * limit that is spread over many gateways would lose much of itself so.
   */
  chooseLot(now: number): number {
    const elapsedMs = now - this.#demandAt;
    if (elapsedMs > 0) {
      const kept = Math.exp(-elapsedMs / DEMAND_MS);
      this.#demand = this.#demand * kept + (this.#usedSince * (1 - kept) * DEMAND_MS) / elapsedMs;
      this.#usedSince = 0;
      this.#demandAt = now;
    }
    const half = Math.floor((this.#demand * this.plan.lifeMs) / DEMAND_MS / 2);
    const isScarce = this.#levelNow(now) < this.plan.capacity / 2;
    this.#lot = Math.min(this.plan.lotMax, isScarce ? Math.max(0, half - 1) : half);
    return this.lotUnderWay || now < this.askAgainAt ? 0 : this.#lot;
  }

  /** What to ask of the shared bucket. */
  request(lot: number, now: number): BucketRequest {
    const { rate, capacity, restMs, patienceMs } = this.plan;
    return { key: this.key, rate, capacity, restMs, held: this.held(now), lot, patienceMs };
  }

  /** Takes in what the shared bucket answered at `heardAt`; tokens are good until `expiresAt`. */
  learn(reply: BucketReply, { heardAt, now, expiresAt }: { heardAt: number; now: number; expiresAt: number }): void {
    this.#level = reply.level;
    this.#levelAt = heardAt;
    this.tokenDueAt = heardAt + reply.nextMs;
    const waitMs = reply.nextMs === 0 ? 0 : Math.max(reply.nextMs - this.plan.patienceMs, this.plan.holdMs);
    this.askAgainAt = heardAt + waitMs;
    if (reply.granted > 0 && expiresAt > now) this.#add(reply.granted, expiresAt, now);
  }

  /** The bucket gave out tokens ahead of time: nobody else is to ask before they are due. */
  holdUntil(dueAt: number, nextTokenAt: number): void {
    if (nextTokenAt <= dueAt) return;
    this.askAgainAt = dueAt;
    this.tokenDueAt = nextTokenAt;
  }

  dropLeases(): void {
    this.#soonTokens = 0;
    this.#lateTokens = 0;
  }

  /** Calls that would be admitted at `now`, as far as is known here. */
  remaining(now: number): number {
    return Math.min(this.limit.rps, Math.max(0, Math.floor(this.#levelNow(now))) + this.held(now));
  }

  /** Whole seconds until the bucket is full. */
  resetSeconds(now: number): number {
    return Math.ceil((this.plan.capacity - this.#levelNow(now)) / this.plan.rate);
  }

  #levelNow(now: number): number {
    return Math.min(this.plan.capacity, this.#level + ((now - this.#levelAt) / 1000) * this.plan.rate);
  }

  #add(tokens: number, expiresAt: number, now: number): void {
    if (this.held(now) === 0) {
      this.#soonTokens = tokens;
      this.#soonExpiresAt = expiresAt;
    } else if (expiresAt < this.#soonExpiresAt) {
      // Answers may overtake each other; what is merged expires with the earlier.
      this.#soonTokens += tokens;
      this.#soonExpiresAt = expiresAt;
    } else {
      this.#lateExpiresAt = this.#lateTokens === 0 ? expiresAt : Math.min(this.#lateExpiresAt, expiresAt);
      this.#lateTokens += tokens;
    }
  }
}
