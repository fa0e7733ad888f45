import { GatewayOpsError } from '@gatewayops/contracts';
import type { Seals } from '../front/seals.js';
import { ProtocolFailure, RPC } from '../front/protocol-failure.js';
import { LISTS } from '../legs/filter-list.js';
import type { Answer, EmptyAnswer, ValueAnswer } from '../request-path/answer.js';
import type { RoutedCall } from '../request-path/call.js';
import type { AggregateParts } from './aggregate-parts.js';
import type { AggregateCall } from './aggregate-call.js';
import { callMember } from './call-member.js';
import { pooledCaller } from './catalogue/catalogues.js';
import { answerList } from './catalogue/answer-list.js';
import type { ListMethod } from './catalogue/listing.js';
import { describeAggregate } from './describe-aggregate.js';
import { listenToAll } from './listen/listen-to-all.js';
import { answerSession } from './session/answer-session.js';

export const resultOf = (json: string | Buffer): ValueAnswer => ({
  kind: 'value',
  outcome: 'result',
  body: Buffer.isBuffer(json) ? json : Buffer.from(json),
  attempts: [],
});
const empty = (status: EmptyAnswer['status']): EmptyAnswer => ({ kind: 'empty', status, attempts: [] });

/** Stage 09 where several servers are one: the one that is concerned answers, or all of them together. */
export async function answerAggregate(
  call: RoutedCall,
  route: AggregateCall,
  seals: Seals,
  parts: AggregateParts,
): Promise<Answer> {
  const inSession = await answerSession(call, route, { seals, parts });
  if (inSession !== null) return inSession;
  if (route.member !== null) return callMember(call, route, route.member, { seals, parts });
  const { kind, method } = call.operation;
  if (kind === 'transport') return answerTransport(call);
  if (kind === 'message') return empty(202);
  return answerForAll(call, route, method, parts);
}

async function answerForAll(
  call: RoutedCall,
  { aggregate }: AggregateCall,
  method: string,
  parts: AggregateParts,
): Promise<Answer> {
  if (method === 'ping') return resultOf('{}');
  if (Object.hasOwn(LISTS, method)) {
    return resultOf(await answerList(call, aggregate, method as ListMethod, { caller: pooledCaller(call, aggregate), ...parts }));
  }
  const isModern = call.operation.era === 'modern';
  if (isModern && method === 'server/discover') return describeAggregate(call, aggregate, parts);
  if (isModern && method === 'subscriptions/listen') return listenToAll(call, aggregate, parts);
  throw new ProtocolFailure(200, RPC.methodNotFound, 'Method not found');
} // prettier-ignore

/** As on one server, where the gateway is the session's other end: nothing is said on a stream of its own. */
function answerTransport({ operation, inbound }: RoutedCall): Answer {
  if (operation.session === null) {
    throw new GatewayOpsError('bad_request', { message: 'Send the `Mcp-Session-Id` header of an open session.' });
  }
  return empty(inbound.httpMethod === 'DELETE' ? 204 : 405);
}
