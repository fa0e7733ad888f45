import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { OrganizationContents, redisKeys, type CurrentSession, type IssuedInvitation } from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import { connectRedis } from '@gatewayops/redis';
import { migrate } from '../dist/database/schema.js';
import { until } from './audit-chains.js';
import { auditTrail } from './audit-trail.js';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { startAuth } from './auth-process.js';
import { ownRedisUrl, useAuthStack } from './auth-stack.js';
import { memberOf, signIn, type SignedIn } from './signed-in.js';
import { Visitor } from './visitor.js';

const stack = useAuthStack();
const client = new AuthClient(stack);

interface Filled {
  orgId: string;
  name: string;
  admin: SignedIn;
  key: string;
}

/** An organisation with something of most that there is. */
async function filled(): Promise<Filled> {
  const orgId = await client.createOrganization();
  const { name } = (await client.call<{ name: string }>('GET', `/v1/orgs/${orgId}`)).body;
  const make = (path: string, body: object) => client.create(orgId, path, body);
  const admin = await memberOf(stack, client, orgId, { role: 'org_admin' });
  const team = await make('/v1/teams', { name: 'Team' });
  await make(`/v1/teams/${team}/members`, { user_id: admin.userId });
  await make('/v1/projects', { team_id: team, name: 'Project' });
  const role = await make('/v1/roles', { name: 'Role' });
  await make('/v1/role-assignments', { role_id: role, user_id: admin.userId });
  await make('/v1/service-accounts', { name: 'Account', team_id: team });
  await make('/v1/mcp-servers', { name: 'server', transport: { type: 'stdio', catalog_entry: 'memory' } });
  await make('/v1/virtual-servers', { name: 'virtual', tools: [] });
  await make('/v1/saved-views', { page: 'traces', name: 'View', query: '', shared: true });
  await make('/v1/invitations', { email: `${unique()}@example.com` });
  await make('/v1/oauth-clients', { name: 'Client', redirect_uris: ['https://client.example/'] });
  await make('/v1/token-issuers', { name: 'Issuer', issuer: `https://${unique()}.example`, people: {} });
  await make('/v1/sso/domains', { domain: `${unique()}.example` });
  await make('/v1/sso/scim-tokens', { name: 'Token' });
  const first = await client.createKey(orgId, { team_id: team });
  await client.call('POST', `/v1/auth/keys/${first.id}/rotate`, { orgId, body: {} });
  return { orgId, name, admin, key: (await client.createKey(orgId, { team_id: team })).key };
}

const remove = (who: SignedIn, orgId: string, name: unknown) =>
  who.call('DELETE', `/v1/orgs/${orgId}`, { body: { name } });
const refused = (answer: { status: number; body: unknown }) => [answer.status, codeOf(answer as never)];

/** What is kept of an organisation that was deleted, and of none is erased. */
const KEPT = /^(audit_|auth_outbox|organization_deletions$|upstream_revocations$)/;

/** How many rows each table has of an organisation, where it has any. */
async function rowsOf(orgId: string, databaseUrl = stack.ownerDatabaseUrl): Promise<Record<string, number>> {
  return withConnection(databaseUrl, async (connection) => {
    const tables = await connection.query<{ name: string }>(
      `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = 'public' AND c.column_name = 'org_id' AND t.table_type = 'BASE TABLE'`,
    );
    const counts: Record<string, number> = {};
    await connection.query(`SELECT set_config('app.org_id', $1, false)`, [orgId]);
    for (const { name } of tables.rows.filter((table) => !KEPT.test(table.name))) {
      const statement = `SELECT count(*)::int AS count FROM ${name} WHERE org_id = $1`;
      const count = (await connection.query<{ count: number }>(statement, [orgId])).rows[0]?.count ?? 0;
      if (count > 0) counts[name] = count;
    }
    return counts;
  });
}

