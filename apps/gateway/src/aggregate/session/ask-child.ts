import { randomUUID } from 'node:crypto';
import { buildRequest, bytesOf, saysIsError, type UpstreamAnswer } from '@gatewayops/mcp';
import type { Aggregate } from '../aggregate.js';
import { askPooled, forwardedValues, type Ask, type AskingCall } from '../ask.js';
import type { ListCaller } from '../catalogue/catalogues.js';
import { responseTo } from './member-exchange.js';
import { shown } from './member-view.js';
import { hopOf, viewFor, type AskingParts, type SessionAsk } from './session-parts.js';

/**
 * Asks each member in the client's own session there, where it takes such: what servers list depends on what the client
 * declared. What a member says meanwhile goes to the client.
 */
export function askChildren(one: SessionAsk): Ask {
  const { call, session, sessions } = one;
  const pooled = askPooled(call);
  return async (member, question) => {
    const { method, params, signal } = question;
    const hop = { ...hopOf(call, member), signal };
    const child = await sessions.child(session, member, hop);
    if (child === null) return pooled(member, question);
    const view = viewFor(one, member, '');
    const onMessage = (raw: Buffer): void => call.inbound.sendMessage(shown(raw, view));
    // An id that is none of the client's, in a session that is.
    const id = Buffer.from(`"gwo-${randomUUID()}"`);
    if (child.kind === 'hosted') {
      const { session: process } = await sessions.hosted(session, member, child);
      return member.upstream.call({ method, params, name: null, ...hop, repeatable: true, session: process, onMessage });
    }
    const body = buildRequest(id, method, params);
    const answer = await sessions.exchange(session, member, child, { method: 'POST', body, ...hop });
    const response = await responseTo(answer, onMessage);
    return answerOf(response.result ?? response.error!, response.kind === 'response', answer.attempts);
  };
} // prettier-ignore

function answerOf(value: Parameters<typeof bytesOf>[0], isResult: boolean, attempts: UpstreamAnswer['attempts']): UpstreamAnswer {
  const body = Buffer.from(bytesOf(value));
  const isError = isResult && saysIsError(value);
  return { kind: isResult ? 'result' : 'error', body, size: body.length, isError, era: 'legacy', httpStatus: 200, attempts };
} // prettier-ignore

/** Who asks for lists in the session that a call belongs to; null for a call without one. @throws ProtocolFailure 404 where it is over */
export async function callerIn(call: AskingCall, aggregate: Aggregate, parts: AskingParts): Promise<ListCaller | null> {
  const id = call.operation.session?.upstreamSessionId;
  if (id == null) return null;
  const { orgId, keyId } = call.principal;
  const { sessions, catalogues, taskIds } = parts;
  const session = await sessions.get({ orgId, keyId, id });
  return sessionCaller({ call, aggregate, session, sessions, catalogues, taskIds });
}

/** Who asks for lists in a session: they are this session's alone. */
export function sessionCaller(one: SessionAsk): ListCaller {
  const { call, aggregate, session } = one;
  const headers = forwardedValues(aggregate.members.map(({ server }) => server), call); // prettier-ignore
  return { call, ask: askChildren(one), variant: `session ${session.state.key.id}\n${headers}`, meta: null };
}
