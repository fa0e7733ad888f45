import { parseMessage, UpstreamFailure, type RpcMessage } from '@gatewayops/mcp';
import type { Answer, EmptyAnswer } from '../../request-path/answer.js';
import type { Member } from '../member.js';
import { tagOf } from './marks.js';
import { giveUp } from './member-exchange.js';
import { cancelledId, fromClient, type Addressed } from './message-ids.js';
import type { SessionCall } from './session-call.js';
import { hopOf } from './session-parts.js';

const ACCEPTED: EmptyAnswer = { kind: 'empty', status: 202, attempts: [] };

/** Passes a notification of the client, or its answer to a request of a member, on to those whom it is for. */
export async function tellMembers(one: SessionCall): Promise<Answer> {
  const { call, session, sessions } = one;
  const message = parseMessage(call.body);
  if (message.kind === 'batch' || message.kind === 'fault') return ACCEPTED;
  const { requests, running } = one.parts.legacyClients;
  running.hear(call, message);
  const delivered = await requests.deliver(call, message);
  if (delivered !== null) return delivered;
  if (message.method === 'notifications/initialized') await sessions.ready(session);
  const addressed = fromClient(message);
  const members = concerned(one, message, addressed);
  const told = await Promise.allSettled(members.map((member) => tell(one, member, addressed.bytes)));
  // What was for one is not taken if that one did not get it.
  const [first] = told;
  if (told.length === 1 && first?.status === 'rejected') throw first.reason;
  return ACCEPTED;
}

function concerned({ aggregate, session }: SessionCall, message: RpcMessage, { tag }: Addressed): readonly Member[] {
  const { members } = aggregate;
  if (tag !== null) return members.filter(({ server }) => tagOf(server.id) === tag);
  const id = cancelledId(message);
  // A request that another replica is waiting for: whoever does not know its id ignores it.
  if (id !== null) return only(members, session.underWay.get(id)) ?? members;
  if (message.kind === 'notification' && message.method !== 'notifications/progress') return members;
  return only(members, session.state.record.soleServerId ?? undefined) ?? [];
}

function only(members: readonly Member[], serverId: string | undefined): readonly Member[] | null {
  return serverId === undefined ? null : members.filter(({ server }) => server.id === serverId);
}

async function tell({ call, session, sessions }: SessionCall, member: Member, body: Buffer): Promise<void> {
  const child = await sessions.known(session, member);
  // Whoever has not been greeted yet is told what it must know when it is.
  if (child === null) return;
  if (child.kind === 'hosted') {
    const { session: process } = await sessions.hosted(session, member, child);
    const message = parseMessage(body);
    if (message.kind !== 'batch' && message.kind !== 'fault') process.tell(message);
    return;
  }
  const { signal } = call.inbound;
  const answer = await sessions.exchange(session, member, child, { method: 'POST', body, ...hopOf(call, member), signal });
  giveUp(answer);
  if (answer.status < 300) return;
  throw new UpstreamFailure('upstream_error', {
    message: `The MCP server answered with HTTP ${answer.status}.`,
    attempts: answer.attempts,
  });
} // prettier-ignore
