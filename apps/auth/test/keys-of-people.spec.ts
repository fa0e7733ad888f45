import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiKey, IssuedApiKey, KeyVerdict } from '@gatewayops/contracts';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { memberOf, type SignedIn } from './signed-in.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
const ALL = [{ server: '*', tools: ['*'], resources: ['*'], prompts: ['*'] }];
const FEW = [{ server: 'git*', tools: ['read_*'], resources: [], prompts: [] }];
let orgId: string;
let red: string;
let member: SignedIn;
let redAdmin: SignedIn;

beforeAll(async () => {
  orgId = await client.createOrganization();
  red = await client.create(orgId, '/v1/teams', { name: 'Red' });
  member = await memberOf(stack, client, orgId);
  redAdmin = await memberOf(stack, client, orgId);
  await client.create(orgId, `/v1/teams/${red}/members`, { user_id: redAdmin.userId, role: 'team_admin' });
});

const issue = (who: SignedIn, body: object) =>
  who.call<IssuedApiKey>('POST', '/v1/auth/keys', { body: { name: 'k', ...body } });
const scopesOf = (verdict: KeyVerdict) => (verdict.valid ? verdict.principal.scopes : verdict);
const refused = (answer: { status: number; body: unknown }) =>
  expect([answer.status, codeOf(answer as never)]).toEqual([403, 'insufficient_permissions']);

describe('a member', () => {
  it('issues keys that are their own, and nobody else’s', async () => {
    const { status, body } = await issue(member, { scopes: { mcp: ALL } });
    expect([status, body.user_id, body.created_by]).toEqual([201, member.userId, member.userId]);
    refused(await issue(member, { user_id: redAdmin.userId }));
    refused(await issue(member, { team_id: red }));
    refused(
      await issue(member, {
        service_account_id: await client.create(orgId, '/v1/service-accounts', { name: unique() }),
      }),
    );
  });

  it('rotates and revokes their own only', async () => {
    const mine = (await issue(member, {})).body;
    const yours = (await issue(redAdmin, {})).body;
    refused(await member.call('POST', `/v1/auth/keys/${yours.id}/rotate`, { body: {} }));
    refused(await member.call('DELETE', `/v1/auth/keys/${yours.id}`));
    expect(await member.status('POST', `/v1/auth/keys/${mine.id}/rotate`, {})).toBe(201);
    expect(await member.status('DELETE', `/v1/auth/keys/${mine.id}`)).toBe(204);
  });

  it('gives a key no permission that they lack', async () => {
    refused(await issue(member, { scopes: { mcp: [], permissions: ['audit:read'] } }));
    expect((await issue(member, { scopes: { mcp: [], permissions: ['costs:read'] } })).status).toBe(201);
  });
});

describe('a team’s administrator', () => {
  it('issues keys of the team, and sees and revokes all of the team’s', async () => {
    const { status, body } = await issue(redAdmin, { team_id: red });
    expect([status, body.user_id, body.team_id]).toEqual([201, null, red]);
    const other = await client.createKey(orgId, { team_id: red });
    expect(await redAdmin.status('DELETE', `/v1/auth/keys/${other.id}`)).toBe(204);
    refused(await issue(redAdmin, { team_id: red, user_id: member.userId }));
  });
});

