import { beforeAll, describe, expect, it } from '@jest/globals';
import { AuditRecorded, CONFIG_CHANGES_CHANNEL, ConfigChange, streamName } from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import { connectRedis, whenReady } from '@gatewayops/redis';
import { AuthClient, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let orgId: string;
beforeAll(async () => {
  orgId = await client.createOrganization();
});

const auditRows = () =>
  withConnection(stack.ownerDatabaseUrl, async (connection) => {
    const { rows } = await connection.query<Record<string, unknown>>(
      'SELECT *, host(ip_address) AS ip FROM audit_logs WHERE org_id = $1 ORDER BY created_at, id',
      [orgId],
    );
    return rows;
  });

async function streamEvents(count: number): Promise<AuditRecorded[]> {
  const redis = connectRedis({ url: stack.redisUrl, name: 'test' });
  await whenReady(redis, 5_000);
  try {
    for (let tries = 0; ; tries++) {
      const entries = await redis.xrange(streamName('audit'), '-', '+');
      const events = entries.map(([, fields]) => AuditRecorded.parse(JSON.parse(fields[1] ?? '')));
      const own = events.filter((event) => event.orgId === orgId);
      if (own.length >= count || tries === 50) return own;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    redis.disconnect();
  }
}

describe('the audit log', () => {
  it('has a row and an event for each change, with who made it and from where, and no secret', async () => {
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

    const rows = await auditRows();
    expect(rows.map((row) => [row['action'], row['resource_id']])).toEqual([
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
    expect(rows.find((row) => row['action'] === 'api_key.revoked')).toMatchObject({
      actor_type: 'system',
      actor_id: null,
      resource_type: 'api_key',
      ip: '127.0.0.1',
      user_agent: 'test-agent/1',
      request_id: 'audit-test-0001',
    });
    for (const secret of ['very-secret-value', key.key.slice(12)]) expect(JSON.stringify(rows)).not.toContain(secret);
    const events = await streamEvents(rows.length);
    expect(events.map((event) => event.id)).toEqual(rows.map((row) => row['id']));
    expect(events.map((event) => event.payload.action)).toEqual(rows.map((row) => row['action']));
  });

  it('has nothing of a change that was refused', async () => {
    const before = (await auditRows()).length;
    expect((await client.call('POST', '/v1/teams', { orgId, body: { name: 'T' } })).status).toBe(409);
    expect(await auditRows()).toHaveLength(before);
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
