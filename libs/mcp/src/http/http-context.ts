import type { McpServerRuntime } from '@gatewayops/contracts';
import type { ClientInfo } from '../upstream/protocol.js';
import type { TimerWheel } from '../upstream/timer-wheel.js';
import type { UpstreamLimits } from '../upstream/types.js';
import type { HttpConnection } from './connection.js';
import type { PostCallOptions, PostOutcome } from './post-call.js';
import { PostCall } from './post-call.js';

/** What the parts of an HTTP leg have in common. */
export interface HttpContext {
  server: McpServerRuntime;
  connection: HttpConnection;
  wheel: TimerWheel;
  limits: UpstreamLimits;
  clientInfo: ClientInfo;
}

export interface PostRequest extends Omit<PostCallOptions, 'wheel' | 'limits'> {
  /** Name and value by turns, beyond those that every POST has. */
  headers: string[];
  body: Buffer;
}

/** Both kinds, as the protocol asks of every POST. */
export const ACCEPT = 'application/json, text/event-stream';

/** Sends a message and waits for what comes of it. A redirect within the server is followed once, and remembered. */
export async function post(context: HttpContext, request: PostRequest): Promise<PostOutcome> {
  const startedAtMs = performance.now();
  const outcome = await postOnce(context, request, request.timeoutMs);
  if (outcome.status !== 307 && outcome.status !== 308) return outcome;
  const path = outcome.location === null ? null : context.connection.sameOriginPath(outcome.location);
  if (path === null || path === context.connection.path) return outcome;
  context.connection.path = path;
  return postOnce(context, request, Math.max(1, request.timeoutMs - (performance.now() - startedAtMs)));
}

function postOnce(context: HttpContext, request: PostRequest, timeoutMs: number): Promise<PostOutcome> {
  const { wheel, limits } = context;
  const { id, signal, onMessage, body } = request;
  const call = new PostCall({ wheel, limits, timeoutMs, id, signal, onMessage });
  const headers = ['content-type', 'application/json', 'accept', ACCEPT, ...request.headers];
  context.connection.dispatch({ method: 'POST', headers, body }, call);
  return call.outcome;
}
