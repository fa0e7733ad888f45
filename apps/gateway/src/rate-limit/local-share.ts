import type { RateLimit } from '@gatewayops/contracts';
import type { Subject } from './subject.js';

interface Share {
  limit: RateLimit;
  level: number;
  at: number;
}

/**
 * What a gateway admits by itself while Redis is away: every limit divided by the number of gateways. A share starts empty
 * when Redis goes, as the shared bucket may just have given all it had.
 *
 * A burst below the number of gateways cannot be divided: each gateway then lets one call at a time go.
 */
export class LocalShares {
  #shares = new WeakMap<Subject, Share>();
  #since = 0;

  /** @param since when Redis went away, in ms of the limiter's clock */
  restart(since: number): void {
    this.#shares = new WeakMap();
    this.#since = since;
  }

  /** Tokens at `now`. */
  level(subject: Subject, replicas: number, now: number): number {
    let share = this.#shares.get(subject);
    if (share === undefined || share.limit !== subject.limit) {
      share = { limit: subject.limit, level: Math.min(0, share?.level ?? 0), at: share?.at ?? this.#since };
      this.#shares.set(subject, share);
    }
    const { rps, burst } = subject.limit;
    const gained = ((now - share.at) / 1000) * (rps / replicas);
    share.level = Math.min(Math.max(1, burst / replicas), share.level + gained);
    share.at = now;
    return share.level;
  }

  /** Takes tokens that {@link level} just counted. */
  spend(subject: Subject, tokens: number): void {
    const share = this.#shares.get(subject);
    if (share !== undefined) share.level -= tokens;
  }
}
