import { beforeAll, describe, expect, it } from '@jest/globals';
import { CONFIG_CHANGES_CHANNEL, ConfigChange } from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import { connectRedis, whenReady } from '@gatewayops/redis';
import { auditTrail } from './audit-trail.js';
import { AuthClient, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let orgId: string;
beforeAll(async () => {
  orgId = await client.createOrganization();
});

describe('the audit log', () => {
  it('has a row for each change, with who made it and from where, and no secret', async () => {
    const headers = { 'user-agent': 'test-agent/1', 'x-request-id': 'audit-test-0001' };
    const user = await client.create(orgId, '/v1/members', { email: `${unique()}@example.com` });
    await client.call('PATCH', `/v1/members/${user}`, { orgId, body: { role: 'org_admin' } });
    const team = await client.create(orgId, '/v1/teams', { name: 'T' });
    const transport = { type: 'stdio', catalog_entry: 'memory' };
    const credential = { type: 'environment', variables: { TOKEN: 'very-secret-value' } };
    const server = await client.create(orgId, '/v1/mcp-servers', { name: 'm', transport, credential });
    const key = await client.createKey(orgId);
    await client.call('POST', `/v1/auth/keys/${key.id}/rotate`, { orgId, body: {} });
    await client.call('DELETE', `/v1/auth/keys/${key.id}`, { orgId, headers });
    await client.call('DELETE', `/v1/members/${user}`, { orgId });

    const rows = await auditTrail(stack, orgId, 9);
    // Events that another service of this stack held when a spec killed it come late: their ids have the order of the changes.
    const inOrder = rows.toSorted((a, b) => a.id.localeCompare(b.id));
    expect(inOrder.map((row) => [row.event_type, row.resource_id])).toEqual([
      ['config.changed', orgId],
      ['user.created', user],
      ['user.updated', user],
      ['team.created', team],
      ['mcp_server.configured', server],
      ['api_key.created', key.id],
      ['api_key.rotated', key.id],
      ['api_key.revoked', key.id],
      ['user.deleted', user],
    ]);
    expect(rows.map((row) => row.seq)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(rows.find((row) => row.event_type === 'api_key.revoked')).toMatchObject({
      actor_type: 'system',
      actor_id: null,
      resource_type: 'api_key',
      actor_email: null,
      ip_address: '127.0.0.1',
      user_agent: 'test-agent/1',
      request_id: 'audit-test-0001',
    });
    for (const secret of ['very-secret-value', key.key.slice(12)]) expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('has nothing of a change that was refused', async () => {
    const before = (await auditTrail(stack, orgId, 9)).length;
    expect((await client.call('POST', '/v1/teams', { orgId, body: { name: 'T' } })).status).toBe(409);
    // What came after it is there, and it would be before that.
    await client.create(orgId, '/v1/teams', { name: 'U' });
    expect(await auditTrail(stack, orgId, before + 1)).toHaveLength(before + 1);
  });

  it('has partitions for this month and the next three', async () => {
    const { rows } = await withConnection(stack.ownerDatabaseUrl, (connection) =>
      connection.query("SELECT 1 FROM pg_inherits WHERE inhparent = 'audit_logs'::regclass"),
    );
    expect(rows).toHaveLength(5);
  });
});

describe('a change of a server', () => {
  it('is told to gateways', async () => {
    const subscriber = connectRedis({ url: stack.redisUrl, name: 'test-subscriber' });
    await whenReady(subscriber, 5_000);
    await subscriber.subscribe(CONFIG_CHANGES_CHANNEL);
    const told = new Promise<ConfigChange>((resolve) => {
      subscriber.on('message', (_channel, text) => {
        const change = ConfigChange.parse(JSON.parse(text));
        if (change.orgId === orgId) resolve(change);
      });
    });
    await client.create(orgId, '/v1/mcp-servers', { name: unique(), transport: { type: 'stdio', catalog_entry: 'm' } });
    expect(await told).toEqual({ orgId, what: 'servers' });
    subscriber.disconnect();
  });
});
