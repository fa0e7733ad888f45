import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLogEntry, SYSTEM_ORG_ID, type AuditLogPage, type IssuedApiKey } from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import { v7 as uuidv7 } from 'uuid';
import { entryHash } from '../src/audit/chain/entry-hash.js';
import { auditTrail } from './audit-trail.js';
import { until } from './audit-chains.js';
import { AuthClient, codeOf } from './auth-client.js';
import { startAuth } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let orgId: string;
let key: IssuedApiKey;
let team: string;
const search = async (query = '', org = orgId) =>
  (await client.call<AuditLogPage>('GET', `/v1/audit-logs${query}`, { orgId: org })).body;
const types = async (query: string) => (await search(query)).items.map((entry) => entry.event_type);

beforeAll(async () => {
  // Each waits for the row of the one before: events that a killed service of this stack held are taken over late, and then
  // have another place in the chain than their changes.
  orgId = await client.createOrganization();
  await auditTrail(stack, orgId, 1);
  team = await client.create(orgId, '/v1/teams', { name: '=1+1' });
  await auditTrail(stack, orgId, 2);
  key = await client.createKey(orgId);
  await auditTrail(stack, orgId, 3);
  const headers = { 'x-request-id': 'search-test-0001' };
  await client.call('DELETE', `/v1/auth/keys/${key.id}`, { orgId, headers });
  await auditTrail(stack, orgId, 4);
});

describe('GET /v1/audit-logs', () => {
  it('shows rows in the specification’s format, newest first', async () => {
    const { items } = await search('?event_type=api_key.revoked');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      seq: 4,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/),
      event_type: 'api_key.revoked',
      actor: { type: 'system', id: null, email: null, ip_address: '127.0.0.1' },
      resource: { type: 'api_key', id: key.id, org_id: orgId },
      details: { key_name: 'key' },
      request_id: 'search-test-0001',
    });
    const { hash, ...hashed } = AuditLogEntry.parse(items[0]);
    expect(entryHash(hashed)).toBe(hash);
  });

  it.each<[string, () => string, string[]]>([
    ['a type', () => '?event_type=team.created', ['team.created']],
    ['the beginning of a type', () => '?event_type=api_key.*', ['api_key.revoked', 'api_key.created']],
    ['a letter that is no pattern', () => '?event_type=api.key*', []],
    ['a resource', () => `?resource_id=${team}`, ['team.created']],
    ['a type of resource', () => '?resource_type=api_key', ['api_key.revoked', 'api_key.created']],
    ['a request', () => '?request_id=search-test-0001', ['api_key.revoked']],
    ['an actor', () => `?actor_id=${team}`, []],
    [
      'several',
      () => `?actor_type=system&ip_address=127.0.0.1&resource_id=${key.id}&event_type=api_key.c*`,
      ['api_key.created'],
    ],
    ['a time', () => '?to=2020-01-01T00:00:00Z', []],
  ])('finds by %s', async (_what, query, found) => {
    expect(await types(query())).toEqual(found);
  });

  it('turns pages', async () => {
    const from = `from=${new Date(Date.now() - 3_600_000).toISOString()}&resource_type=api_key`;
    const first = await search(`?${from}&limit=1`);
    const second = await search(`?${from}&limit=1&cursor=${first.cursor}`);
    expect([first.items[0]?.event_type, first.has_more]).toEqual(['api_key.revoked', true]);
    expect([second.items[0]?.event_type, second.has_more, second.cursor]).toEqual(['api_key.created', false, null]);
  });

  it.each(['event_type=a%25', 'event_type=*.created', 'from=yesterday', 'actor_id=me', 'nothing=1'])(
    'refuses ?%s',
    async (query) => {
      const answer = await client.call('GET', `/v1/audit-logs?${query}`, { orgId });
      expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
    },
  );

  it('writes down who reads: one row for the same words in a minute, and no more', async () => {
    const org = await client.createOrganization();
    await auditTrail(stack, org, 1);
    for (let i = 0; i < 3; i++) await search('?actor_type=user', org);
    await auditTrail(stack, org, 2);
    await search('', org);
    const [, read, other] = await auditTrail(stack, org, 3);
    expect([read, other].map((row) => row?.event_type)).toEqual(['audit.read', 'audit.read']);
    expect(read?.details).toEqual({ filters: { actor_type: 'user' } });
    expect((await search('', org)).items).toHaveLength(3);
    await client.create(org, '/v1/teams', { name: 'T' });
    expect((await auditTrail(stack, org, 4)).map((row) => row.event_type).slice(3)).toEqual(['team.created']);
  });

  it('shows nothing of another organisation', async () => {
    const other = await client.createOrganization();
    await auditTrail(stack, other);
    for (const query of ['', `?resource_id=${key.id}`, '?request_id=search-test-0001']) {
      const { items } = await search(query, other);
      expect(items.filter((entry) => entry.resource.org_id !== other)).toEqual([]);
      expect(JSON.stringify(items.filter((entry) => entry.event_type !== 'audit.read'))).not.toContain(key.id);
    }
    const verification = await client.call('GET', '/v1/audit-logs/verification', { orgId: other });
    expect(JSON.stringify(verification.body)).not.toContain(orgId);
    const exported = await client.call<string>('GET', '/v1/audit-logs/export', { orgId: other });
    expect(exported.body).not.toContain(orgId);
    for (const path of ['', '/export', '/verification']) {
      const unknown = await client.call('GET', `/v1/audit-logs${path}`, { orgId: uuidv7() });
      expect([unknown.status, codeOf(unknown)]).toEqual([404, 'not_found']);
    }
  });

  it('shows the operator what belongs to no organisation', async () => {
    expect((await search('', SYSTEM_ORG_ID)).items).toEqual(expect.any(Array));
  });
});