describe('a key with an owner', () => {
  it('may do what both it and they may, as their roles change', async () => {
    const owner = await memberOf(stack, client, orgId);
    const { key } = (await issue(owner, { scopes: { mcp: ALL, permissions: ['costs:read', 'members:read'] } })).body;
    expect(scopesOf(await client.validate(key))).toEqual({ mcp: ALL, permissions: ['costs:read', 'members:read'] });
    await client.call('PATCH', `/v1/members/${owner.userId}`, { orgId, body: { role: 'org_viewer' } });
    expect(scopesOf(await client.validate(key))).toEqual({ mcp: [], permissions: ['costs:read'] });
    const role = await client.create(orgId, '/v1/roles', { name: unique(), mcp: FEW });
    await client.create(orgId, '/v1/role-assignments', { role_id: role, user_id: owner.userId });
    expect(scopesOf(await client.validate(key))).toEqual({ mcp: FEW, permissions: ['costs:read'] });
    // Narrower than the key that they have, they cannot have its like again.
    refused(await issue(owner, { scopes: { mcp: ALL } }));
  });

  it('ends with them', async () => {
    const owner = await memberOf(stack, client, orgId);
    const { key } = (await issue(owner, {})).body;
    await client.call('DELETE', `/v1/members/${owner.userId}`, { orgId });
    expect(await client.validate(key)).toMatchObject({ valid: false, reason: 'revoked' });
  });
});

describe('a service account', () => {
  it('has keys that may do what its role allows, while it is enabled', async () => {
    const account = await client.create(orgId, '/v1/service-accounts', {
      name: unique(),
      role: 'org_viewer',
      team_id: red,
    });
    const issued = await client.createKey(orgId, {
      service_account_id: account, scopes: { mcp: ALL, permissions: ['costs:read', 'teams:read'] },
    }); // prettier-ignore
    expect(issued).toMatchObject({ service_account_id: account, team_id: red, user_id: null });
    expect(scopesOf(await client.validate(issued.key))).toEqual({ mcp: [], permissions: ['costs:read'] });
    const patch = (body: object) => client.call('PATCH', `/v1/service-accounts/${account}`, { orgId, body });
    await patch({ role: 'org_admin' });
    expect(scopesOf(await client.validate(issued.key))).toEqual({
      mcp: ALL,
      permissions: ['costs:read', 'teams:read'],
    });
    await patch({ enabled: false });
    expect(await client.validate(issued.key)).toMatchObject({ valid: false, reason: 'revoked' });
    await patch({ enabled: true });
    expect(await client.validate(issued.key)).toMatchObject({ valid: true, principal: { serviceAccountId: account } });
    await client.call('DELETE', `/v1/service-accounts/${account}`, { orgId });
    expect(await client.validate(issued.key)).toMatchObject({ valid: false, reason: 'revoked' });
    expect((await client.getKey(orgId, issued.id)).status).toBe('revoked');
  });

  it('and a person cannot own one key together', async () => {
    const account = await client.create(orgId, '/v1/service-accounts', { name: unique() });
    const body = { name: 'k', user_id: member.userId, service_account_id: account };
    expect((await client.call('POST', '/v1/auth/keys', { orgId, body })).status).toBe(400);
  });
});

describe('allowed addresses', () => {
  it('hold at the APIs, and are part of the verdict', async () => {
    const scopes = { mcp: [], permissions: ['teams:read'] };
    const call = async (allowed_addresses: string[]) => {
      const { key } = await client.createKey(orgId, { scopes, allowed_addresses });
      expect(await client.validate(key)).toMatchObject({ principal: { allowedAddresses: allowed_addresses } });
      return (await client.call('GET', '/v1/teams', { token: `Bearer ${key}` })).status;
    };
    expect(await call(['127.0.0.0/8', '::1'])).toBe(200);
    expect(await call(['203.0.113.0/24'])).toBe(403);
    expect((await client.call('POST', '/v1/auth/keys', { orgId, body: { name: 'k', allowed_addresses: ['everywhere'] } })).status).toBe(400); // prettier-ignore
  });
});

it('lists keys by service account', async () => {
  const account = await client.create(orgId, '/v1/service-accounts', { name: unique() });
  const key = await client.createKey(orgId, { service_account_id: account });
  const { body } = await client.call<{ items: ApiKey[] }>('GET', `/v1/auth/keys?service_account_id=${account}`, {
    orgId,
  });
  expect(body.items.map(({ id }) => id)).toEqual([key.id]);
});
