import { setTimeout as sleep } from 'node:timers/promises';
import { withConnection } from '@gatewayops/postgres/connection';
import { hash } from '@node-rs/argon2';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { addTotp, codeAt, newAccount, PASSWORD } from './accounts.js';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { linkIn, mailsTo, mailTo } from './mailbox.js';
import { memberOf } from './signed-in.js';
import { Visitor } from './visitor.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let orgId: string;

beforeAll(async () => {
  orgId = await client.createOrganization();
});

describe('an invitation', () => {
  it('lets somebody new in with a password, once', async () => {
    const { email, visitor } = await newAccount(stack, client, orgId, 'org_admin');
    expect(await visitor.whoAmI()).toMatchObject({ email, orgId, name: 'Ann' });
    const link = linkIn(await mailTo(stack.mailFolder, email, /^Join /));
    expect((await new Visitor(client).get(link)).status).toBe(404);
  });

  it('is accepted by who is signed in with its address, and by nobody else', async () => {
    const { email, visitor } = await newAccount(stack, client, orgId);
    const second = await client.createOrganization();
    await client.call('POST', '/v1/invitations', { orgId: second, body: { email, role: 'org_viewer' } });
    const link = linkIn(await mailTo(stack.mailFolder, email, /^Join /, 2));
    const other = await newAccount(stack, client, orgId);
    expect((await other.visitor.get(link)).text).toContain('You are signed in as');
    expect((await other.visitor.post(`${link}/join`, {})).status).toBe(403);
    expect((await other.visitor.post(`${link}/new`, { name: 'X', way: 'password', password: PASSWORD })).status).toBe(
      403,
    );
    await visitor.get(link);
    expect((await visitor.post(`${link}/join`, {})).status).toBe(200);
    await visitor.post('/account/organization', { organization_id: second });
    expect(await visitor.whoAmI()).toMatchObject({ orgId: second });
  });

  it('is made, listed and taken back by its organisation only, and for no role above one’s own', async () => {
    const email = `${unique()}@example.com`;
    const { body } = await client.call<{ id: string; link: null }>('POST', '/v1/invitations', {
      orgId,
      body: { email },
    });
    expect(body.link).toBeNull();
    const foreign = await client.createOrganization();
    expect((await client.call('DELETE', `/v1/invitations/${body.id}`, { orgId: foreign })).status).toBe(404);
    expect((await client.call<{ items: object[] }>('GET', '/v1/invitations', { orgId: foreign })).body.items).toEqual(
      [],
    );
    const role = await client.create(orgId, '/v1/roles', {
      name: unique(),
      grants: [{ permission: 'members:create' }],
    });
    const member = await memberOf(stack, client, orgId);
    await client.create(orgId, '/v1/role-assignments', { role_id: role, user_id: member.userId });
    const invite = await member.call('POST', '/v1/invitations', { body: { email, role: 'org_admin' } });
    expect([invite.status, codeOf(invite)]).toEqual([403, 'insufficient_permissions']);
    expect((await client.call('DELETE', `/v1/invitations/${body.id}`, { orgId })).status).toBe(204);
    const link = linkIn(await mailTo(stack.mailFolder, email, /^Join /));
    expect((await new Visitor(client).get(link)).status).toBe(404);
  });

  it.each(['short', 'password1234', 'qwertyqwerty', 'Passw0rd!!!!', 'aaaaaaaaaaaaaa'])(
    'does not take the password %j',
    async (password) => {
      const email = `${unique()}@example.com`;
      await client.call('POST', '/v1/invitations', { orgId, body: { email } });
      const link = linkIn(await mailTo(stack.mailFolder, email, /^Join /));
      const visitor = new Visitor(client);
      await visitor.get(link);
      expect((await visitor.post(`${link}/new`, { name: 'Ann', way: 'password', password })).status).toBe(400);
      expect(visitor.session).toBeUndefined();
    },
  );
});

