import { callPooled } from '../../legs/call-pooled.js';
import { asEvent, type Answer } from '../../request-path/answer.js';
import type { AggregateCall } from '../aggregate-call.js';
import { callMember, outwardAnswer } from '../call-member.js';
import type { Member } from '../member.js';
import { noteSubscription } from './member-notes.js';
import { shown } from './member-view.js';
import { callModernMember } from './modern-member.js';
import { bodyFor, relayed } from './relay-member.js';
import type { SessionCall } from './session-call.js';
import { hopOf, viewFor } from './session-parts.js';

/** A request of the client to the member that it concerns: in the client's own session there, where the member takes such. */
export async function callChild(one: SessionCall, route: AggregateCall, member: Member): Promise<Answer> {
  const { call, session, sessions, seals } = one;
  const { operation, inbound } = call;
  const hop = hopOf(call, member);
  const child = await sessions.child(session, member, hop);
  if (child === null) return callShared(one, route, member);
  const view = viewFor(one, member, operation.method);
  const done = underWay(one, member);
  try {
    if (child.kind === 'hosted') {
      const hosted = await sessions.hosted(session, member, child);
      const answer = await callPooled(call, seals.requestStates, hosted.session, (raw) => shown(raw, view));
      done();
      return asEvent(await outwardAnswer(answer, operation.method, view.out));
    }
    // Where the server forgets the session, it is told anew; one that cannot be noted is not.
    await noteSubscription(one.parts.legacyClients.notes, operation, session.state, member).catch(() => false);
    const request = { method: 'POST' as const, body: bodyFor(call), ...hop, signal: inbound.signal };
    return await relayed(await sessions.exchange(session, member, child, request), view, done);
  } catch (error) {
    done();
    throw error;
  }
}

/** To a member that takes no sessions. */
async function callShared(one: SessionCall, route: AggregateCall, member: Member): Promise<Answer> {
  const { call, seals, parts } = one;
  const { era } = await call.upstream.describe(call.inbound.signal);
  return era === 'legacy' ? callMember(call, route, member, { seals, parts }) : callModernMember(one, member);
}

/** Notes with whom the request is, for as long as it is under way. */
function underWay({ call, session }: SessionCall, member: Member): () => void {
  const id = call.operation.id!.toString('latin1');
  session.underWay.set(id, member.server.id);
  return () => session.underWay.delete(id);
}