describe('GET /v1/audit-logs/export', () => {
  const exported = (query: string) => client.call<string>('GET', `/v1/audit-logs/export?${query}`, { orgId });

  it('sends lines of JSON that chain to each other', async () => {
    const { headers, body } = await exported('format=jsonl');
    expect(headers.get('content-type')).toBe('application/x-ndjson');
    const entries = body
      .trim()
      .split('\n')
      .map((line) => AuditLogEntry.parse(JSON.parse(line)));
    expect(entries.slice(0, 4).map((entry) => entry.seq)).toEqual([1, 2, 3, 4]);
    entries.slice(1).forEach((entry, i) => expect(entry.prev_hash).toBe(entries[i]?.hash));
  });

  it('sends CSV that a spreadsheet does not run', async () => {
    const { headers, body } = await exported('format=csv&resource_type=team');
    expect(headers.get('content-disposition')).toBe('attachment; filename="audit-log.csv"');
    const [names, line, end] = body.split('\r\n');
    expect(names).toMatch(/^"seq","timestamp","event_type","actor_type"/);
    expect(line).toContain('"team.created"');
    expect(end).toBe('');
  });

  it('is written down', async () => {
    await exported('format=csv&event_type=team.*');
    const details = { what: 'audit_log', format: 'csv', filters: { event_type: 'team.*' } };
    await until(async () => {
      const rows = await auditTrail(stack, orgId);
      return rows.some((row) => row.event_type === 'export.requested' && isDeepStrictEqual(row.details, details));
    });
    const { items } = await search('?event_type=export.requested');
    expect(items[0]?.details).toEqual(details);
  });

  it('sends 50,000 rows, and fetches no more of them than are read', async () => {
    const org = await client.createOrganization();
    await withConnection(stack.ownerDatabaseUrl, async (connection) => {
      await connection.query(
        `INSERT INTO audit_logs (org_id, seq, id, occurred_at, recorded_at, event_type, actor_type, resource_type, details, prev_hash, hash)
         SELECT $1, 100 + n, gen_random_uuid(), now(), now(), 'x', 'system', 'x', jsonb_build_object('x', repeat('y', 500)),
           decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex') FROM generate_series(1, 50000) AS n`,
        [org],
      );
      const head = 'ON CONFLICT (org_id) DO UPDATE SET seq = 50100';
      await connection.query(`INSERT INTO audit_heads (org_id, seq) VALUES ($1, 50100) ${head}`, [org]);
    });
    const service = await startAuth({ ...stack.environment, AUDIT_SIGN_INTERVAL_MS: '60000' });
    try {
      const headers = { authorization: `Bearer ${stack.environment['ADMIN_TOKEN']}`, 'x-organization-id': org };
      const request = get(`${service.url}/v1/audit-logs/export?event_type=x`, { headers });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      // What fits into the buffers on the way is fetched, and then nothing.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect(await statementsOf(service.url)).toBeLessThan((50_000 / 200) * 2);
      const [bytes, lines] = await drain(response);
      expect(lines).toBe(50_000);
      expect(bytes).toBeGreaterThan(40e6);
      expect(await statementsOf(service.url)).toBeGreaterThan((50_000 / 200) * 4);
    } finally {
      await service.stop();
    }
  });
});

/** How many statements a service has sent to PostgreSQL; a transaction with one query is four. */
async function statementsOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts = [...text.matchAll(/^db_query_duration_seconds_count\{[^}]*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

async function drain(response: AsyncIterable<Buffer>): Promise<[bytes: number, lines: number]> {
  let bytes = 0;
  let lines = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
  }
  return [bytes, lines];
}

it('takes a retention of one to seven years as a setting of the organisation', async () => {
  const set = (days: number) =>
    client.call('PATCH', `/v1/orgs/${orgId}`, { body: { settings: { audit_retention_days: days } } });
  expect([(await set(364)).status, (await set(2_556)).status, (await set(2_555)).status]).toEqual([400, 400, 200]);
});
