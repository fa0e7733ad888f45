import type { KeyAuthenticator } from '@gatewayops/access';
import { ArgumentChecker } from '@gatewayops/mcp';
import type { EventPublisher } from '@gatewayops/streams';
import type { OrganizationMaskers } from '../organization/organization-maskers.js';
import type { PriceBooks } from '../organization/price-books.js';
import type { CallersUpstreams } from '../credentials/callers-upstreams.js';
import type { ServerRegistry } from '../organization/server-registry.js';
import type { EndedSessions } from '../replicas/sessions/ended-sessions.js';
import type { RateLimiter } from '../rate-limit/rate-limiter.js';
import type { ProtectedEndpoints } from '../oauth/protected-endpoints.js';
import { requestId } from './01-request-id.js';
import { authenticate } from './02-authenticate.js';
import { rateLimit } from './03-rate-limit.js';
import { startTrace } from './04-start-trace.js';
import { parse } from './05-parse.js';
import { chooseRoute } from './06-choose-route.js';
import { authorize } from './07-authorize.js';
import { checkMirrored } from './07-check-mirrored.js';
import { checkArguments } from './07-check-arguments.js';
import { reserveCost, reserveDelivery } from './08-reserve-cost.js';
import { callUpstream, type CallUpstreamParts } from './09-call-upstream.js';
import { settleCost } from './10-settle-cost.js';
import { Path } from './stage.js';

export interface RequestPathParts extends CallUpstreamParts {
  readonly maskers: OrganizationMaskers;
  readonly keys: KeyAuthenticator;
  readonly endpoints: ProtectedEndpoints;
  readonly limiter: Pick<RateLimiter, 'take'>;
  readonly servers: ServerRegistry;
  readonly callers: CallersUpstreams;
  readonly prices: PriceBooks;
  readonly publisher: EventPublisher;
  readonly ended: Pick<EndedSessions, 'check' | 'end'>;
  readonly delivery: 'async' | 'strict';
}

/**
 * The way of a call, in order. Stages 11 (end-trace) and 12 (emit-events) follow in `serve.ts`, wherever a call with a
 * principal ended: a refused call is seen on the dashboard too.
 */
export const requestPath = (parts: RequestPathParts) =>
  Path.from()
    // First, so that every answer and every log line carries it.
    .next(requestId(parts.maskers.builtIn))
    // Before anything that costs: no one gets work done without a credential.
    .next(authenticate(parts))
    // Before the body is read: a caller over its limit may not make us parse.
    .next(rateLimit(parts.limiter))
    .next(startTrace())
    .next(parse(parts.seals.sessions, parts.ended))
    // Only now is the server known; names are looked up in the caller's organisation alone.
    .next(chooseRoute({ ...parts, ...parts.aggregate }))
    .next(authorize(parts.endpoints))
    // After it: what a tool takes is nobody's business who may not use it. Before anything is reserved for the call.
    .next(checkArguments(parts.catalogue, new ArgumentChecker()))
    .next(checkMirrored(parts.catalogue))
    // The last refusals before the call leaves us: what it will cost, and that it can be recorded.
    .next(reserveCost(parts.prices))
    .next(reserveDelivery(parts.publisher, parts.delivery))
    .next(callUpstream(parts))
    .next(settleCost());