describe('a password', () => {
  it('signs in, and leads back to where somebody wanted to go', async () => {
    const { email } = await newAccount(stack, client, orgId);
    const visitor = new Visitor(client);
    const answer = await visitor.enterPassword(email.toUpperCase(), PASSWORD, '/connect/github?x=1');
    expect([answer.status, answer.location]).toEqual([303, '/connect/github?x=1']);
    expect(await visitor.whoAmI()).toMatchObject({ email, orgId });
  });

  it('is the same however its characters are composed', async () => {
    const { visitor, email } = await newAccount(stack, client, orgId);
    await visitor.get('/account/password');
    await visitor.post('/account/password', { password: 'Zwölf Boxkämpfer jagen'.normalize('NFD') });
    expect((await new Visitor(client).enterPassword(email, 'Zwölf Boxkämpfer jagen'.normalize('NFC'))).status).toBe(
      303,
    );
  });

  it('is hashed anew with today’s cost when its owner signs in', async () => {
    const { email } = await newAccount(stack, client, orgId);
    const weaker = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    const stored = (set: string | null) =>
      withConnection(stack.ownerDatabaseUrl, async (database) => {
        const { rows } = await database.query<{ hash: string }>(
          `UPDATE person_passwords p SET hash = coalesce($2, hash) FROM users u WHERE u.id = p.user_id AND u.email = $1 RETURNING hash`,
          [email, set],
        );
        return rows[0]?.hash;
      });
    expect(await stored(weaker)).toBe(weaker);
    expect((await new Visitor(client).enterPassword(email, 'wrong wrong wrong')).status).toBe(401);
    expect(await stored(null)).toBe(weaker);
    expect((await new Visitor(client).enterPassword(email, PASSWORD)).status).toBe(303);
    expect(await stored(null)).toContain('m=19456,t=2,p=1');
    expect((await new Visitor(client).enterPassword(email, PASSWORD)).status).toBe(303);
  });

  it('is changed: other sessions end, this one stays, and its owner hears of it', async () => {
    const { email, visitor } = await newAccount(stack, client, orgId);
    const elsewhere = new Visitor(client);
    await elsewhere.enterPassword(email, PASSWORD);
    await visitor.get('/account/password');
    expect((await visitor.post('/account/password', { password: 'another good long one' })).status).toBe(303);
    expect(await elsewhere.whoAmI()).toBeNull();
    expect(await visitor.whoAmI()).not.toBeNull();
    await mailTo(stack.mailFolder, email, /has changed/);
    expect((await new Visitor(client).enterPassword(email, PASSWORD)).status).toBe(401);
  });

  it('that was forgotten is set anew with a link, once', async () => {
    const { email, visitor: before } = await newAccount(stack, client, orgId);
    const visitor = new Visitor(client);
    await visitor.get('/signin/reset');
    await visitor.post('/signin/reset', { email });
    const link = linkIn(await mailTo(stack.mailFolder, email, /new password/));
    await visitor.get(link);
    const token = visitor.field('token');
    expect((await visitor.post('/signin/new-password', { token, password: 'short' })).status).toBe(400);
    expect((await visitor.post('/signin/new-password', { token, password: 'yet another long one' })).status).toBe(303);
    expect(await visitor.whoAmI()).toMatchObject({ email });
    expect(await before.whoAmI()).toBeNull();
    await visitor.get('/signin');
    expect((await visitor.post('/signin/new-password', { token, password: 'one more that is long' })).status).toBe(404);
  });
});

describe('a link by e-mail', () => {
  it('signs in at once in the browser that asked for it', async () => {
    const { email } = await newAccount(stack, client, orgId);
    const visitor = new Visitor(client);
    await visitor.get('/signin');
    await visitor.post('/signin/link', { email, return_to: '/connect/x' });
    const answer = await visitor.get(linkIn(await mailTo(stack.mailFolder, email, /^Sign in/)));
    expect([answer.status, answer.location]).toEqual([303, '/connect/x']);
    expect(await visitor.whoAmI()).toMatchObject({ email });
  });
});

describe('an authenticator app', () => {
  it('is asked for from then on; other sessions end', async () => {
    const { email, visitor } = await newAccount(stack, client, orgId);
    const elsewhere = new Visitor(client);
    await elsewhere.enterPassword(email, PASSWORD);
    const { secret } = await addTotp(visitor);
    expect(await elsewhere.whoAmI()).toBeNull();
    expect(await visitor.whoAmI()).toMatchObject({ orgId, hurdle: null });
    const again = new Visitor(client);
    expect((await again.enterPassword(email, PASSWORD, '/connect/x')).location).toBe('/signin/verify');
    await again.get('/signin/verify');
    const answer = await again.post('/signin/verify', { code: await codeAt(secret) });
    expect([answer.status, answer.location]).toEqual([303, '/connect/x']);
    expect(await again.whoAmI()).toMatchObject({ email, orgId, hurdle: null });
  });

  it('is replaced by a recovery code, once each, and removed', async () => {
    const { email, visitor } = await newAccount(stack, client, orgId);
    const { codes } = await addTotp(visitor);
    const again = new Visitor(client);
    await again.enterPassword(email, PASSWORD);
    await again.get('/signin/verify');
    expect((await again.post('/signin/verify', { code: (codes[0] ?? '').toUpperCase() })).status).toBe(303);
    await again.get('/account');
    expect((await again.post('/account/totp/remove', {})).status).toBe(303);
    await mailTo(stack.mailFolder, email, /has changed/, 3);
    expect((await new Visitor(client).enterPassword(email, PASSWORD)).location).toBe('/account');
  });
});

