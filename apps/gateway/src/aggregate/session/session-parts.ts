import { forwardedTo } from '../../legs/call-pooled.js';
import type { Aggregate } from '../aggregate.js';
import type { AskingCall } from '../ask.js';
import type { Catalogues } from '../catalogue/catalogues.js';
import type { Member } from '../member.js';
import type { TaskIds } from '../task-ids.js';
import type { Hop } from './greet-member.js';
import type { LiveSession } from './live-session.js';
import type { LiveSessions } from './live-sessions.js';
import { viewOf, type MemberView } from './member-view.js';

/** What it takes to ask the members in a client's session; made once. */
export interface AskingParts {
  readonly sessions: LiveSessions;
  readonly catalogues: Catalogues;
  readonly taskIds: TaskIds;
}

/** A client of a session that asks its members something. */
export interface SessionAsk extends AskingParts {
  readonly call: AskingCall;
  readonly aggregate: Aggregate;
  readonly session: LiveSession;
}

export const hopOf = (call: Pick<AskingCall, 'inbound' | 'trace'>, { server }: Member): Hop => ({
  headers: forwardedTo(server, call.inbound.headers),
  traceparent: call.trace.traceparent,
});

/** @param method of the request that the member answers; empty for what answers none */
export function viewFor(one: SessionAsk, member: Member, method: string): MemberView {
  const { call, aggregate, session, catalogues, taskIds } = one;
  const out = { aggregate, member, principal: call.principal, taskIds };
  return viewOf(session, out, method, (serverId, raw) => catalogues.heard(serverId, raw));
}
