import { GatewayOpsError } from '@gatewayops/contracts';
import type { Call, Ready } from '../../request-path/call.js';
import { requestId } from '../../request-path/01-request-id.js';
import { authenticate } from '../../request-path/02-authenticate.js';
import { rateLimit } from '../../request-path/03-rate-limit.js';
import { startTrace } from '../../request-path/04-start-trace.js';
import { chooseRoute } from '../../request-path/06-choose-route.js';
import { authorize } from '../../request-path/07-authorize.js';
import { JSON_TYPE } from '../../request-path/05-parse.js';
import { SSE_SESSION_PARAMETER, type SseTarget } from '../../request-path/inbound.js';
import type { Operation } from '../../request-path/operation.js';
import type { RequestPathParts } from '../../request-path/request-path.js';
import type { ServeParts } from '../../request-path/serve.js';
import { Path, stage } from '../../request-path/stage.js';
import { FORGOTTEN, ProtocolFailure, RPC } from '../protocol-failure.js';
import type { SseAddress } from './sse-address.js';
import type { SseSessions } from './sse-sessions.js';

export interface SsePathParts {
  readonly gateway: Omit<RequestPathParts, 'batches'>;
  readonly sessions: SseSessions;
  /** The path of each message that was posted. */
  readonly inner: ServeParts;
}

/**
 * The way of the requests of HTTP+SSE themselves. GET opens a stream, which is refused as any call is. POST brings a message,
 * which is taken here and then goes the whole request path by itself: what it may and what it costs is decided there.
 */
export const ssePath = (parts: SsePathParts) =>
  Path.from()
    .next(requestId(parts.gateway.maskers.builtIn))
    .next(authenticate(parts.gateway))
    // The message takes no second token on its own way.
    .next(rateLimit(parts.gateway.limiter))
    .next(startTrace())
    .next(parse(parts))
    .next(chooseRoute({ ...parts.gateway, ...parts.gateway.aggregate }))
    .next(authorize(parts.gateway.endpoints))
    .next(answer(parts));

const operation = (kind: Operation['kind']): Operation => ({
  kind,
  surface: 'mcp',
  era: 'legacy',
  method: '',
  subject: 'server',
  name: '',
  params: null,
  id: null,
  session: null,
  clientName: null,
});

const parse = (parts: SsePathParts) =>
  stage('parse', ['principal'], ['body', 'operation'], (call) => {
    const { httpMethod, headers } = call.inbound;
    const target = targetOf(call);
    call.operation = operation(httpMethod === 'GET' ? 'transport' : 'message');
    if (httpMethod === 'GET' && target.sessionId === null) {
      call.body = Buffer.alloc(0);
      return;
    }
    if (httpMethod !== 'POST' || target.sessionId === null) {
      throw new GatewayOpsError('method_not_allowed', {
        message: `GET this address for a stream of events, or use \`${target.endpoint}\` (Streamable HTTP).`,
      });
    }
    addressOf(call, parts);
    if (!JSON_TYPE.test(headers['content-type'] ?? '')) throw new GatewayOpsError('unsupported_media_type');
    const body = call.inbound.readBody();
    if (Buffer.isBuffer(body)) {
      call.body = body;
      return;
    }
    return body.then((late) => {
      call.body = late;
    });
  });

const targetOf = (call: Call): SseTarget => call.inbound.target as SseTarget;

/** @throws ProtocolFailure 404 for one that we did not give to this key for this server */
function addressOf(call: Ready<'principal'>, { gateway }: SsePathParts): SseAddress {
  const { sessionId, endpoint } = targetOf(call);
  const address = gateway.seals.sseAddresses.open(sessionId ?? '');
  const { principal } = call;
  const isOurs =
    address !== null &&
    address.orgId === principal.orgId &&
    address.keyId === principal.keyId &&
    address.endpoint === endpoint;
  if (!isOurs) throw new ProtocolFailure(404, RPC.invalidRequest, FORGOTTEN);
  return address;
}

const answer = (parts: SsePathParts) =>
  stage('stream', ['requestId', 'principal', 'trace', 'body', 'operation', 'authorized'], ['answer'], (call) => {
    if (call.operation.kind === 'transport') return open(call, parts);
    call.answer = { kind: 'empty', status: 202, attempts: [] };
    const { headers } = call.inbound;
    const ids = { 'x-request-id': call.requestId, traceparent: headers.traceparent ?? call.trace.traceparent };
    return parts.sessions.deliver(addressOf(call, parts), { headers: { ...headers, ...ids }, body: call.body });
  });

function open(call: Ready<'principal' | 'operation'>, { gateway, sessions, inner }: SsePathParts): void {
  gateway.streams.check(call);
  const { endpoint } = targetOf(call);
  const { headers, signal } = call.inbound;
  const { session, streamId } = sessions.open({ endpoint, headers, serving: inner, seal: gateway.seals.sessions });
  signal.addEventListener('abort', () => sessions.close(streamId));
  if (signal.aborted) sessions.close(streamId);
  const { orgId, keyId } = call.principal;
  const sessionId = gateway.seals.sseAddresses.seal({
    orgId,
    keyId,
    endpoint,
    replicaId: sessions.peers.ownId,
    streamId,
  });
  // An address without an origin: what the client called us by is known to it alone, behind a proxy.
  void session.events.push('endpoint', Buffer.from(`${endpoint}/sse?${SSE_SESSION_PARAMETER}=${sessionId}`));
  call.answer = { kind: 'stream', events: session.events, attempts: [] };
}
