import {
  buildResponse, bytesOf, parseMessage, SseOverflow, SseParser, UpstreamFailure, type RawAnswer, type RawExchange, type RpcMessage,
} from '@gatewayops/mcp'; // prettier-ignore
import { ANSWER_BYTES_MAX, isEventStream } from '../front/response-capture.js';
import type { SessionSeal } from '../front/front-session.js';
import type { Answer, RelayAnswer } from '../request-path/answer.js';
import type { RoutedCall } from '../request-path/call.js';
import { forwarded, unreadable } from './call-pooled.js';
import { collect } from './collect.js';
import { filterList, isRestrictedList } from './filter-list.js';

/** Headers of the server's answer that the client gets; the session id is sealed first. */
const PASSED = ['content-type', 'mcp-protocol-version', 'allow', 'retry-after'] as const;

/** Passes one request of a client's own session to the server and its answer back, byte for byte. */
export async function relaySession(call: RoutedCall, seal: SessionSeal): Promise<Answer> {
  const answer = await call.upstream.exchange(exchangeOf(call));
  if (isOurAffair(answer.status)) throw refusal(answer);
  const headers: Record<string, string> = {};
  for (const name of PASSED) {
    const value = answer.headers[name];
    if (value !== undefined) headers[name] = value;
  }
  const upstreamSessionId = answer.headers['mcp-session-id'];
  if (upstreamSessionId !== undefined) headers['mcp-session-id'] = frontSessionId(call, upstreamSessionId, seal);
  const { status, body, attempts } = answer;
  const relayed: RelayAnswer = { kind: 'relay', status, headers, body, attempts };
  return isFiltered(call) && status < 300 ? restrict(call, relayed) : relayed;
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

/**
 * Statuses that are about the way between us and the server: our credential, our limits there, its breakdowns. To the client
 * they would speak of its own key and of this gateway.
 */
export const isOurAffair = (status: number): boolean =>
  status >= 500 ||
  status === 401 ||
  status === 403 ||
  status === 407 ||
  status === 429 ||
  (status >= 300 && status < 400);

export function refusal({ status, body, attempts }: RawAnswer): UpstreamFailure {
  // Nobody reads it: what is not asked for any more is given up.
  void body[Symbol.asyncIterator]().return?.();
  return new UpstreamFailure('upstream_error', { message: `The MCP server answered with HTTP ${status}.`, attempts });
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
    hosted: null,
    initialize: null,
    protocolVersion: typeof version === 'string' ? version : '',
    clientName: call.operation.clientName,
  });
}

const isFiltered = (call: RoutedCall): boolean =>
  isRestrictedList(call.operation.method, call.principal.scopes, call.server.name);

/** A list with entries that the key may not use is taken out of its stream, filtered and sent as one JSON answer. */
async function restrict(call: RoutedCall, relayed: RelayAnswer): Promise<RelayAnswer> {
  const { attempts } = relayed;
  const body = relayed.body!;
  const isStream = isEventStream(relayed.headers['content-type']);
  const message = isStream && !Buffer.isBuffer(body) ? await responseIn(body) : responseOf(await collect(body));
  // What cannot be read cannot be held against the key's scopes either.
  if (message === null) {
    throw new UpstreamFailure('upstream_error', { message: 'The MCP server sent no answer.', attempts: [...attempts] });
  }
  const headers = { ...relayed.headers, 'content-type': 'application/json' };
  if (message.kind === 'error-response') return { ...relayed, headers, body: bytesOf(message.bytes) };
  const { method } = call.operation;
  try {
    const list = filterList(method, bytesOf(message.result!), call.principal.scopes, call.server.name);
    return { ...relayed, headers, body: buildResponse(message.id!, 'result', list) };
  } catch (error) {
    throw unreadable(error, attempts);
  }
}

/** The first response in a stream of events; null where there is none, or none that is small enough. What comes before it is given up. */
async function responseIn(stream: AsyncIterable<Buffer>): Promise<RpcMessage | null> {
  let found: RpcMessage | null = null;
  const parser = new SseParser(ANSWER_BYTES_MAX, (event) => (found ??= responseOf(event.data)));
  try {
    for await (const chunk of stream) {
      parser.push(chunk);
      if (found !== null) break;
    }
  } catch (error) {
    if (!(error instanceof SseOverflow)) throw error;
  }
  return found;
}

function responseOf(bytes: Buffer): RpcMessage | null {
  const message = parseMessage(bytes);
  return message.kind === 'response' || message.kind === 'error-response' ? message : null;
}
