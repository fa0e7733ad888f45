import { beforeAll, describe, expect, it } from '@jest/globals';
import { withConnection } from '@gatewayops/postgres/connection';
import { AuthClient } from './auth-client.js';
import { auditTrail } from './audit-trail.js';
import { useAuthStack } from './auth-stack.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let own: string;
let other: string;

const TENANT_TABLES = [
  'organizations', 'organization_members', 'users', 'teams', 'team_memberships', 'projects', 'api_keys', 'mcp_servers', 'virtual_servers', 'environments',
  'audit_logs', 'audit_entries', 'audit_heads', 'masking_rules',
]; // prettier-ignore

beforeAll(async () => {
  [own, other] = await Promise.all([client.createOrganization(), client.createOrganization()]);
  for (const org of [own, other]) {
    const user_id = await client.create(org, '/v1/members', { email: `${org}@example.com` });
    const team_id = await client.create(org, '/v1/teams', { name: 'Team' });
    await client.create(org, `/v1/teams/${team_id}/members`, { user_id });
    await client.create(org, '/v1/projects', { team_id, name: 'Project' });
    await client.createKey(org);
    await client.create(org, '/v1/mcp-servers', { name: 'm', transport: { type: 'stdio', catalog_entry: 'memory' } });
    await client.create(org, '/v1/virtual-servers', { name: 'v', tools: [] });
    await client.call('PUT', '/v1/masking-rules', { orgId: org, body: {} });
    await auditTrail(stack, org, 8);
  }
});

type Statement = (
  sql: string,
  parameters?: unknown[],
) => Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>;

/** One transaction as the service's role, rolled back at the end. */
async function asService<T>(orgId: string | null, work: (run: Statement) => Promise<T>): Promise<T> {
  return withConnection(stack.databaseUrl, async (connection) => {
    await connection.query('BEGIN');
    if (orgId !== null) await connection.query("SELECT set_config('app.org_id', $1, true)", [orgId]);
    try {
      return await work((sql, parameters) => connection.query(sql, parameters));
    } finally {
      await connection.query('ROLLBACK');
    }
  });
}

const count = async (run: Statement, table: string): Promise<number> =>
  Number((await run(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.['n']);

describe.each(TENANT_TABLES)('row-level security of %s', (table) => {
  const column = table === 'organizations' ? 'id' : 'org_id';

  it('shows no row without an organisation, nor with an empty one', async () => {
    expect(await asService(null, (run) => count(run, table))).toBe(0);
    expect(await asService('', (run) => count(run, table))).toBe(0);
  });

  it('shows an organisation its own rows and no other’s', async () => {
    const seen = await asService(own, (run) => count(run, table));
    expect(seen).toBeGreaterThan(0);
    if (table === 'users') return;
    const foreign = await asService(own, (run) =>
      run(`SELECT count(*) AS n FROM ${table} WHERE ${column} <> $1`, [own]),
    );
    expect(foreign.rows[0]?.['n']).toBe('0');
  });

  it('is on and forced', async () => {
    const { rows } = await asService(null, (run) =>
      run('SELECT relrowsecurity AND relforcerowsecurity AS held FROM pg_class WHERE relname = $1', [table]),
    );
    expect(rows).toEqual([{ held: true }]);
  });
});

it('is on for every table that holds an organisation’s rows', async () => {
  const { rows } = await asService(null, (run) =>
    run(`SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`),
  );
  expect(rows).toEqual([{ relname: 'schema_migrations' }]);
});

describe('writes', () => {
  it.each([
    ['a row', "INSERT INTO teams (org_id, name, slug) VALUES ($1, 'x', 'x')"],
    ['a row of its own', "UPDATE teams SET org_id = $1 WHERE slug = 'team'"],
    ['an event', "INSERT INTO auth_outbox (org_id, topic, message) VALUES ($1, 'audit', '{}')"],
  ])('cannot put %s into another organisation', async (_what, sql) => {
    await expect(asService(own, (run) => run(sql, [other]))).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot write without an organisation', async () => {
    const sql = "INSERT INTO teams (org_id, name, slug) VALUES ($1, 'x', 'x')";
    await expect(asService(null, (run) => run(sql, [own]))).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot change or delete another organisation’s row', async () => {
    const changed = await asService(own, (run) => run("UPDATE teams SET name = 'x' WHERE org_id = $1", [other]));
    expect(changed.rowCount).toBe(0);
    expect((await asService(own, (run) => run('DELETE FROM mcp_servers WHERE org_id = $1', [other]))).rowCount).toBe(0);
  });

  it('cannot point at another organisation’s row', async () => {
    const { rows } = await asService(other, (run) => run("SELECT id FROM teams WHERE slug = 'team'"));
    const insert = "INSERT INTO projects (org_id, team_id, name, slug) VALUES ($1, $2, 'x', 'x')";
    await expect(asService(own, (run) => run(insert, [own, rows[0]?.['id']]))).rejects.toMatchObject({ code: '23503' });
  });

  it.each([
    ['change the audit log', "UPDATE audit_logs SET event_type = 'x'"],
    ['delete from the audit log', 'DELETE FROM audit_logs'],
    ['empty the audit log', 'TRUNCATE audit_logs'],
    ['reach around it through a partition', 'SELECT 1 FROM audit_logs_default'],
    ['forget which events are in it', 'DELETE FROM audit_entries'],
    ['take the end of a chain away', 'DELETE FROM audit_heads'],
    ['change what was archived', "UPDATE audit_archives SET manifest = '{}'"],
    ['delete a key', 'DELETE FROM api_keys'],
    ['make a user', "INSERT INTO users (email) VALUES ('x@example.com')"],
    ['make a table', 'CREATE TABLE x (id integer)'],
    ['switch row-level security off', 'ALTER TABLE teams DISABLE ROW LEVEL SECURITY'],
    ['read migrations', 'SELECT 1 FROM schema_migrations'],
  ])('cannot %s', async (_what, sql) => {
    await expect(asService(own, (run) => run(sql))).rejects.toMatchObject({ code: '42501' });
  });

  it('turns the switch off into an error, not into rows', async () => {
    const attempt = asService(own, async (run) => {
      await run('SET LOCAL row_security = off');
      return run('SELECT 1 FROM teams');
    });
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
  });
});
