import { ProtocolFailure } from '../../front/protocol-failure.js';
import type { Answer, EmptyAnswer } from '../../request-path/answer.js';
import { within } from '../describe-members.js';
import type { Member } from '../member.js';
import { readEventId, type Resumption } from './event-ids.js';
import { tagOf } from './marks.js';
import { MergedStream, type Listened } from './merged-stream.js';
import { relayed } from './relay-member.js';
import type { SessionCall } from './session-call.js';
import { hopOf, viewFor } from './session-parts.js';

const NO_STREAM: EmptyAnswer = { kind: 'empty', status: 405, attempts: [] };
/** How often it is looked whether the session still is: another replica may have ended it. That is a use of it, too. */
const LOOK_MS = 10_000;

/** GET: the rest of an answer that broke off, or what the members say of their own accord. */
export async function listenToMembers(one: SessionCall): Promise<Answer> {
  const lastEventId = one.call.inbound.headers['last-event-id'];
  const from = typeof lastEventId === 'string' && lastEventId !== '' ? readEventId(lastEventId) : null;
  const resumed = from && (await resume(one, from));
  return resumed ?? listen(one, from);
}

/** Null where it is none of one answer. */
async function resume(one: SessionCall, from: Resumption): Promise<Answer | null> {
  const { call, session, sessions, aggregate } = one;
  const member = memberOf(aggregate.members, from, session.state.record.soleServerId);
  const child = member && (await sessions.known(session, member));
  if (from.kind === 'merged' || !member || child?.kind !== 'http') return null;
  const view = viewFor(one, member, from.kind === 'call' ? from.method : 'tools/call');
  const hop = { ...hopOf(call, member), signal: call.inbound.signal };
  const request = { method: 'GET' as const, body: null, lastEventId: from.id, ...hop };
  const answer = await sessions.exchange(session, member, child, request);
  return relayed(answer, view, one.call.inbound.keepAlive());
}

function memberOf(members: readonly Member[], from: Resumption, soleServerId: string | null): Member | null {
  if (from.kind === 'call') return members.find(({ server }) => tagOf(server.id) === from.tag) ?? null;
  return members.find(({ server }) => server.id === soleServerId) ?? null;
}

async function listen(one: SessionCall, from: Resumption | null): Promise<Answer> {
  const { call, session, sessions, aggregate } = one;
  const hopTo = (member: Member) => hopOf(call, member);
  const listened = aggregate.members.map((member): Listened => ({ member, view: viewFor(one, member, '') }));
  if (session.state.children.size === 0) {
    const may = await Promise.all(aggregate.members.map((member) => mayListen(one, member)));
    if (may.length > 0 && !may.includes(true)) return NO_STREAM;
  }
  const stream = new MergedStream(sessions, session, hopTo, from, one.parts.legacyClients.notes);
  return {
    kind: 'relay',
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: kept(one, stream.listen(listened, call.inbound.signal)),
    attempts: [],
  };
}

/** Not where it is one of the older revisions, reached over a pool, which has nothing to say to one client. */
async function mayListen({ call, session, sessions, catalogues }: SessionCall, member: Member): Promise<boolean> {
  try {
    const child = sessions.child(session, member, hopOf(call, member));
    if ((await within(child, catalogues.deadlineMs)) !== null) return true;
    return (await within(member.upstream.describe(), catalogues.deadlineMs)).era === 'modern';
  } catch {
    // It is tried again for as long as the stream is open.
    return true;
  }
}

async function* kept({ call, session, sessions }: SessionCall, events: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const stop = call.inbound.keepAlive();
  const look = setInterval(() => {
    // Without a store nobody can say: the stream stays.
    sessions.get(session.state.key).catch((error: unknown) => error instanceof ProtocolFailure && session.endStream());
  }, LOOK_MS);
  look.unref();
  try {
    yield* events;
  } finally {
    stop();
    clearInterval(look);
  }
}
