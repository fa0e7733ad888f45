import type { RateLimit } from '@gatewayops/contracts';

export type RateScope = 'key' | 'team' | 'org';

/**
 * Whether a call may go, and what its answer's headers say. A new one for each call, so it may be kept.
 *
 * The numbers are of the level (key, team or organisation) that has the least left:
 * - `limit` (`X-RateLimit-Limit`): its calls a second;
 * - `remaining` (`X-RateLimit-Remaining`): calls that it would admit now, as far as this gateway knows; never above `limit`;
 * - `resetSeconds` (`X-RateLimit-Reset`): whole seconds until it has all of its burst again, if no call comes; 0 when it has;
 * - `retryAfterSeconds` (`Retry-After`, refused calls only): whole seconds after which a call can be admitted, 1 or more.
 */
export class RateDecision {
  readonly scope: RateScope;
  readonly limit: number;

  constructor(
    readonly admitted: boolean,
    level: { readonly scope: RateScope; readonly limit: RateLimit },
    readonly remaining: number,
    readonly resetSeconds: number,
    readonly retryAfterSeconds: number,
  ) {
    this.scope = level.scope;
    this.limit = level.limit.rps;
  }
}
