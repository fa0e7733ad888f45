import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  ErrorBody,
  PermissionList,
  type PermissionVerdict,
  type Role,
  type RoleAssignment,
} from '@gatewayops/contracts';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { memberOf, type SignedIn } from './signed-in.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let orgId: string;
let red: string;
let blue: string;
let admin: SignedIn;
let member: SignedIn;
let viewer: SignedIn;
let redAdmin: SignedIn;

beforeAll(async () => {
  orgId = await client.createOrganization();
  red = await client.create(orgId, '/v1/teams', { name: 'Red' });
  blue = await client.create(orgId, '/v1/teams', { name: 'Blue' });
  admin = await memberOf(stack, client, orgId, { role: 'org_admin' });
  member = await memberOf(stack, client, orgId);
  viewer = await memberOf(stack, client, orgId, { role: 'org_viewer' });
  redAdmin = await memberOf(stack, client, orgId);
  await client.create(orgId, `/v1/teams/${red}/members`, { user_id: redAdmin.userId, role: 'team_admin' });
});

const mayNot = (answer: { status: number; body: unknown }) => {
  expect([answer.status, codeOf(answer as never)]).toEqual([403, 'insufficient_permissions']);
};

describe('roles of the organisation', () => {
  it('let an administrator do all, a member what the specification says, a viewer read', async () => {
    for (const [who, status] of [[admin, 200], [member, 200], [viewer, 403]] as const) {
      expect(await who.status('GET', '/v1/auth/keys')).toBe(status);
    } // prettier-ignore
    expect(await admin.status('POST', '/v1/teams', { name: unique() })).toBe(201);
    mayNot(await member.call('POST', '/v1/teams', { body: { name: 'Mine' } }));
    mayNot(await viewer.call('PATCH', `/v1/orgs/${orgId}`, { body: { name: 'Mine' } }));
    expect(await admin.status('PATCH', `/v1/orgs/${orgId}`, { name: 'Ours' })).toBe(200);
    expect(await viewer.status('GET', `/v1/orgs/${orgId}`)).toBe(200);
  });

  it('leave plan and limits of the organisation to the operator', async () => {
    const answer = await admin.call('PATCH', `/v1/orgs/${orgId}`, { body: { plan: 'enterprise' } });
    mayNot(answer);
    expect(ErrorBody.parse(answer.body).error.details).toMatchObject([{ field: 'plan' }]);
    mayNot(await admin.call('GET', '/v1/orgs'));
  });

  it('keep people to their own organisation, whatever they name', async () => {
    const other = await client.createOrganization();
    expect((await admin.call('GET', `/v1/orgs/${other}`)).status).toBe(404);
    expect((await admin.call('GET', '/v1/teams', { orgId: other })).status).toBe(404);
  });

  it('leave an organisation an administrator', async () => {
    const lonely = await client.createOrganization();
    const last = await memberOf(stack, client, lonely, { role: 'org_admin' });
    for (const [method, body] of [['DELETE'], ['PATCH', { role: 'org_member' }]] as const) {
      const answer = await last.call(method, `/v1/members/${last.userId}`, { body });
      expect([answer.status, codeOf(answer)]).toEqual([409, 'conflict']);
    }
  });
});

describe('a team’s administrator', () => {
  it('works in that team and in no other', async () => {
    expect(await redAdmin.status('PATCH', `/v1/teams/${red}`, { name: 'Redder' })).toBe(200);
    mayNot(await redAdmin.call('PATCH', `/v1/teams/${blue}`, { body: { name: 'Mine' } }));
    expect(await redAdmin.status('POST', `/v1/teams/${red}/members`, { user_id: member.userId })).toBe(201);
    mayNot(await redAdmin.call('POST', `/v1/teams/${blue}/members`, { body: { user_id: redAdmin.userId } }));
    expect(await redAdmin.status('POST', '/v1/projects', { team_id: red, name: unique() })).toBe(201);
    mayNot(await redAdmin.call('POST', '/v1/projects', { body: { team_id: blue, name: unique() } }));
    expect(await redAdmin.status('POST', '/v1/service-accounts', { team_id: red, name: unique() })).toBe(201);
    mayNot(await redAdmin.call('POST', '/v1/service-accounts', { body: { name: unique() } }));
  });

  it('sees of lists what is the team’s', async () => {
    await client.create(orgId, '/v1/service-accounts', { name: unique() });
    await client.create(orgId, '/v1/service-accounts', { name: unique(), team_id: blue });
    const { body } = await redAdmin.call<{ items: { team_id: string }[] }>('GET', '/v1/service-accounts');
    expect(new Set(body.items.map(({ team_id }) => team_id))).toEqual(new Set([red]));
  });
});

