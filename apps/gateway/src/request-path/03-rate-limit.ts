import { GatewayOpsError } from '@gatewayops/contracts';
import type { RateDecision } from '../rate-limit/rate-decision.js';
import type { RateLimiter } from '../rate-limit/rate-limiter.js';
import type { Call } from './call.js';
import { stage } from './stage.js';

/** 429 `rate_limited`. The decision's figures go on every answer, also on a refusal. */
export const rateLimit = (limiter: Pick<RateLimiter, 'take'>) =>
  stage('rate-limit', ['principal'], ['rate'], (call) => {
    const decision = limiter.take(call.principal);
    if (!(decision instanceof Promise)) return admit(call, decision);
    return decision.then((late) => admit(call, late));
  });

function admit(call: Call, decision: RateDecision): void {
  call.rate = decision;
  if (decision.admitted) return;
  throw new GatewayOpsError('rate_limited', {
    details: [{ field: decision.scope, message: `at most ${decision.limit} requests a second` }],
    retryAfterSeconds: decision.retryAfterSeconds,
  });
}
