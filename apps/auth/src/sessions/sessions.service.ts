import { randomBytes } from 'node:crypto';
import { SessionAuthenticator } from '@gatewayops/access';
import { GatewayOpsError, type PersonSession, type Session, type SessionVerdict } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import { PersonAccesses } from '../access/person-access.js';
import { SessionStore, type StoredSession } from './session-store.js';
import { newSessionToken, placeOfSession, sessionIdOf, type SessionPlace } from './session-token.js';

/** Somebody who has just proven who they are, and from where. */
export interface SignIn {
  userId: string;
  email: string;
  name: string | null;
  /** The organisation to work in; null where they have to choose, or belong to none. */
  orgId: string | null;
  /** How (RFC 8176): `pwd`, `otp`, `hwk`, `email`, `sso`, `mfa`. */
  methods: readonly string[];
  /** Who vouches for a second factor: `MFA_OF_PERSON`, the organisation whose identity provider says so, or empty. */
  mfaOf: string;
  ipAddress: string;
  userAgent: string | null;
  /** Of {@link SessionStore.epochOf}, read before anything was checked. */
  epoch: string;
}

/** `mfaOf` of who has proven two factors to us. */
export const MFA_OF_PERSON = 'person';

const NOBODY: SessionVerdict = { valid: false };

/** People's sessions: opened by a sign-in, asked about with each request, listed and ended by their owners. */
@Injectable()
export class SessionsService extends SessionAuthenticator {
  constructor(
    private readonly store: SessionStore,
    private readonly accesses: PersonAccesses,
  ) {
    super();
  }

  /** The token of a new session, for the cookie. @throws GatewayOpsError `invalid_token` where all were ended meanwhile */
  async open(signIn: SignIn): Promise<string> {
    const token = newSessionToken(signIn.userId);
    const now = Date.now();
    const opened = await this.store.open(placeOfSession(token) as SessionPlace, signIn.epoch, {
      email: signIn.email,
      name: signIn.name ?? '',
      orgId: signIn.orgId ?? '',
      csrfToken: randomBytes(32).toString('base64url'),
      methods: signIn.methods.join(' '),
      mfaOf: signIn.mfaOf,
      createdAtMs: now,
      authenticatedAtMs: now,
      ipAddress: signIn.ipAddress,
      userAgent: signIn.userAgent ?? '',
    });
    if (!opened)
      throw new GatewayOpsError('invalid_token', { message: 'Your sessions were just ended. Sign in again.' });
    return token;
  }

  /** Whose session a token is, and what they may do. Who left the organisation is signed in, and may do nothing there. */
  async authenticate(token: string): Promise<SessionVerdict> {
    const place = placeOfSession(token);
    const stored = place && (await unlessAway(this.store.read(place)));
    if (!place || !stored) return NOBODY;
    return { valid: true, session: await this.sessionOf(place, stored) };
  }

  /** Has the session say that its bearer has proven anew who they are. */
  async renew(token: string, methods: readonly string[]): Promise<boolean> {
    const place = placeOfSession(token);
    const fields = { authenticatedAtMs: Date.now(), methods: methods.join(' ') };
    return place !== null && (await unlessAway(this.store.change(place, fields)));
  }

  /** @throws GatewayOpsError `not_found` where they do not belong to the organisation */
  async chooseOrganization(person: PersonSession, orgId: string): Promise<void> {
    const access = await this.accesses.of(orgId, person.userId);
    if (access === null) throw new GatewayOpsError('not_found');
    const place = await this.placeOf(person.userId, person.sessionId);
    if (!place || !(await this.store.change(place, { orgId }))) throw new GatewayOpsError('invalid_token');
  }

  /** Newest first. */
  async list(person: PersonSession): Promise<Session[]> {
    const entries = await unlessAway(this.store.list(person.userId));
    return entries
      .map(({ digest, session }) => ({
        id: sessionIdOf(digest),
        current: sessionIdOf(digest) === person.sessionId,
        methods: session.methods.split(' ').filter((method) => method !== ''),
        created_at: new Date(session.createdAtMs).toISOString(),
        last_seen_at: new Date(session.seenAtMs).toISOString(),
        ends_at: new Date(session.endsAtMs).toISOString(),
        ip_address: session.ipAddress || null,
        user_agent: session.userAgent || null,
      }))
      .toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1));
  }

  /** @throws GatewayOpsError `not_found` */
  async end(userId: string, sessionId: string): Promise<void> {
    const place = await this.placeOf(userId, sessionId);
    if (place === null || !(await unlessAway(this.store.end(place)))) throw new GatewayOpsError('not_found');
  }

  /** Ends all sessions of a person; the one named stays. */
  async endAll(userId: string, butSessionId: string | null = null): Promise<number> {
    const stays = butSessionId === null ? null : await this.placeOf(userId, butSessionId);
    return unlessAway(this.store.endAll(userId, stays?.digest ?? null));
  }

  private async placeOf(userId: string, sessionId: string): Promise<SessionPlace | null> {
    const entries = await unlessAway(this.store.list(userId));
    const entry = entries.find(({ digest }) => sessionIdOf(digest) === sessionId);
    return entry ? { userId, digest: entry.digest } : null;
  }

  private async sessionOf({ userId, digest }: SessionPlace, stored: StoredSession): Promise<PersonSession> {
    const orgId = stored.orgId === '' ? null : stored.orgId;
    const standing = orgId === null ? null : await this.accesses.of(orgId, userId);
    const lacksFactor = standing?.mfaRequired === true && stored.mfaOf !== MFA_OF_PERSON && stored.mfaOf !== orgId;
    const access = lacksFactor ? null : standing;
    return {
      sessionId: sessionIdOf(digest),
      userId,
      email: stored.email,
      name: stored.name === '' ? null : stored.name,
      orgId: access === null ? null : orgId,
      access,
      hurdle: lacksFactor && orgId !== null ? { code: 'mfa_required', orgId } : null,
      authenticatedAtMs: stored.authenticatedAtMs,
      csrfToken: stored.csrfToken,
    };
  }
}

/** Sessions live in Redis alone: without it nobody can say who is signed in. */
async function unlessAway<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    if (cause instanceof GatewayOpsError) throw cause;
    throw new GatewayOpsError('auth_unavailable', { cause, retryAfterSeconds: 1 });
  }
}
