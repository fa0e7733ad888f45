import type { RateLimit } from '@gatewayops/contracts';

/** How a limit is held; derived from it by {@link planLeases}. */
export interface LeasePlan {
  /** Tokens a second that the shared bucket gains. */
  readonly rate: number;
  /** Tokens that the shared bucket holds at most. */
  readonly capacity: number;
  /** How long after it was asked for a token may be used, in ms. */
  readonly lifeMs: number;
  /** Tokens that a gateway may lease ahead of its calls, at most. */
  readonly lotMax: number;
  /** Where the next token comes within this time, the script gives it out ahead and the call waits for it, in ms. */
  readonly patienceMs: number;
  /** How long a gateway that emptied the bucket lets it fill before it asks again, in ms. */
  readonly holdMs: number;
  /** Whether `rate × T + burst` holds to the last token for every T. */
  readonly strict: boolean;
}

/** The product's promise is 100 ms. With half of that, what is kept back is at most 5% of one second's calls. */
export const LEASE_LIFE_MS_MAX = 50;
/** Below this a round trip to a busy Redis would often come too late. */
export const LEASE_LIFE_MS_MIN = 10;
const LOT_SHARE_OF_RATE = 1 / 20;
const SLOWDOWN_MIN = 0.97;
const PATIENCE_MS = 20;
const HOLD_MS_MAX = 25;

/**
 * Chooses the bucket and the leases for a limit of `r` calls a second with a burst of `B`, such that in **any** window of
 * length T, over all replicas, at most `r·T + B` calls are admitted.
 *
 * A bucket that holds at most C tokens and gains r a second gives out at most `C + r·X` of them in any window of length X.
 * A token that was given out at g is used in `[g, g + L]`: a gateway counts its life L from before it asked. So whatever is
 * used in a window of length T was given out in one of length `T + L`, and that is at most `C + r·T + r·L`. Hence
 *
 *     C = B − r·L                                                                                                     (1)
 *
 * L is 50 ms where the burst affords it. Where it is small, L shrinks so that what is kept back, r·L, is at most half of
 * what the burst has beyond the one token that the bucket must be able to hold:
 *
 *     L = min(50 ms, (B − 1) / 2r), and C = (B + 1) / 2 or more                                                       (2)
 *
 * but not below 10 ms (a round trip must fit), where C falls to 1 and then can fall no further. There, with C = 1, calls
 * are whole: the (k+1)-th in a window needs `r'·(T + L) ≥ k` and may come from `r·T ≥ k + 1 − B` on. That holds for every
 * k ≥ B when the bucket gains a little less,
 *
 *     r' = r · B / (1 + r·L)                                                                                          (3)
 *
 * which is done while it costs at most 3% (B = 1 up to 3 calls a second). What is left are limits such as 100 a second with
 * a burst of 1. They are exact in the order and at the times in which Redis gives tokens out, nothing is leased ahead, and
 * seen from the gateways two calls may lie closer by the time that an answer of Redis takes: `strict` is false.
 *
 * Lots ahead of calls are at most `max(1, r/20)`, as architecture.md has it, and at most half of the bucket.
 */
export function planLeases({ rps, burst }: RateLimit): LeasePlan {
  const lifeMs = Math.min(LEASE_LIFE_MS_MAX, Math.max(LEASE_LIFE_MS_MIN, (500 * (burst - 1)) / rps));
  const kept = (rps * lifeMs) / 1000;
  const slowdown = Math.min(1, burst / (1 + kept));
  const strict = slowdown >= SLOWDOWN_MIN;
  const capacity = Math.max(1, burst - kept);
  return {
    rate: strict ? rps * slowdown : rps,
    capacity,
    lifeMs: strict ? lifeMs : LEASE_LIFE_MS_MAX,
    lotMax: strict ? Math.floor(Math.min(Math.max(1, rps * LOT_SHARE_OF_RATE), capacity / 2)) : 0,
    patienceMs: capacity < 2 ? PATIENCE_MS : 0,
    holdMs: capacity < 2 ? 0 : Math.min(HOLD_MS_MAX, (500 * (capacity - 1)) / rps),
    strict,
  };
}
