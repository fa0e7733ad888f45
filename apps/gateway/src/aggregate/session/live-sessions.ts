import { randomUUID } from 'node:crypto';
import { ERRORS, GatewayOpsError } from '@gatewayops/contracts';
import { buildRequest, type RawAnswer } from '@gatewayops/mcp';
import { ProtocolFailure, RPC } from '../../front/protocol-failure.js';
import { ownerName, type Hosted, type HostedSessions } from '../../legs/hosted-sessions.js';
import type { SessionNotes } from '../../legs/bridge/to-modern/session-notes.js';
import { ALONE, type Owners } from '../../replicas/owning/owners.js';
import type { Answer } from '../../request-path/answer.js';
import type { RoutedCall } from '../../request-path/call.js';
import type { Member } from '../member.js';
import { canBeAsked, greetMember, type Greeted, type Hop } from './greet-member.js';
import { LiveSession } from './live-session.js';
import { notesOf } from './member-notes.js';
import { giveUp, isForgotten, memberExchange, type MemberRequest } from './member-exchange.js';
import type { Child, SessionKey, SessionRecord, SessionState } from './session-state.js';
import type { SessionStore } from './session-store.js';

/** How long a replica goes by what it read: another one may have ended the session meanwhile. */
const FRESH_MS = 2_000;
const SESSIONS_MAX = 10_000;

/** The sessions that are used on this replica, and the members' own sessions behind each. */
export class LiveSessions {
  /** Oldest use first. */
  private readonly live = new Map<string, LiveSession>();

  constructor(
    private readonly store: SessionStore,
    private readonly hosts: HostedSessions,
    private readonly sessionsPerKeyMax: number,
    private readonly notes: Pick<SessionNotes, 'read'>,
    private readonly owners: Pick<Owners, 'answer' | 'claim' | 'release'> = ALONE,
  ) {}

  /** @throws GatewayOpsError `overloaded` where the key has too many, `service_unavailable` without a store */
  async open(
    { orgId, keyId }: Pick<SessionKey, 'orgId' | 'keyId'>,
    record: SessionRecord,
    members: readonly Member[],
  ): Promise<LiveSession> {
    const key = { orgId, keyId, id: randomUUID() };
    const session = new LiveSession({ key, record, ready: false, level: null, children: new Map() });
    if (await this.store.open(session.state)) {
      if (mayHost(session.state, members)) await this.owners.claim(nameOf(key));
      return this.keep(session);
    }
    throw new GatewayOpsError('overloaded', {
      message: `This key has ${this.sessionsPerKeyMax} sessions open. End one with DELETE, or wait until one has expired.`,
      retryAfterSeconds: 60,
    });
  }

  /** @throws ProtocolFailure 404 where it is over, GatewayOpsError `service_unavailable` without a store */
  async get(key: SessionKey): Promise<LiveSession> {
    const session = this.live.get(key.id);
    if (session && performance.now() - session.readAtMs < FRESH_MS) return session;
    const state = await this.read(key, session);
    if (state === null) {
      this.forget(key.id);
      throw sessionOver();
    }
    return this.keep(this.live.get(key.id) ?? new LiveSession(state));
  }

  /**
   * Answers a call where the processes of its session are, all of which are on one replica; a session without any is at home
   * everywhere.
   */
  async answer(
    { state }: LiveSession,
    members: readonly Member[],
    call: RoutedCall,
    here: () => Promise<Answer>,
  ): Promise<Answer> {
    return mayHost(state, members) ? this.owners.answer(nameOf(state.key), call, here) : here();
  }

  /** Ends it, here and with all members. */
  async end(session: LiveSession, members: readonly Member[], hopTo: (member: Member) => Hop): Promise<void> {
    const { key } = session.state;
    const state = await this.store.remove(key);
    this.forget(key.id);
    session.endStream();
    this.owners.release(nameOf(key));
    const { children } = state ?? session.state;
    await Promise.allSettled(
      members.map(async (member) => {
        const child = children.get(member.server.id);
        if (child) await this.endChild(member, child, hopTo(member));
      }),
    );
  }

  /** The member's own session behind this one, opened where there is none; null where the member takes none. */
  async child(session: LiveSession, member: Member, hop: Hop): Promise<Child | null> {
    const known = session.state.children.get(member.server.id) ?? null;
    if (known && fits(known, member)) return known;
    return (await this.greet(session, member, known, hop))?.child ?? null;
  }

  /** As `child`, without opening one. */
  async known(session: LiveSession, member: Member): Promise<Child | null> {
    const { id } = member.server;
    const known = session.state.children.get(id);
    if (known) return known;
    // Another replica may have opened it a moment ago.
    return (await this.read(session.state.key, session))?.children.get(id) ?? null;
  }

  /** Greets a member; once, however many calls ask for it. @param before the child that is to be replaced */
  greet(session: LiveSession, member: Member, before: Child | null, hop: Hop): Promise<Greeted | null> {
    const { greeting } = session;
    const { id } = member.server;
    let greeted = greeting.get(id);
    if (greeted === undefined) {
      // Who asked first may leave; the others, and the session, still need it.
      greeted = this.openChild(session, member, before, { headers: hop.headers, traceparent: hop.traceparent });
      greeting.set(id, greeted);
      greeted.catch(() => {}).finally(() => greeting.delete(id));
    }
    return greeted;
  }