describe('DELETE /v1/orgs/{id}: refusals', () => {
  let org: Filled;
  beforeAll(async () => {
    org = await filled();
  });

  it('400: asks for the name as it is', async () => {
    for (const name of [org.name.toUpperCase(), ` ${org.name}`, '', undefined])
      expect(refused(await remove(org.admin, org.orgId, name))).toEqual([400, 'validation_error']);
  });

  it('403: is for administrators, who have just signed in', async () => {
    const member = await memberOf(stack, client, org.orgId);
    expect(refused(await remove(member, org.orgId, org.name))).toEqual([403, 'insufficient_permissions']);
    expect(await member.status('GET', `/v1/orgs/${org.orgId}/contents`)).toBe(403);
    const late = await memberOf(stack, client, org.orgId, { role: 'org_admin', authenticatedAtMs: Date.now() - 3_600_000 }); // prettier-ignore
    expect(refused(await remove(late, org.orgId, org.name))).toEqual([403, 'reauthentication_required']);
  });

  it('404: is not for another organisation’s, nor for the operator by a name that is not there', async () => {
    const other = await filled();
    expect(refused(await remove(other.admin, org.orgId, org.name))).toEqual([404, 'not_found']);
    for (const id of ['00000000-0000-0000-0000-000000000000', '00000000-0000-7000-8000-000000000000']) {
      const answer = await client.call('DELETE', `/v1/orgs/${id}`, { body: { name: org.name } });
      expect(refused(answer)).toEqual([404, 'not_found']);
    }
    const mistaken = await client.call('DELETE', `/v1/orgs/${org.orgId}`, { body: { name: other.name } });
    expect(refused(mistaken)).toEqual([400, 'validation_error']);
    expect((await client.validate(org.key)).valid).toBe(true);
  });

  it('200: says what would be lost', async () => {
    const { body } = await org.admin.call('GET', `/v1/orgs/${org.orgId}/contents`);
    expect(OrganizationContents.parse(body)).toMatchObject({
      teams: 1,
      projects: 1,
      mcp_servers: 1,
      active_api_keys: 3,
    });
  });
});

describe('DELETE /v1/orgs/{id}: 204', () => {
  it('ends keys, sessions and invitations on every replica at once, and leaves other organisations alone', async () => {
    const [org, other] = [await filled(), await filled()];
    const invited = await client.call<IssuedInvitation>('POST', '/v1/invitations', { orgId: org.orgId, body: { email: `${unique()}@example.com` } }); // prettier-ignore
    const link = invited.body.link;
    const before = await rowsOf(other.orgId);
    const replica = await startAuth(stack.environment);
    const replicas = [client, new AuthClient(stack, replica.url)];
    try {
      for (const one of replicas) expect((await one.validate(org.key)).valid).toBe(true);
      expect((await remove(org.admin, org.orgId, org.name)).status).toBe(204);
      await sleep(500);
      for (const one of replicas) {
        expect(await one.validate(org.key)).toMatchObject({ valid: false });
        expect((await one.validate(other.key)).valid).toBe(true);
        expect((await one.call('GET', `/v1/orgs/${org.orgId}`)).status).toBe(404);
        expect((await one.call('GET', '/v1/teams', { orgId: org.orgId })).status).toBe(404);
      }
    } finally {
      await replica.stop();
    }
    const session = await org.admin.call<CurrentSession>('GET', '/v1/auth/session');
    expect(session).toMatchObject({ status: 200, body: { organization_id: null, organizations: [] } });
    expect(await org.admin.status('GET', '/v1/teams')).toBe(403);
    expect((await remove(org.admin, org.orgId, org.name)).status).toBe(403);
    if (link !== null) expect((await new Visitor(client).get(new URL(link).pathname)).status).not.toBe(200);
    await until(async () => Object.keys(await rowsOf(org.orgId)).length === 0);
    expect(await rowsOf(other.orgId)).toEqual(before);
    expect(Object.keys(before).length).toBeGreaterThan(15);
  });

  it('takes what stands in Redis under its name, and keeps its audit log, which says who did it', async () => {
    const org = await filled();
    const redis = connectRedis({ url: stack.redisUrl, name: 'test' });
    const [own, others] = [redisKeys.serverHealth(org.orgId), redisKeys.serverHealth(unique())];
    await redis.mset(own, 'x', others, 'x');
    expect((await client.call('DELETE', `/v1/orgs/${org.orgId}`, { body: { name: org.name } })).status).toBe(204);
    await until(async () => (await redis.exists(own)) === 0);
    expect(await redis.exists(others)).toBe(1);
    redis.disconnect();
    const rows = await auditTrail(stack, org.orgId, 18);
    expect(rows.map(({ details }) => details)).toContainEqual(expect.objectContaining({ change: 'deleted', name: org.name, teams: 1 })); // prettier-ignore
  });

  it('leaves people their account, and what they have elsewhere', async () => {
    const org = await filled();
    const email = `${unique()}@example.com`;
    const both = await memberOf(stack, client, org.orgId, { email });
    const elsewhere = await client.createOrganization();
    await client.create(elsewhere, '/v1/members', { email, role: 'org_admin' });
    expect((await remove(org.admin, org.orgId, org.name)).status).toBe(204);
    const { body } = await both.call<CurrentSession>('GET', '/v1/auth/session');
    expect(body.organizations.map(({ id }) => id)).toEqual([elsewhere]);
    const there = await signIn(stack, client, { userId: both.userId, email, orgId: elsewhere, authenticatedAtMs: Date.now() }); // prettier-ignore
    expect(await there.status('POST', '/v1/teams', { name: unique() })).toBe(201);
  });

  it('tells each service until it has said that it is done', async () => {
    const org = await filled();
    expect((await remove(org.admin, org.orgId, org.name)).status).toBe(204);
    const path = '/internal/v1/auth/organization-deletions';
    // Of services that are not there: the work waits for them.
    const waiting = await withConnection(stack.ownerDatabaseUrl, (connection) =>
      connection.query<{ service: string }>('SELECT service FROM organization_deletions WHERE org_id = $1', [
        org.orgId,
      ]),
    );
    expect(waiting.rows.map(({ service }) => service).toSorted()).toEqual(['alert', 'auth', 'cost', 'trace']);
    // Only the services that erase may ask.
    expect((await client.internal('GET', path)).status).toBe(403);
  });
});

