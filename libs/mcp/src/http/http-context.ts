import type { McpServerRuntime } from '@gatewayops/contracts';
import type { ClientInfo } from '../upstream/protocol.js';
import type { TimerWheel } from '../upstream/timer-wheel.js';
import type { UpstreamLimits } from '../upstream/types.js';
import type { HttpConnection } from './connection.js';
import type { OnRedirect, PostCallOptions, PostOutcome } from './post-call.js';
import { PostCall } from './post-call.js';
import { headerLine } from './wire/request-head.js';

/** What the parts of an HTTP leg have in common. */
export interface HttpContext {
  server: McpServerRuntime;
  connection: HttpConnection;
  wheel: TimerWheel;
  limits: UpstreamLimits;
  clientInfo: ClientInfo;
  /** Gets the method of each notification of the server but progress. */
  heard?: (method: string) => void;
}

export interface PostRequest extends Omit<PostCallOptions, 'wheel' | 'limits' | 'heard'> {
  /** Lines that are made once for many requests: `POST_LINES` and what follows them. */
  lines?: string;
  /** Name and value by turns, beyond these. */
  headers: readonly string[];
  /** Its answer stays open for long. */
  longLived?: boolean | undefined;
  /** A string stands for the bytes that its characters are. */
  body: Buffer | string;
}

/** Both kinds, as the protocol asks of every POST. */
export const ACCEPT = 'application/json, text/event-stream';
/** What every POST of ours has. */
export const POST_LINES = headerLine('content-type', 'application/json') + headerLine('accept', ACCEPT);

/** Sends a message and waits for what comes of it. A redirect within the server is followed once, and remembered. */
export function post(context: HttpContext, request: PostRequest): Promise<PostOutcome> {
  const startedAtMs = performance.now();
  return postOnce(context, request, request.timeoutMs, (outcome) => {
    const path = outcome.location === null ? null : context.connection.sameOriginPath(outcome.location);
    if (path === null || path === context.connection.path) return outcome;
    context.connection.path = path;
    return postOnce(context, request, Math.max(1, request.timeoutMs - (performance.now() - startedAtMs)), null);
  });
}

function postOnce(
  { connection, wheel, limits, heard }: HttpContext,
  { id, signal, onMessage, body, lines = POST_LINES, headers, longLived = false, isResumable = false }: PostRequest,
  timeoutMs: number,
  onRedirect: OnRedirect,
): Promise<PostOutcome> {
  const call = new PostCall({ wheel, limits, timeoutMs, id, signal, onMessage, heard, isResumable }, onRedirect);
  connection.dispatch({ method: 'POST', lines, headers, body, longLived }, call);
  return call.outcome;
}