  /** One HTTP request in a member's session; in a new one where the server has forgotten it, and so did not take the request. */
  async exchange(
    session: LiveSession,
    member: Member,
    child: Extract<Child, { kind: 'http' }>,
    request: MemberRequest,
  ): Promise<RawAnswer> {
    const { forgotten, answer } = await isForgotten(child, await memberExchange(member, child, request));
    if (!forgotten) return answer;
    const fresh = (await this.greet(session, member, child, request))?.child;
    // An event of the old session is nothing to go on from in the new one.
    const { lastEventId: _, ...again } = request;
    return fresh?.kind === 'http' ? memberExchange(member, fresh, again) : answer;
  }

  /** The process of a member. @throws as `HostedSessions.get` */
  async hosted({ state }: LiveSession, member: Member, child: Extract<Child, { kind: 'hosted' }>): Promise<Hosted> {
    const { initialize } = state.record;
    // Should another replica take over while this one is silent, the process here ends.
    await this.owners.claim(ownerName(child.id));
    return this.hosts.get(state.key.keyId, member.upstream, { id: child.id, initialize });
  }

  /** Notes, for all replicas, that the client is ready. */
  async ready({ state }: LiveSession): Promise<void> {
    state.ready = true;
    await this.store.set(state.key, 'ready', '1');
  }

  /** Notes, for all replicas, of which level logs are to be, for members that are greeted later. */
  async level({ state }: LiveSession, level: string): Promise<void> {
    state.level = level;
    await this.store.set(state.key, 'level', level);
  }

  private async openChild(session: LiveSession, member: Member, before: Child | null, hop: Hop): Promise<Greeted | null> {
    const { key } = session.state;
    const { id } = member.server;
    // Another replica may have opened it a moment ago.
    const current = (await this.read(key, session))?.children.get(id);
    if (current && JSON.stringify(current) !== JSON.stringify(before)) return { child: current, result: null };
    const greeted = await greetMember(member, session.state, this.hosts, hop);
    if (greeted === null) return null;
    const standing = await this.store.replaceChild(key, id, before, greeted.child);
    // Another replica was first, or the client is gone.
    const isOurs = standing !== null && JSON.stringify(standing) === JSON.stringify(greeted.child);
    if (!isOurs) void this.endChild(member, greeted.child, hop).catch(() => {});
    const state = standing && (await this.read(key, session));
    if (standing === null || state === null) throw sessionOver();
    if (isOurs && greeted.child.kind === 'hosted') await this.owners.claim(nameOf(key));
    if (isOurs) await this.catchUp(state, member, greeted.child, { hop, isAnew: before !== null });
    return { child: standing, result: isOurs ? greeted.result : null };
  } // prettier-ignore

  /** Tells a member that is greeted late what the others have been told, and one that forgot the session what it was told in it. */
  private async catchUp(state: SessionState, member: Member, child: Child, { hop, isAnew }: { hop: Hop; isAnew: boolean }): Promise<void> {
    if (child.kind === 'hosted') {
      if (state.ready) (await this.hosts.get(state.key.keyId, member.upstream, { id: child.id, initialize: state.record.initialize })).session.greet();
      return;
    }
    const say = async (body: Buffer) => giveUp(await memberExchange(member, child, { method: 'POST', body, ...hop }));
    if (state.ready) await say(buildRequest(null, 'notifications/initialized', null));
    if (state.level !== null) {
      await say(buildRequest(Buffer.from('"gwo-level"'), 'logging/setLevel', Buffer.from(`{"level":${state.level}}`)));
    }
    if (!isAnew) return;
    const { subscriptions } = await notesOf(this.notes, state, member);
    for (const uri of subscriptions) {
      await say(buildRequest(Buffer.from('"gwo-subscribe"'), 'resources/subscribe', Buffer.from(`{"uri":${JSON.stringify(uri)}}`)));
    }
  } // prettier-ignore

  private async endChild(member: Member, child: Child, hop: Hop): Promise<void> {
    if (child.kind === 'hosted') await this.hosts.end(child.id);
    else if (child.sessionId !== null) giveUp(await memberExchange(member, child, { method: 'DELETE', body: null, ...hop }));
  } // prettier-ignore

  private async read(key: SessionKey, session: LiveSession | undefined): Promise<SessionState | null> {
    if (session === undefined) return this.store.read(key);
    session.reading ??= this.store.read(key).finally(() => (session.reading = null));
    const state = await session.reading;
    if (state !== null) {
      session.state = state;
      session.readAtMs = performance.now();
    }
    return state;
  }

  private keep(session: LiveSession): LiveSession {
    const { id } = session.state.key;
    this.live.delete(id);
    this.live.set(id, session);
    const [oldest] = this.live.keys();
    if (this.live.size > SESSIONS_MAX && oldest !== undefined) this.live.delete(oldest);
    return session;
  }

  private forget(id: string): void {
    this.live.delete(id);
  }
}

/** Whether members have processes or event streams for this session, or may yet get a process. */
const mayHost = ({ record, children }: SessionState, members: readonly Member[]): boolean =>
  [...children.values()].some(({ kind }) => kind === 'hosted') ||
  (members.some(({ server }) => server.transport.type === 'stdio') && canBeAsked(Buffer.from(record.initialize)));

const nameOf = ({ id }: SessionKey): string => `sessions:${id}`;

/** A server's entry may have become one of another transport. */
const fits = ({ kind }: Child, { server }: Member): boolean =>
  kind === 'hosted' ? server.transport.type !== 'openapi' : server.transport.type === 'streamable-http';

/** 404 tells the client to open a new one (2025-11-25, Transports, Session Management). */
const sessionOver = (): ProtocolFailure =>
  new ProtocolFailure(404, RPC.invalidRequest, `${ERRORS.not_found.message} Open a new session with \`initialize\`.`);
