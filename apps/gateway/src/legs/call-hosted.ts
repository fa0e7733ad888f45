import {
  bytesOf,
  isObject,
  memberOf,
  membersOf,
  parseMessage,
  sliceOf,
  stringOf,
  type ClientSession,
  type Slice,
} from '@gatewayops/mcp';
import type { Seals } from '../front/seals.js';
import type { Owners } from '../replicas/owning/owners.js';
import { asEvent, type Answer, type RelayAnswer } from '../request-path/answer.js';
import type { RoutedCall } from '../request-path/call.js';
import { callPooled } from './call-pooled.js';
import { initializeParams } from './initialize-params.js';
import { ownerName, type Hosted, type HostedId, type HostedSessions } from './hosted-sessions.js';

export interface HostedParts {
  readonly hosts: HostedSessions;
  readonly owners: Pick<Owners, 'answer'>;
  readonly seals: Seals;
}

/**
 * A legacy client that can be asked something has a process of its own behind it where the server is one: two clients cannot
 * share what is asked of them. null for every other call.
 */
export async function callHosted(call: RoutedCall, { hosts, owners, seals }: HostedParts): Promise<Answer | null> {
  const { operation, server } = call;
  if (operation.surface !== 'mcp' || operation.era !== 'legacy' || server.transport.type === 'openapi') return null;
  if (operation.method === 'initialize') return open(call, hosts, seals);
  const own = operation.session?.hosted;
  if (!own) return null;
  return owners.answer(ownerName(own.id), call, () => callHere(call, own, { hosts, seals }));
}

/** Where the process is. */
async function callHere(
  call: RoutedCall,
  own: HostedId,
  { hosts, seals }: Omit<HostedParts, 'owners'>,
): Promise<Answer> {
  const { operation, principal, upstream } = call;
  if (call.inbound.httpMethod === 'DELETE') {
    await hosts.end(own.id);
    return { kind: 'empty', status: 204, attempts: [] };
  }
  const hosted = await hosts.get(principal.keyId, upstream, own);
  if (operation.kind === 'request') {
    return asEvent(await callPooled(call, seals.requestStates, hosted.session));
  }
  if (operation.kind === 'transport') return listen(call, hosted);
  const message = parseMessage(call.body);
  if (message.kind !== 'batch' && message.kind !== 'fault') hosted.session.tell(message);
  return { kind: 'empty', status: 202, attempts: [] };
}

async function open(call: RoutedCall, hosts: HostedSessions, { sessions }: Seals): Promise<Answer | null> {
  const params = initializeParams(call);
  if (params === null || !declaresCapabilities(params)) return null;
  const opened = await hosts.open(call.principal.keyId, call.upstream, Buffer.from(bytesOf(params)));
  if (opened === null) return null;
  const sessionId = sessions.seal({
    orgId: call.principal.orgId,
    keyId: call.principal.keyId,
    serverId: call.server.id,
    upstreamSessionId: null,
    initialize: null,
    hosted: opened.id satisfies HostedId,
    protocolVersion: stringOf(memberOf(sliceOf(opened.result), 'protocolVersion')) ?? '',
    clientName: call.operation.clientName,
  });
  return { kind: 'value', outcome: 'result', body: opened.result, attempts: [], sessionId };
}

function declaresCapabilities(params: Slice): boolean {
  const capabilities = memberOf(params, 'capabilities');
  return isObject(capabilities) && membersOf(capabilities).length > 0;
}

function listen(call: RoutedCall, { stream, session }: Hosted): RelayAnswer {
  const lastEventId = call.inbound.headers['last-event-id'];
  return {
    kind: 'relay',
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: kept(call, session, stream.listen(typeof lastEventId === 'string' ? lastEventId : null, call.inbound.signal)),
    attempts: [],
  };
}

async function* kept(call: RoutedCall, session: ClientSession, events: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stop = call.inbound.keepAlive();
  const release = session.hold();
  try {
    yield* events;
  } finally {
    stop();
    release();
  }
}
