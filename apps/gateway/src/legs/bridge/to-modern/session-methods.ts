import { isObject, memberOf, parseMessage, asSlice, stringOf } from '@gatewayops/mcp';
import { GatewayOpsError } from '@gatewayops/contracts';
import { ProtocolFailure, RPC } from '../../../front/protocol-failure.js';
import type { Answer } from '../../../request-path/answer.js';
import type { RoutedCall } from '../../../request-path/call.js';
import { isLogLevel } from '../../client-log.js';
import { bridgedSession, type LegacyClients } from './call-modern.js';
import { ModernStream } from './modern-stream.js';

const DONE: Answer = { kind: 'value', outcome: 'result', body: Buffer.from('{}'), attempts: [] };

/** What a legacy client says for its whole session, to which a server of 2026-07-28 has no method. null for every other call. */
export async function answerForSession(call: RoutedCall, clients: LegacyClients): Promise<Answer | null> {
  const session = bridgedSession(call);
  if (session === null) return null;
  const { operation, principal } = call;
  const { notes } = clients;
  if (operation.kind === 'message') return hear(call, clients);
  if (operation.kind === 'transport') return transport(call, session.id, clients);
  switch (operation.method) {
    case 'logging/setLevel':
      await notes.setLogLevel(principal.orgId, session.id, levelIn(call));
      return DONE;
    case 'resources/subscribe':
      if (await notes.subscribe(principal.orgId, session.id, operation.name)) return DONE;
      throw new GatewayOpsError('overloaded', { message: 'This session has 1,000 subscriptions. End one first.' });
    case 'resources/unsubscribe':
      await notes.unsubscribe(principal.orgId, session.id, operation.name);
      return DONE;
    default:
      return null;
  }
}

async function hear(call: RoutedCall, { requests, running }: LegacyClients): Promise<Answer | null> {
  const message = parseMessage(call.body);
  if (message.kind === 'batch' || message.kind === 'fault') return null;
  running.hear(call, message);
  return requests.deliver(call, message);
}

async function transport(call: RoutedCall, session: string, { notes }: LegacyClients): Promise<Answer> {
  const { orgId } = call.principal;
  if (call.inbound.httpMethod === 'DELETE') {
    await notes.forget(orgId, session);
    return { kind: 'empty', status: 204, attempts: [] };
  }
  const stream = new ModernStream(call.upstream, call.trace.traceparent, () => notes.read(orgId, session));
  return {
    kind: 'relay',
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: kept(call, stream.events(call.inbound.signal)),
    attempts: [],
  };
}

async function* kept({ inbound }: RoutedCall, events: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stop = inbound.keepAlive();
  try {
    yield* events;
  } finally {
    stop();
  }
}

function levelIn({ operation: { params } }: RoutedCall): string {
  const whole = asSlice(params);
  const level = isObject(whole) ? stringOf(memberOf(whole, 'level')) : null;
  if (level !== null && isLogLevel(level)) return level;
  throw new ProtocolFailure(200, RPC.invalidParams, '`params.level` is no level of the log.');
}
