import { beforeAll, describe, expect, it } from '@jest/globals';
import { Member, MemberPage, User, UserPage } from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import { addTotp, newAccount } from './accounts.js';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { memberOf, type SignedIn } from './signed-in.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let orgId: string;
let admin: SignedIn;
let member: SignedIn;
/** Somebody with an authenticator app, and somebody with two passkeys. */
let app: string;
let passkeys: string;

beforeAll(async () => {
  orgId = await client.createOrganization();
  admin = await memberOf(stack, client, orgId, { role: 'org_admin' });
  member = await memberOf(stack, client, orgId);
  const { visitor } = await newAccount(stack, client, orgId);
  await addTotp(visitor);
  app = (await visitor.whoAmI())?.userId ?? '';
  passkeys = await client.create(orgId, '/v1/members', { email: `${unique()}@example.com` });
  await withConnection(stack.ownerDatabaseUrl, async (connection) => {
    await connection.query(`SELECT set_config('app.user_id', $1, false)`, [passkeys]);
    await connection.query(
      `INSERT INTO person_passkeys (user_id, credential_id, public_key, counter, name, backed_up)
       SELECT $1::uuid, $1::text || n, 'x', 0, 'Key', false FROM generate_series(1, 2) n`,
      [passkeys],
    );
  });
});

const factorsSeenBy = async (who: SignedIn, query = '') => {
  const members = MemberPage.parse((await who.call('GET', `/v1/members${query}`)).body).items;
  const users = UserPage.parse((await who.call('GET', `/v1/users${query}`)).body).items;
  const seen = Object.fromEntries(members.map(({ user_id, second_factor }) => [user_id, second_factor]));
  expect(Object.fromEntries(users.map(({ id, second_factor }) => [id, second_factor]))).toEqual(seen);
  return seen;
};

describe('GET /v1/members, /v1/users', () => {
  it('200: tells who may change members which second factors people have', async () => {
    const none = { totp: false, passkeys: 0 };
    expect(await factorsSeenBy(admin)).toEqual({
      [admin.userId]: none,
      [member.userId]: none,
      [app]: { totp: true, passkeys: 0 },
      [passkeys]: { totp: false, passkeys: 2 },
    });
    const one = Member.parse((await admin.call('GET', `/v1/members/${passkeys}`)).body);
    const same = User.parse((await admin.call('GET', `/v1/users/${passkeys}`)).body);
    for (const person of [one, same]) expect(person.second_factor).toEqual({ totp: false, passkeys: 2 });
  });

  it('200: tells nobody else', async () => {
    expect(new Set(Object.values(await factorsSeenBy(member)))).toEqual(new Set([null]));
    for (const path of [`/v1/members/${app}`, `/v1/users/${app}`])
      expect(await member.call('GET', path)).toMatchObject({ status: 200, body: { second_factor: null } });
  });

  it('200: finds who has none, and who has one', async () => {
    expect(new Set(Object.keys(await factorsSeenBy(admin, '?second_factor=none')))).toEqual(
      new Set([admin.userId, member.userId]),
    );
    expect(new Set(Object.keys(await factorsSeenBy(admin, '?second_factor=set')))).toEqual(new Set([app, passkeys]));
    const first = MemberPage.parse((await admin.call('GET', '/v1/members?second_factor=none&limit=1')).body);
    const path = `/v1/members?second_factor=none&limit=1&cursor=${first.cursor}`;
    const rest = MemberPage.parse((await admin.call('GET', path)).body);
    expect([first.items.length, rest.items.length, rest.has_more]).toEqual([1, 1, false]);
  });

  it('403: keeps the search from who may not see them, 400: knows two answers', async () => {
    for (const path of ['/v1/members', '/v1/users']) {
      const answer = await member.call('GET', `${path}?second_factor=none`);
      expect([answer.status, codeOf(answer)]).toEqual([403, 'insufficient_permissions']);
      expect(await admin.status('GET', `${path}?second_factor=maybe`)).toBe(400);
    }
  });

  it('404: knows no member of another organisation', async () => {
    const other = await client.createOrganization();
    expect((await client.call('GET', `/v1/members/${app}`, { orgId: other })).status).toBe(404);
  });
});
