import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { SESSION_COOKIE, type CurrentSession, type SessionList, type SessionVerdict } from '@gatewayops/contracts';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { memberOf, signIn } from './signed-in.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let orgId: string;

beforeAll(async () => {
  orgId = await client.createOrganization();
});

const validate = async (token: string): Promise<SessionVerdict> =>
  (await client.internal<SessionVerdict>('POST', '/internal/v1/auth/validate-session', { token })).body;

describe('POST /internal/v1/auth/validate-session', () => {
  it('says who a session is of, and what they may do', async () => {
    const email = `${unique()}@example.com`;
    const person = await memberOf(stack, client, orgId, { email });
    expect(await validate(person.token)).toMatchObject({
      valid: true,
      session: { userId: person.userId, email, orgId, csrfToken: person.csrfToken, access: { teamIds: [] } },
    });
  });

  it.each(['', 'gws_', `gws_${'a'.repeat(64)}`, `gws_${'_'.repeat(64)}`, 'gwo_prod_x'])(
    'knows nothing of %j',
    async (token) => {
      if (token !== '') expect(await validate(token)).toEqual({ valid: false });
      expect((await client.call('GET', '/v1/auth/session', { token: null, headers: { cookie: `${SESSION_COOKIE}=${token}` } })).status).toBe(401); // prettier-ignore
    },
  );

  it('says of who was removed that they may do nothing there', async () => {
    const person = await memberOf(stack, client, orgId);
    await client.call('DELETE', `/v1/members/${person.userId}`, { orgId });
    expect(await validate(person.token)).toMatchObject({ valid: true, session: { orgId: null, access: null } });
    expect(await person.status('GET', '/v1/teams')).toBe(403);
  });
});

describe('a change by a person', () => {
  it.each([
    ['without the token of the session', {}],
    ['with that of another', { 'x-csrf-token': 'something else' }],
  ])('is refused %s, and nothing is done', async (_what, headers) => {
    const person = await memberOf(stack, client, orgId, { role: 'org_admin' });
    const cookie = `${SESSION_COOKIE}=${person.token}`;
    const name = unique();
    const answer = await client.call('POST', '/v1/teams', {
      token: null,
      headers: { cookie, ...headers },
      body: { name },
    });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'forbidden']);
    const { body } = await person.call<{ items: { name: string }[] }>('GET', '/v1/teams');
    expect(body.items.map((team) => team.name)).not.toContain(name);
  });
});

describe('one’s own sessions', () => {
  it('are listed, ended one by one, and all but this one', async () => {
    const email = `${unique()}@example.com`;
    const first = await memberOf(stack, client, orgId, { email });
    const more = { userId: first.userId, email, orgId, authenticatedAtMs: Date.now() };
    const second = await signIn(stack, client, more);
    const third = await signIn(stack, client, more);
    const listed = (await first.call<SessionList>('GET', '/v1/auth/sessions')).body.items;
    expect(listed).toHaveLength(3);
    expect(listed.filter(({ current }) => current)).toHaveLength(1);
    const secondId = (await second.call<CurrentSession>('GET', '/v1/auth/session')).body.id;
    expect(await first.status('DELETE', `/v1/auth/sessions/${secondId}`)).toBe(204);
    expect(await second.status('GET', '/v1/auth/session')).toBe(401);
    expect(await first.status('DELETE', '/v1/auth/sessions')).toBe(204);
    expect(await third.status('GET', '/v1/auth/session')).toBe(401);
    expect(await first.status('GET', '/v1/auth/session')).toBe(200);
  });

  it('are nobody else’s to end', async () => {
    const [mine, yours] = [await memberOf(stack, client, orgId), await memberOf(stack, client, orgId)];
    const id = (await yours.call<CurrentSession>('GET', '/v1/auth/session')).body.id;
    expect(await mine.status('DELETE', `/v1/auth/sessions/${id}`)).toBe(404);
    expect(await yours.status('GET', '/v1/auth/session')).toBe(200);
  });

  it('end with signing out, and the cookie goes', async () => {
    const person = await memberOf(stack, client, orgId);
    const answer = await person.call('DELETE', '/v1/auth/session');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-gwo_session=; Max-Age=0; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    expect((await person.call('GET', '/v1/auth/session')).status).toBe(401);
  });

  it('go on in another organisation of theirs, and in no other', async () => {
    const email = `${unique()}@example.com`;
    const person = await memberOf(stack, client, orgId, { email });
    const second = await client.createOrganization();
    const put = (organization_id: string) =>
      person.call<CurrentSession>('PUT', '/v1/auth/session/organization', { body: { organization_id } });
    expect((await put(second)).status).toBe(404);
    await client.create(second, '/v1/members', { email, role: 'org_admin' });
    expect((await put(second)).body).toMatchObject({
      organization_id: second,
      organizations: [{ role: expect.any(String) }, {}],
    });
    expect(await person.status('POST', '/v1/teams', { name: unique() })).toBe(201);
  });

  it('are at most 50', async () => {
    const email = `${unique()}@example.com`;
    const first = await memberOf(stack, client, orgId, { email });
    const more = { userId: first.userId, email, orgId, authenticatedAtMs: Date.now() };
    await sleep(2);
    for (let i = 0; i < 50; i++) await signIn(stack, client, more);
    expect(await first.status('GET', '/v1/auth/session')).toBe(401);
  });
});