describe('an organisation that asks for a second factor', () => {
  it('lets nobody do anything until they have set one up', async () => {
    const strict = await client.createOrganization();
    const { email, visitor } = await newAccount(stack, client, strict, 'org_admin');
    const admin = { cookie: `__Host-gwo_session=${visitor.session}` };
    const teams = () => client.call('GET', '/v1/teams', { token: null, headers: admin });
    expect((await teams()).status).toBe(200);
    const path = `/v1/orgs/${strict}/security`;
    expect((await client.call('PATCH', path, { body: { mfa_required: true } })).body).toEqual({ mfa_required: true });
    expect([(await teams()).status, codeOf(await teams())]).toEqual([403, 'mfa_required']);
    expect((await visitor.get('/signin/step-up?return_to=/connect/x')).location).toBe('/signin/enrol');
    const { text } = await visitor.get('/signin/enrol');
    const secret = (/<p class="code">([A-Z2-7 ]+)</.exec(text)?.[1] ?? '').replaceAll(' ', '');
    const fields = { sealed: visitor.field('sealed'), code: await codeAt(secret) };
    expect((await visitor.post('/signin/enrol/totp', fields)).text).toContain('recovery codes');
    expect((await visitor.post('/signin/enrol/done', {})).location).toBe('/connect/x');
    admin.cookie = `__Host-gwo_session=${visitor.session}`;
    expect((await teams()).status).toBe(200);
    expect((await new Visitor(client).enterPassword(email, PASSWORD)).location).toBe('/signin/verify');
  });

  it('is set by who may, shortly after they signed in', async () => {
    const admin = await memberOf(stack, client, orgId, {
      role: 'org_admin',
      authenticatedAtMs: Date.now() - 3_600_000,
    });
    const late = await admin.call('PATCH', `/v1/orgs/${orgId}/security`, { body: { mfa_required: true } });
    expect([late.status, codeOf(late)]).toEqual([403, 'reauthentication_required']);
    const member = await memberOf(stack, client, orgId);
    expect(await member.status('PATCH', `/v1/orgs/${orgId}/security`, { mfa_required: true })).toBe(403);
    const foreign = await client.createOrganization();
    expect(await admin.status('GET', `/v1/orgs/${foreign}/security`)).toBe(404);
  });
});

it('leads who was signed in long ago through a new sign-in, and back, into the same organisation', async () => {
  const { email, visitor } = await newAccount(stack, client, orgId);
  const before = await visitor.whoAmI();
  await visitor.get('/signin/confirm?return_to=/account/password');
  await sleep(2);
  const answer = await visitor.post('/signin/password', { email, password: PASSWORD, return_to: '/account/password' });
  expect([answer.status, answer.location]).toEqual([303, '/account/password']);
  const after = await visitor.whoAmI();
  expect(after?.authenticatedAtMs).toBeGreaterThan(before?.authenticatedAtMs ?? Infinity);
  expect(after).toMatchObject({ orgId });
  expect(after?.sessionId).not.toBe(before?.sessionId);
});

describe('pages', () => {
  it('have the theme that somebody chose on the dashboard, and the system’s for whatever else a cookie says', async () => {
    const visitor = new Visitor(client);
    for (const [cookie, expected] of [['dark', ' data-theme="dark"'], ['light', ' data-theme="light"'], ['"><b>', '']]) {
      visitor.cookies.set('gwo_theme', cookie ?? '');
      expect((await visitor.get('/signin')).text).toContain(`<html lang="en"${expected}>`);
    }
  }); // prettier-ignore

  it('lead to the account, and to no dashboard, where none is served', async () => {
    const { email, visitor } = await newAccount(stack, client, orgId);
    await visitor.get('/signin');
    const { location } = await visitor.post('/signin/password', { email, password: PASSWORD });
    expect(location).toBe('/');
    expect(await visitor.get(location)).toMatchObject({ status: 303, location: '/account' });
    const { text } = await visitor.get('/account');
    expect(text).toContain('Your account');
    expect(text).not.toContain('Go to the dashboard');
  });

  it('say at the field what is wrong with it', async () => {
    const visitor = new Visitor(client);
    await visitor.get('/signin');
    for (const path of ['/signin', '/signin/reset']) {
      const { status, text } = await visitor.post(path, { email: 'nobody' });
      expect([path, status]).toEqual([path, path === '/signin' ? 200 : 400]);
      expect(text).toMatch(/<title>Error: /);
      expect(text).toMatch(/<input id="email"[^>]* aria-invalid="true" aria-describedby="email-problem">/);
    }
  });
});

it('writes sign-ins, right and wrong, into the audit log of the organisation', async () => {
  const { email } = await newAccount(stack, client, orgId);
  await new Visitor(client).enterPassword(email, 'wrong wrong wrong');
  await new Visitor(client).enterPassword(email, PASSWORD);
  const deadlineMs = performance.now() + 10_000;
  let events: string[] = [];
  while (events.length < 4 && performance.now() < deadlineMs) {
    const { body } = await client.call<{ items: { event_type: string; actor: { email: string | null } }[] }>('GET', '/v1/audit-logs?limit=200', { orgId }); // prettier-ignore
    events = (body.items ?? []).filter(({ actor }) => actor?.email === email).map(({ event_type }) => event_type);
    await sleep(50);
  }
  expect(events.toSorted()).toEqual(['user.created', 'user.login', 'user.login', 'user.login_failed']);
  expect(await mailsTo(stack.mailFolder, email)).toHaveLength(1);
});
