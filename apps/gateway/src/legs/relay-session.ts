import { bytesOf, parseMessage, buildResponse, sliceOf, SseParser, type RawExchange } from '@gatewayops/mcp';
import type { SessionSeal } from '../front/front-session.js';
import type { Answer, RelayAnswer } from '../request-path/answer.js';
import type { RoutedCall } from '../request-path/call.js';
import { forwarded } from './call-pooled.js';
import { collect } from './collect.js';
import { filterList, isRestrictedList } from './filter-list.js';

/** Headers of the server's answer that the client gets; the session id is sealed first. */
const PASSED = ['content-type', 'mcp-protocol-version', 'allow', 'retry-after'] as const;

/** Passes one request of a client's own session to the server and its answer back, byte for byte. */
export async function relaySession(call: RoutedCall, seal: SessionSeal): Promise<Answer> {
  const answer = await call.upstream.exchange(exchangeOf(call));
  const headers: Record<string, string> = {};
  for (const name of PASSED) {
    const value = answer.headers[name];
    if (value !== undefined) headers[name] = value;
  }
  const upstreamSessionId = answer.headers['mcp-session-id'];
  if (upstreamSessionId !== undefined) headers['mcp-session-id'] = frontSessionId(call, upstreamSessionId, seal);
  const relayed: RelayAnswer = {
    kind: 'relay',
    status: answer.status,
    headers,
    body: answer.body,
    attempts: answer.attempts,
  };
  return isFiltered(call) && answer.status === 200 ? restrict(call, relayed) : relayed;
}

function exchangeOf(call: RoutedCall): RawExchange {
  const { inbound, operation } = call;
  const version = inbound.headers['mcp-protocol-version'];
  const lastEventId = inbound.headers['last-event-id'];
  return {
    method: inbound.httpMethod as RawExchange['method'],
    body: inbound.httpMethod === 'POST' ? call.body : null,
    sessionId: operation.session?.upstreamSessionId ?? null,
    protocolVersion: typeof version === 'string' ? version : null,
    lastEventId: typeof lastEventId === 'string' ? lastEventId : null,
    ...(inbound.headers.accept === undefined ? {} : { accept: inbound.headers.accept }),
    headers: forwarded(call),
    traceparent: call.trace.traceparent,
    signal: inbound.signal,
    ...(inbound.httpMethod === 'GET' ? { unbounded: true } : {}),
  };
}

/** A session keeps the id under which the client knows it. */
function frontSessionId(call: RoutedCall, upstreamSessionId: string, seal: SessionSeal): string {
  const known = call.inbound.headers['mcp-session-id'];
  if (typeof known === 'string') return known;
  const version = call.inbound.headers['mcp-protocol-version'];
  return seal.seal({
    orgId: call.principal.orgId,
    keyId: call.principal.keyId,
    serverId: call.server.id,
    upstreamSessionId,
    protocolVersion: typeof version === 'string' ? version : '',
  });
}

const isFiltered = (call: RoutedCall): boolean =>
  isRestrictedList(call.operation.method, call.principal.scopes, call.server.name);

/** A list with entries that the key may not use is taken out of its stream, filtered and sent as one JSON answer. */
async function restrict(call: RoutedCall, relayed: RelayAnswer): Promise<RelayAnswer> {
  const bytes = await collect(relayed.body!);
  const message = relayed.headers['content-type']?.startsWith('text/event-stream') ? lastResponse(bytes) : bytes;
  const parsed = message === null ? null : parseMessage(message);
  if (parsed === null || parsed.kind !== 'response') return { ...relayed, body: bytes };
  const { method } = call.operation;
  const filtered = filterList(method, Buffer.from(bytesOf(parsed.result!)), call.principal.scopes, call.server.name);
  const headers = { ...relayed.headers, 'content-type': 'application/json' };
  return { ...relayed, headers, body: buildResponse(parsed.id!, 'result', filtered) };
}

function lastResponse(stream: Buffer): Buffer | null {
  let found: Buffer | null = null;
  const parser = new SseParser(stream.length + 1, (event) => {
    const kind = parseMessage(sliceOf(event.data)).kind;
    if (kind === 'response' || kind === 'error-response') found = event.data;
  });
  parser.push(stream);
  return found;
}
