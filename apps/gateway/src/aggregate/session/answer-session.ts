import { isRestrictedList, LISTS } from '../../legs/filter-list.js';
import { ProtocolFailure, RPC } from '../../front/protocol-failure.js';
import type { Seals } from '../../front/seals.js';
import type { Answer, EmptyAnswer, ValueAnswer } from '../../request-path/answer.js';
import type { RoutedCall } from '../../request-path/call.js';
import type { AggregateCall } from '../aggregate-call.js';
import type { AggregateParts } from '../aggregate-parts.js';
import { answerList } from '../catalogue/answer-list.js';
import type { ListMethod } from '../catalogue/listing.js';
import { sessionCaller } from './ask-child.js';
import { callChild } from './call-child.js';
import { listenToMembers } from './listen-to-members.js';
import { openSession } from './open-session.js';
import type { SessionCall } from './session-call.js';
import { hopOf } from './session-parts.js';
import { setLevel } from './set-level.js';
import { tellMembers } from './tell-members.js';

const NOTHING: EmptyAnswer = { kind: 'empty', status: 204, attempts: [] };
const result = (body: Buffer): ValueAnswer => ({ kind: 'value', outcome: 'result', body, attempts: [] });

/**
 * What a client of the older revisions asks in a session over several servers; null for a call without one.
 * @throws ProtocolFailure 404 where the session is over, GatewayOpsError `service_unavailable` where nobody can say
 */
export async function answerSession(
  call: RoutedCall,
  route: AggregateCall,
  { seals, parts }: { readonly seals: Seals; readonly parts: AggregateParts },
): Promise<Answer | null> {
  const { operation, principal } = call;
  if (operation.surface !== 'mcp' || operation.era !== 'legacy') return null;
  if (operation.method === 'initialize' && operation.kind === 'request')
    return openSession(call, route.aggregate, { ...parts, seals });
  const id = operation.session?.upstreamSessionId;
  if (id == null) return null;
  const session = await parts.sessions.get({ orgId: principal.orgId, keyId: principal.keyId, id });
  const { sessions, catalogues, taskIds } = parts;
  const one: SessionCall = { call, aggregate: route.aggregate, session, sessions, catalogues, taskIds, seals, parts };
  if (operation.kind === 'request' && operation.method === 'ping') return result(Buffer.from('{}'));
  return sessions.answer(session, route.aggregate.members, call, () => answerHere(one, route));
}

async function answerHere(one: SessionCall, route: AggregateCall): Promise<Answer> {
  const { call, session, sessions, aggregate } = one;
  const { kind } = call.operation;
  if (kind === 'message') return tellMembers(one);
  if (kind === 'request') return answerRequest(one, route);
  if (call.inbound.httpMethod === 'GET') return listenToMembers(one);
  await sessions.end(session, aggregate.members, (member) => hopOf(call, member));
  return NOTHING;
} // prettier-ignore

async function answerRequest(one: SessionCall, route: AggregateCall): Promise<Answer> {
  const { call, aggregate, parts } = one;
  if (route.member !== null) return callChild(one, route, route.member);
  const { method } = call.operation;
  if (method === 'logging/setLevel') return setLevel(one);
  if (Object.hasOwn(LISTS, method)) {
    const relayed = await listOfSole(one, route);
    if (relayed !== null) return relayed;
    const list = await answerList(call, aggregate, method as ListMethod, { caller: sessionCaller(one), ...parts });
    return { ...result(list), asEvent: true };
  }
  throw new ProtocolFailure(200, RPC.methodNotFound, 'Method not found');
}

/** What one server lists under its own names, all of which the key may use, is passed on page by page as it comes. */
async function listOfSole(one: SessionCall, route: AggregateCall): Promise<Answer | null> {
  const { call, aggregate, session, sessions } = one;
  const [member] = aggregate.members;
  if (member === undefined || aggregate.members.length > 1 || member.prefix !== '' || aggregate.chosen !== null)
    return null;
  if (isRestrictedList(call.operation.method, call.principal.scopes, member.server.name)) return null;
  const child = await sessions.child(session, member, hopOf(call, member));
  return child?.kind === 'http' ? callChild(one, route, member) : null;
}
