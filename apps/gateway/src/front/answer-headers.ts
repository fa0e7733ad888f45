import type { Call } from '../request-path/call.js';
import { Challenge } from '../oauth/challenge.js';
import type { HeaderList } from './outbound.js';
import { isModernRevision } from './revisions.js';

/** The headers of every answer: the specification's, and those that keep browsers from misusing it. */
export function answerHeaders(call: Call): HeaderList {
  const headers: HeaderList = ['X-Request-ID', call.requestId ?? ''];
  if (call.trace !== null) headers.push('X-Trace-ID', call.trace.traceId);
  const { rate } = call;
  if (rate !== null) {
    headers.push('X-RateLimit-Limit', String(rate.limit), 'X-RateLimit-Remaining', String(rate.remaining));
    headers.push('X-RateLimit-Reset', String(rate.resetSeconds));
  }
  for (const text of call.inbound.edgeHeaders) headers.push(text);
  return headers;
}

/** Whether a client takes an event stream for an answer. */
export const acceptsEvents = (accept: string | undefined): boolean => accept?.includes('text/event-stream') ?? false;

/** What a failure adds: when to come back, what credential to bring, which methods there are. */
export function failureHeaders(call: Call): HeaderList {
  const failure = call.failure!;
  const headers: HeaderList = [];
  if (failure.retryAfterSeconds !== undefined) headers.push('Retry-After', String(failure.retryAfterSeconds));
  if (failure instanceof Challenge) headers.push('WWW-Authenticate', failure.challenge);
  if (failure.status === 405) headers.push('Allow', allowed(call));
  return headers;
}

/** 2026-07-28 knows no other method than POST (Streamable HTTP). */
function allowed({ inbound }: Call): string {
  if (inbound.target?.kind === 'task') return 'GET, POST, DELETE';
  if (inbound.target?.kind === 'sse') return inbound.target.sessionId === null ? 'GET' : 'POST';
  const version = inbound.headers['mcp-protocol-version'];
  const modern = typeof version === 'string' && isModernRevision(version);
  return inbound.target?.kind === 'rest' || modern ? 'POST' : 'POST, GET, DELETE';
}
