import type { RateLimit } from '@gatewayops/contracts';

/** How a limit is held; derived from it by {@link planLeases}. */
export interface LeasePlan {
  /** Tokens a second that the shared bucket gains. */
  readonly rate: number;
  /** Tokens that the shared bucket holds at most. */
  readonly capacity: number;
  /** How long after it was asked for a token may be used, in ms. */
  readonly lifeMs: number;
  /** How long a token that was given out counts in full before the bucket begins to gain it back, in ms. */
  readonly restMs: number;
  /** Tokens that a gateway may lease ahead of its calls, at most. */
  readonly lotMax: number;
  /** Where the next token comes within this time, the script gives it out ahead and the call waits for it, in ms. */
  readonly patienceMs: number;
  /** How long a gateway that emptied the bucket lets it fill before it asks again, in ms. */
  readonly holdMs: number;
  /** Whether `rate × T + burst` holds to the last token for every T. */
  readonly strict: boolean;
}

/** The product's promise: leases expire in 100 ms. */
export const LIFE_MS_MAX = 100;
/** Below this a round trip to a busy Redis would often come too late. */
const LIFE_MS_MIN = 10;
/** What rests may be so much of a second's calls and the burst: of both, 95% are admitted also by a key that was idle. */
const RESTING_SHARE_MAX = 0.05;
const LOT_SHARE_OF_RATE = 1 / 20;
const LOSS_MAX = 0.03;
const PATIENCE_MS = 20;
/** So slow a limit has no use for leases ahead of calls. Tokens of its waiting calls may live longer. */
const SLOW_RPS = 20;
const SLOW_LIFE_MS_MAX = 250;
const HOLD_MS_MAX = 25;

/**
 * Chooses the bucket and the leases for a limit of `r` calls a second with a burst of `B`, such that in **any** window of
 * length T, over all replicas, at most `r·T + B` calls are admitted, and hardly fewer where more are wanted.
 *
 * A token that was given out at g is used in `[g, g + L]`: a gateway counts its life L from before it asked. So what is used
 * in a window of length T was given out in one of length `X = T + L`, and it is enough that in any window of length X no
 * more are given out than
 *
 *     B                 where X ≤ L,
 *     B + r·(X − L)     else.                                                                                         (1)
 *
 * A plain bucket of capacity B gives out up to `B + r·X`. Ours holds B, too, but gains back what it gave only after that
 * rested for L. Let u be what is missing from it. When n tokens are given out at t, it gains nothing for a while p, at least
 *
 *     p = max(what is left of the present rest, L − u/r)        with u before the grant,                              (2)
 *
 * then r a second. So in `[t, t + L]` it gains at most `r·(L − p) ≤ u(t)`: only what was missing before. For a window that
 * starts at a grant at t, of all that is given out in it, G, at most `r·(X − L)` was gained back at its end. The rest is
 * missing, and that is at most B: (1). A window that starts elsewhere holds no more than the one from its first grant.
 *
 * A bucket from which `r·L` or more is missing never rests: (2) gives 0. So a limit that is used up is used up at the full
 * rate, if giving one token out of a bucket that has just gained it leaves that much: `B − 1 ≥ r·L`, or
 *
 *     L ≤ (B − 1) / r                                                                                                 (3)
 *
 * What came later than L after it was asked for is lost, so L is long where that costs little: `r·L`, what a limit that was
 * idle admits less in the first second, is at most 5% of `r + B`, and L is at most half of (3), so that the bucket can fill
 * a little between two leases. But it is not below 10 ms: a round trip must fit. Where (3) fails, each token comes late by
 * `L − (B − 1)/r`, which is borne where it is at most 3% of the rate (B = 1 up to 3 calls a second). What is left are limits
 * such as 100 a second with a burst of 1: nothing rests and nothing is leased ahead. They are exact at the times at which
 * Redis gives tokens out; seen from the gateways two calls may lie closer by the time of an answer: `strict` is false.
 *
 * Lots ahead of calls are at most r/20, as architecture.md has it, and at most half of what never rests.
 */
export function planLeases({ rps, burst }: RateLimit): LeasePlan {
  const isSlow = rps <= SLOW_RPS;
  const lifeMsMax = isSlow ? SLOW_LIFE_MS_MAX : LIFE_MS_MAX;
  const affordableMs = (500 * (burst - 1) + 1000 * LOSS_MAX) / rps;
  const unnoticedMs = 1000 * RESTING_SHARE_MAX * (1 + burst / rps);
  const lifeMs = Math.max(LIFE_MS_MIN, Math.min(lifeMsMax, affordableMs, unnoticedMs));
  const resting = (rps * lifeMs) / 1000;
  const strict = resting - (burst - 1) <= LOSS_MAX + Number.EPSILON;
  const room = Math.max(1, burst - resting);
  // A call waits for a token that comes soon: where tokens are few, and where whoever waited as long as `Retry-After` said
  // would find it still at rest, which is long where the rate is low.
  const isPatient = room < 2 || isSlow;
  return {
    rate: rps,
    capacity: burst,
    lifeMs: strict ? lifeMs : lifeMsMax,
    restMs: strict ? lifeMs : 0,
    lotMax: strict && !isSlow ? Math.floor(Math.min(rps * LOT_SHARE_OF_RATE, room / 2)) : 0,
    patienceMs: isPatient ? Math.max(PATIENCE_MS, lifeMs + 10) : 0,
    holdMs: isPatient ? 0 : Math.min(HOLD_MS_MAX, (500 * (room - 1)) / rps),
    strict,
  };
}
