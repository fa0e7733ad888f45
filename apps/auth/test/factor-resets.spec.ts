import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditLogPage } from '@gatewayops/contracts';
import { beforeAll, expect, it } from '@jest/globals';
import { addTotp, newAccount, PASSWORD } from './accounts.js';
import { AuthClient, codeOf } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { mailTo } from './mailbox.js';
import { memberOf, type SignedIn } from './signed-in.js';
import { Visitor } from './visitor.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let orgId: string;
let admin: SignedIn;

beforeAll(async () => {
  orgId = await client.createOrganization();
  admin = await memberOf(stack, client, orgId, { role: 'org_admin' });
});

const reset = (who: SignedIn, userId: string) => who.call('POST', `/v1/users/${userId}/reset-factors`);

/** Somebody with an authenticator app. */
async function withApp(role?: string) {
  const { email, visitor } = await newAccount(stack, client, orgId, role);
  const { codes } = await addTotp(visitor);
  const userId = (await visitor.whoAmI())?.userId ?? '';
  return { email, visitor, userId, codes };
}

it('lets who has lost their factors in again with what is left, ends their sessions, tells them, and is written down', async () => {
  const { email, visitor, userId } = await withApp();
  expect((await reset(admin, userId)).status).toBe(204);
  expect(await visitor.whoAmI()).toBeNull();
  expect((await new Visitor(client).enterPassword(email, PASSWORD)).location).toBe('/account');
  expect((await mailTo(stack.mailFolder, email, /has changed/, 2)).text).toContain('administrator');
  const resets = async () => {
    const path = `/v1/audit-logs?event_type=user.updated&resource_id=${userId}`;
    const { body } = await client.call<AuditLogPage>('GET', path, { orgId });
    return body.items.filter(({ details }) => details['sign_in'] === 'factors_reset');
  };
  const deadlineMs = performance.now() + 20_000;
  while ((await resets()).length === 0 && performance.now() < deadlineMs) await sleep(50);
  expect(await resets()).toMatchObject([
    { actor: { id: admin.userId }, details: { authenticator_app: true, passkeys: 0 } },
  ]);
});

it('is refused to who may not, who signed in long ago, a key, and for oneself', async () => {
  const { visitor, userId } = await withApp();
  const member = await memberOf(stack, client, orgId);
  expect((await reset(member, userId)).status).toBe(403);
  const late = await memberOf(stack, client, orgId, {
    role: 'org_admin',
    authenticatedAtMs: Date.now() - 3_600_000,
  });
  expect(codeOf(await reset(late, userId))).toBe('reauthentication_required');
  const { key } = await client.createKey(orgId, { scopes: { mcp: [], permissions: ['members:update'] } });
  const path = `/v1/users/${userId}/reset-factors`;
  expect((await client.call('POST', path, { token: `Bearer ${key}` })).status).toBe(403);
  expect((await reset(admin, admin.userId)).status).toBe(409);
  expect(await visitor.whoAmI()).not.toBeNull();
});

it('takes an owner’s factors for an owner only', async () => {
  const owner = await withApp('org_admin');
  const role = await client.create(orgId, '/v1/roles', {
    name: `helper-${owner.userId}`,
    grants: [{ permission: 'members:update' }],
  });
  const helper = await memberOf(stack, client, orgId);
  await client.create(orgId, '/v1/role-assignments', { role_id: role, user_id: helper.userId });
  const simple = await withApp('org_viewer');
  expect((await reset(helper, owner.userId)).status).toBe(403);
  expect(await owner.visitor.whoAmI()).not.toBeNull();
  expect((await reset(helper, simple.userId)).status).toBe(204);
  expect((await reset(admin, owner.userId)).status).toBe(204);
});

it('factor reset through another organisation: adding somebody there gives no right over their factors', async () => {
  const { email, visitor, userId } = await withApp();
  const foreign = await client.createOrganization();
  const thief = await memberOf(stack, client, foreign, { role: 'org_admin' });
  expect((await reset(thief, userId)).status).toBe(404);
  await client.create(foreign, '/v1/members', { email, role: 'org_member' });
  expect((await reset(thief, userId)).status).toBe(409);
  expect((await reset(admin, userId)).status).toBe(409);
  expect(await visitor.whoAmI()).not.toBeNull();
  expect((await client.call('POST', `/v1/users/${userId}/reset-factors`, { orgId })).status).toBe(204);
  expect(await visitor.whoAmI()).toBeNull();
});
