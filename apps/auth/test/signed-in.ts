import { randomUUID } from 'node:crypto';
import { SESSION_COOKIE, type CurrentSession } from '@gatewayops/contracts';
import { connectRedis, whenReady } from '@gatewayops/redis';
import { SessionStore } from '../src/sessions/session-store.js';
import { newSessionToken, placeOfSession } from '../src/sessions/session-token.js';
import { unique, type Answer, type AuthClient, type Call } from './auth-client.js';
import type { StackState } from './stack-state.js';

/** Somebody with a session, as their browser speaks to the service. */
export class SignedIn {
  csrfToken = '';

  constructor(
    private readonly client: AuthClient,
    readonly userId: string,
    readonly token: string,
  ) {}

  call<T = unknown>(method: string, path: string, call: Omit<Call, 'token'> = {}): Promise<Answer<T>> {
    const headers = { cookie: `${SESSION_COOKIE}=${this.token}`, 'x-csrf-token': this.csrfToken, ...call.headers };
    return this.client.call<T>(method, path, { ...call, token: null, headers });
  }

  /** The status of a call. */
  async status(method: string, path: string, body?: unknown): Promise<number> {
    return (await this.call(method, path, { body })).status;
  }
}

export interface Who {
  role?: string;
  email?: string;
  /** Another time than now. */
  authenticatedAtMs?: number;
}

/** A new member of an organisation, signed in. How sign-in itself works is tested elsewhere. */
export async function memberOf(stack: StackState, client: AuthClient, orgId: string, who: Who = {}): Promise<SignedIn> {
  const email = who.email ?? `${unique()}@example.com`;
  const userId = await client.create(orgId, '/v1/members', { email, role: who.role ?? 'org_member' });
  return signIn(stack, client, { userId, email, orgId, authenticatedAtMs: who.authenticatedAtMs ?? Date.now() });
}

/** Another session of somebody. */
export async function signIn(
  stack: StackState,
  client: AuthClient,
  {
    userId,
    email,
    orgId,
    authenticatedAtMs,
  }: { userId: string; email: string; orgId: string; authenticatedAtMs: number },
): Promise<SignedIn> {
  const redis = connectRedis({ url: stack.redisUrl, name: 'test' });
  await whenReady(redis, 5_000);
  const store = new SessionStore(redis);
  const token = newSessionToken(userId);
  const place = placeOfSession(token);
  if (place === null) throw new Error('a new token names no place');
  const opened = await store.open(place, await store.epochOf(userId), {
    email, name: '', orgId, csrfToken: randomUUID(), methods: 'pwd', mfaOf: '', createdAtMs: authenticatedAtMs, authenticatedAtMs,
    ipAddress: '127.0.0.1', userAgent: 'test',
  }); // prettier-ignore
  redis.disconnect();
  if (!opened) throw new Error('the session was not opened');
  const person = new SignedIn(client, userId, token);
  person.csrfToken = (await person.call<CurrentSession>('GET', '/v1/auth/session')).body.csrf_token;
  return person;
}