describe('roles of the organisation’s own', () => {
  const grantsOf = (...names: string[]) => names.map((permission) => ({ permission }));

  it('give what they say from the next call on, and take it back as fast', async () => {
    const someone = await memberOf(stack, client, orgId, { role: 'org_viewer' });
    const role = (
      await admin.call<Role>('POST', '/v1/roles', { body: { name: unique(), grants: grantsOf('teams:*') } })
    ).body;
    mayNot(await someone.call('POST', '/v1/teams', { body: { name: unique() } }));
    const given = await admin.call<RoleAssignment>('POST', '/v1/role-assignments', { body: { role_id: role.id, user_id: someone.userId } }); // prettier-ignore
    expect(given.status).toBe(201);
    expect(await someone.status('POST', '/v1/teams', { name: unique() })).toBe(201);
    expect(await admin.status('PATCH', `/v1/roles/${role.id}`, { grants: grantsOf('teams:read') })).toBe(200);
    mayNot(await someone.call('POST', '/v1/teams', { body: { name: unique() } }));
    expect(await someone.status('GET', '/v1/teams')).toBe(200);
    expect(await admin.status('DELETE', `/v1/role-assignments/${given.body.id}`)).toBe(204);
    mayNot(await someone.call('GET', '/v1/teams'));
  });

  it('reach no further than the team that they are given for', async () => {
    const someone = await memberOf(stack, client, orgId, { role: 'org_viewer' });
    const role = await client.create(orgId, '/v1/roles', { name: unique(), grants: grantsOf('*') });
    await client.create(orgId, '/v1/role-assignments', { role_id: role, user_id: someone.userId, team_id: blue });
    expect(await someone.status('PATCH', `/v1/teams/${blue}`, { name: 'Bluer' })).toBe(200);
    mayNot(await someone.call('PATCH', `/v1/teams/${red}`, { body: { name: 'Mine' } }));
    mayNot(await someone.call('GET', '/v1/roles'));
    mayNot(await someone.call('POST', '/v1/members', { body: { email: `${unique()}@example.com` } }));
  });

  it('are never a way to more than one has', async () => {
    const manager = await memberOf(stack, client, orgId);
    const mine = await client.create(orgId, '/v1/roles', { name: unique(), grants: grantsOf('roles:*', 'members:*') });
    await client.create(orgId, '/v1/role-assignments', { role_id: mine, user_id: manager.userId });
    mayNot(await manager.call('POST', '/v1/roles', { body: { name: unique(), grants: grantsOf('*') } }));
    mayNot(await manager.call('PATCH', `/v1/roles/${mine}`, { body: { grants: grantsOf('roles:*', 'audit:read') } }));
    mayNot(await manager.call('PATCH', `/v1/members/${manager.userId}`, { body: { role: 'org_admin' } }));
    mayNot(await manager.call('DELETE', `/v1/members/${admin.userId}`));
    mayNot(
      await manager.call('POST', '/v1/members', { body: { email: `${unique()}@example.com`, role: 'org_admin' } }),
    );
    const all = await client.create(orgId, '/v1/roles', { name: unique(), grants: grantsOf('*') });
    mayNot(await manager.call('POST', '/v1/role-assignments', { body: { role_id: all, user_id: manager.userId } }));
    expect(await manager.status('POST', '/v1/roles', { name: unique(), grants: grantsOf('members:read') })).toBe(201);
  });

  it('know only permissions that exist', async () => {
    const answer = await admin.call('POST', '/v1/roles', {
      body: { name: unique(), grants: grantsOf('everything:read') },
    });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
  });
});

describe('GET /v1/auth/permissions', () => {
  it('says what one may do, how far, by which role, and why not', async () => {
    const { items } = PermissionList.parse((await redAdmin.call('GET', '/v1/auth/permissions')).body);
    const of = (name: string) => items.find(({ permission }) => permission === name);
    expect(of('traces:read')).toMatchObject({ allowed: true, reach: 'organization', granted_by: ['org_member'] });
    expect(of('teams:update')).toMatchObject({
      allowed: true,
      reach: 'team',
      team_ids: [red],
      granted_by: ['team_admin'],
    });
    expect(of('audit:read')).toMatchObject({
      allowed: false,
      reach: null,
      why_not: expect.stringContaining('org_member'),
    });
  });
});

describe('POST /internal/v1/auth/check-permission', () => {
  const check = async (body: object) =>
    (await client.internal<PermissionVerdict>('POST', '/internal/v1/auth/check-permission', { orgId, ...body })).body;

  it('answers for a person, a team and an owner', async () => {
    const userId = redAdmin.userId;
    expect(await check({ userId, permission: 'teams:update', teamId: red })).toMatchObject({ allowed: true });
    expect(await check({ userId, permission: 'teams:update', teamId: blue })).toMatchObject({ allowed: false });
    expect(await check({ userId, permission: 'teams:update' })).toMatchObject({ allowed: false });
    expect(await check({ userId, permission: 'api_keys:delete', ownerId: userId })).toMatchObject({ allowed: true });
    expect(await check({ userId, permission: 'api_keys:delete', ownerId: admin.userId })).toMatchObject({
      allowed: false,
    });
    const stranger = '00000000-0000-7000-8000-000000000000';
    expect(await check({ userId: stranger, permission: 'traces:read' })).toMatchObject({ allowed: false });
  });

  it('knows of a change at once', async () => {
    const someone = await memberOf(stack, client, orgId);
    const asked = { userId: someone.userId, permission: 'costs:read' };
    expect(await check(asked)).toMatchObject({ allowed: true });
    await client.call('DELETE', `/v1/members/${someone.userId}`, { orgId });
    expect(await check(asked)).toMatchObject({ allowed: false });
  });
});
