import type { Target } from '../request-path/inbound.js';
import { requestPath, type RequestPathParts } from '../request-path/request-path.js';
import type { ServeParts } from '../request-path/serve.js';
import { RateDecision } from '../rate-limit/rate-decision.js';
import { BatchCalls } from './inner/batch-calls.js';
import { ssePath } from './sse/sse-path.js';
import type { SsePeers } from './sse/sse-peers.js';
import { SseSessions } from './sse/sse-sessions.js';
import { NO_STREAM_LIMIT } from './stream-limit.js';

/** The paths of all that a front takes in. */
export interface Serving {
  readonly main: ServeParts;
  of(target: Target | null): ServeParts;
}

export interface ServingParts extends Omit<RequestPathParts, 'batches'> {
  /** `BATCH_MESSAGES_MAX`. */
  readonly batchMessagesMax: number;
  readonly peers: SsePeers;
}

/** What was let in with the request around it. */
const ADMITTED = new RateDecision(true, { scope: 'key', limit: { rps: 0, burst: 0 } }, 0, 0, 0);

/** @param behind what follows a path whose stages are called so */
export function servingOf(
  parts: ServingParts,
  behind: (stageNames: readonly string[]) => Omit<ServeParts, 'path'>,
): Serving {
  const { batchMessagesMax: messagesMax, peers } = parts;
  // The paths of messages that came in a request around them. The request is counted among the open streams, they are not.
  const inner = { ...parts, streams: NO_STREAM_LIMIT, batches: null };
  const limited = requestPath(inner);
  const after = behind(limited.stageNames);
  const others = { ...after, path: limited };
  const first = { ...after, path: requestPath({ ...inner, limiter: { take: () => ADMITTED } }) };
  const main = { ...after, path: requestPath({ ...parts, batches: new BatchCalls({ messagesMax, first, others }) }) };
  const sse = { ...after, path: ssePath({ gateway: parts, inner: first, sessions: new SseSessions(peers) }) };
  return { main, of: (target) => (target?.kind === 'sse' ? sse : main) };
}