it('goes on where it was when the service dies over it', async () => {
  const database = `erasure_${unique().replaceAll('-', '_')}`;
  await withConnection(stack.ownerDatabaseUrl, (connection) => connection.query(`CREATE DATABASE ${database}`));
  const [ownerUrl, serviceUrl] = [stack.ownerDatabaseUrl, stack.databaseUrl].map((text) => {
    const url = new URL(text);
    url.pathname = `/${database}`;
    return url.href;
  }) as [string, string];
  const role = new URL(serviceUrl);
  await migrate({ url: ownerUrl, serviceRole: role.username, serviceRolePassword: decodeURIComponent(role.password) });
  const environment = { ...stack.environment, DATABASE_URL: serviceUrl, REDIS_URL: ownRedisUrl(stack.redisUrl, 7) };
  const first = await startAuth(environment);
  const there = new AuthClient(stack, first.url);
  const orgId = await there.createOrganization();
  await there.create(orgId, '/v1/teams', { name: 'Team' });
  const { name } = (await there.call<{ name: string }>('GET', `/v1/orgs/${orgId}`)).body;
  await withConnection(ownerUrl, async (connection) => {
    await connection.query('BEGIN; LOCK TABLE teams IN SHARE MODE');
    expect((await there.call('DELETE', `/v1/orgs/${orgId}`, { body: { name } })).status).toBe(204);
    await until(async () => (await rowsOf(orgId, ownerUrl))['environments'] === undefined);
    process.kill(first.pid, 'SIGKILL');
    await first.stop();
    expect(await rowsOf(orgId, ownerUrl)).toMatchObject({ teams: 1 });
    await connection.query('COMMIT');
  });
  const second = await startAuth(environment);
  await until(async () => Object.keys(await rowsOf(orgId, ownerUrl)).length === 0, 40_000);
  await until(async () => {
    const { rows } = await withConnection(ownerUrl, (connection) =>
      connection.query('SELECT 1 FROM organization_deletions WHERE service = $1 AND done_at IS NOT NULL', ['auth']),
    );
    return rows.length === 1;
  });
  await second.stop();
}, 120_000);
