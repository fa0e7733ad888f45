import type { Target } from '../request-path/inbound.js';
import { requestPath, type RequestPathParts } from '../request-path/request-path.js';
import type { ServeParts } from '../request-path/serve.js';
import { RateDecision } from '../rate-limit/rate-decision.js';
import { ssePath } from './sse/sse-path.js';
import { SseSessions } from './sse/sse-sessions.js';
import { NO_STREAM_LIMIT } from './stream-limit.js';

/** The paths of all that a front takes in. */
export interface Serving {
  readonly main: ServeParts;
  of(target: Target | null): ServeParts;
}

/** What was let in with the request around it. */
const ADMITTED = new RateDecision(true, { scope: 'key', limit: { rps: 0, burst: 0 } }, 0, 0, 0);

/** @param main the path of `gateway` and what follows it */
export function servingOf(gateway: RequestPathParts, main: ServeParts): Serving {
  const limiter = { take: () => ADMITTED };
  const inner = { ...main, path: requestPath({ ...gateway, limiter, streams: NO_STREAM_LIMIT }) };
  const sse = { ...main, path: ssePath({ gateway, inner, sessions: new SseSessions() }) };
  return { main, of: (target) => (target?.kind === 'sse' ? sse : main) };
}
