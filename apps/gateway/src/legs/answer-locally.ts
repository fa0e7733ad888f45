import { GatewayOpsError } from '@gatewayops/contracts';
import { bytesOf, memberOf, asSlice, sliceOf, stringOf, type UpstreamDescription } from '@gatewayops/mcp';
import type { SessionSeal } from '../front/front-session.js';
import { negotiate, SUPPORTED_VERSIONS } from '../front/revisions.js';
import type { Answer, EmptyAnswer, ValueAnswer } from '../request-path/answer.js';
import type { RoutedCall } from '../request-path/call.js';
import { initializeParams } from './initialize-params.js';

/** How long a client may rely on what it discovered; a changed registry entry is seen after this at the latest. */
export const DISCOVER_TTL_MS = 60_000;

const empty = (status: EmptyAnswer['status']): EmptyAnswer => ({ kind: 'empty', status, attempts: [] });
const value = (json: string, sessionId?: string): ValueAnswer => ({
  kind: 'value',
  outcome: 'result',
  body: Buffer.from(json),
  attempts: [],
  ...(sessionId === undefined ? {} : { sessionId }),
});

/** What the gateway answers itself as the other end of a session; null for what has to go to the server. */
export async function answerLocally(call: RoutedCall, seal: SessionSeal): Promise<Answer | null> {
  const { kind, surface, method } = call.operation;
  if (surface === 'rest') return null;
  if (kind === 'transport') return answerTransport(call);
  // A notification of a client concerns its own requests, and those it cancels by closing them.
  if (kind === 'message') return empty(202);
  if (method === 'ping') return value('{}');
  if (method === 'initialize') return initialize(call, seal);
  if (method === 'server/discover' && call.operation.era === 'modern') return discover(call);
  return null;
}

/** The gateway has nothing to say on a stream of its own: 405 (2025-11-25, Transports, Listening for Messages). */
function answerTransport({ operation, inbound }: RoutedCall): Answer {
  if (operation.session === null) {
    throw new GatewayOpsError('bad_request', { message: 'Send the `Mcp-Session-Id` header of an open session.' });
  }
  return empty(inbound.httpMethod === 'DELETE' ? 204 : 405);
}

async function initialize(call: RoutedCall, seal: SessionSeal): Promise<Answer> {
  const server = await call.upstream.describe(call.inbound.signal);
  const { params } = call.operation;
  const asked = params === null ? null : stringOf(memberOf(asSlice(params), 'protocolVersion'));
  const protocolVersion = negotiate(asked);
  const sessionId = seal.seal({
    orgId: call.principal.orgId,
    keyId: call.principal.keyId,
    serverId: call.server.id,
    upstreamSessionId: null,
    hosted: null,
    initialize: server.era === 'modern' ? initializeOf(call) : null,
    protocolVersion,
    clientName: call.operation.clientName,
  });
  return value(`{"protocolVersion":"${protocolVersion}",${describe(server)}}`, sessionId);
}

function initializeOf(call: RoutedCall): string {
  const params = initializeParams(call);
  return params === null ? '{}' : bytesOf(params).toString();
}

/** A server of that revision says itself what it is. */
async function discover(call: RoutedCall): Promise<Answer | null> {
  const server = await call.upstream.describe(call.inbound.signal);
  if (server.era === 'modern') return null;
  const cache = `"ttlMs":${DISCOVER_TTL_MS},"cacheScope":"private"`;
  return value(`{"resultType":"complete","supportedVersions":${SUPPORTED_VERSIONS},${describe(server)},${cache}}`);
}

/** The server's own words about itself, as it wrote them. */
function describe(server: UpstreamDescription): string {
  const info = server.serverInfo?.toString() ?? '{"name":"unknown","version":"0"}';
  const instructions = server.instructions === null ? '' : `,"instructions":${server.instructions.toString()}`;
  // A server of 2026-07-28 is bridged whole to older clients; one of theirs is shared by many.
  const capabilities = (server.era === 'modern' ? server.capabilities : deliverable(server.capabilities)).toString();
  const meta = `"_meta":{"io.modelcontextprotocol/serverInfo":${info}}`;
  return `"capabilities":${capabilities},"serverInfo":${info}${instructions},${meta}`;
}

/** What the server says it can do, without what would not reach this client. */
export function deliverable(capabilities: Buffer): Buffer {
  const kept = ['tools', 'resources', 'prompts', 'completions']
    .map((name) => ({ name, member: memberOf(sliceOf(capabilities), name) }))
    .filter(({ member }) => member !== null)
    .map(({ name, member }) => `"${name}":${name === 'completions' ? bytesOf(member!).toString() : '{}'}`);
  return Buffer.from(`{${kept.join(',')}}`);
}
