import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Environment, EnvironmentPage, ENVIRONMENTS_MAX, ErrorBody } from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import { AuthClient, codeOf } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { memberOf, type SignedIn } from './signed-in.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let orgId: string;
let admin: SignedIn;
let member: SignedIn;

beforeAll(async () => {
  orgId = await client.createOrganization();
  admin = await memberOf(stack, client, orgId, { role: 'org_admin' });
  member = await memberOf(stack, client, orgId);
});

const PATH = '/v1/environments';
const call = <T>(method: string, path: string, body?: object, org = orgId) =>
  client.call<T>(method, path, { orgId: org, ...(body ? { body } : {}) });
const listOf = async (org = orgId) => EnvironmentPage.parse((await call('GET', PATH, undefined, org)).body).items;
const refused = (answer: { status: number; body: unknown }) => [answer.status, codeOf(answer as never)];
const made = async (name: string, more: object = {}): Promise<Environment> => {
  const answer = await admin.call('POST', PATH, { body: { name, ...more } });
  expect(answer.status).toBe(201);
  return Environment.parse(answer.body);
};

describe('/v1/environments', () => {
  it('200: begins with prod, staging and dev, of which prod is production', async () => {
    const org = await client.createOrganization();
    expect((await listOf(org)).map(({ name, is_production }) => [name, is_production])).toEqual([
      ['prod', true],
      ['staging', false],
      ['dev', false],
    ]);
  });

  it('201, 200, 204: adds, changes and removes one', async () => {
    const made = await admin.call('POST', PATH, { body: { name: 'eu', description: 'Europe', is_production: true } });
    expect(made).toMatchObject({ status: 201, body: { name: 'eu', description: 'Europe', is_production: true } });
    const path = `${PATH}/${Environment.parse(made.body).id}`;
    const changed = await admin.call('PATCH', path, { body: { description: '' } });
    expect(changed).toMatchObject({ status: 200, body: { name: 'eu', description: '', is_production: true } });
    expect(await admin.status('DELETE', path)).toBe(204);
    expect(await admin.status('DELETE', path)).toBe(404);
  });

  it('403: is read by every member, and changed by administrators', async () => {
    const { id } = await made('lab');
    expect(await member.status('GET', PATH)).toBe(200);
    for (const [method, path, body] of [
      ['POST', PATH, { name: 'mine' }],
      ['PATCH', `${PATH}/${id}`, { description: 'Mine' }],
      ['DELETE', `${PATH}/${id}`, undefined],
    ] as const)
      expect(refused(await member.call(method, path, { body }))).toEqual([403, 'insufficient_permissions']);
  });

  it('409: has each name once, and a bounded number', async () => {
    expect(refused(await call('POST', PATH, { name: 'prod' }))).toEqual([409, 'conflict']);
    const org = await client.createOrganization();
    const names = Array.from({ length: ENVIRONMENTS_MAX - 2 }, (_, at) => `env${String.fromCharCode(97 + at)}`);
    const answers = await Promise.all(names.map((name) => call('POST', PATH, { name }, org)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(ENVIRONMENTS_MAX - 3);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(1);
  });

  it.each([{ name: 'Prod' }, { name: 'x' }, { name: 'a'.repeat(17) }, { name: 'a-b' }, {}])('400: refuses %j', async (body) => {
    expect(refused(await call('POST', PATH, body))).toEqual([400, 'validation_error']);
  }); // prettier-ignore
});

describe('keys', () => {
  it('400: are made in one of them only, and the refusal names them', async () => {
    const answer = await call('POST', '/v1/auth/keys', { name: 'k', environment: 'moon' });
    expect(refused(answer)).toEqual([400, 'validation_error']);
    const { details } = ErrorBody.parse(answer.body).error;
    expect(details).toMatchObject([{ field: 'environment' }]);
    expect(details?.[0]?.message).toMatch(/^There is no environment “moon”\. The organisation has .*prod/);
  });

  it('409: keep theirs from being removed while they work, also beside their successor', async () => {
    const { id, name } = await made('canary');
    const first = await client.createKey(orgId, { environment: name });
    await client.createKey(orgId, { environment: name });
    const rotated = await call<{ id: string }>('POST', `/v1/auth/keys/${first.id}/rotate`, {});
    expect(rotated.status).toBe(201);
    const answer = await admin.call('DELETE', `${PATH}/${id}`);
    expect(refused(answer)).toEqual([409, 'conflict']);
    expect(ErrorBody.parse(answer.body).error.message).toBe(
      'The environment canary cannot be removed: 3 active keys use it. Revoke them first.',
    );
    const keys = await call<{ items: { id: string }[] }>('GET', `/v1/auth/keys?environment=${name}`);
    for (const key of keys.body.items) expect((await call('DELETE', `/v1/auth/keys/${key.id}`)).status).toBe(204);
    expect(await admin.status('DELETE', `${PATH}/${id}`)).toBe(204);
    expect(await client.getKey(orgId, first.id)).toMatchObject({ status: 'revoked', environment: name });
  });

  it('409: are left an environment', async () => {
    const org = await client.createOrganization();
    const [last, ...others] = await listOf(org);
    for (const { id } of others) expect((await call('DELETE', `${PATH}/${id}`, undefined, org)).status).toBe(204);
    expect(refused(await call('DELETE', `${PATH}/${last?.id}`, undefined, org))).toEqual([409, 'conflict']);
  });
});

it('are given to organisations that were there before, with those that their keys name', async () => {
  await client.createKey(orgId);
  const file = new URL('../migrations/019_environments.sql', import.meta.url);
  const statements = readFileSync(file, 'utf8').split(/;\s*\n/).filter((text) => text.includes('INSERT INTO')); // prettier-ignore
  const rows = await withConnection(stack.ownerDatabaseUrl, async (connection) => {
    await connection.query('BEGIN');
    await connection.query('ALTER TABLE environments NO FORCE ROW LEVEL SECURITY');
    await connection.query('DELETE FROM environments');
    await connection.query('ALTER TABLE api_keys NO FORCE ROW LEVEL SECURITY');
    await connection.query(`UPDATE api_keys SET environment = 'legacy' WHERE org_id = $1`, [orgId]);
    await connection.query('ALTER TABLE api_keys FORCE ROW LEVEL SECURITY');
    for (const statement of statements) await connection.query(statement);
    const found = await connection.query<{ name: string; is_production: boolean }>(
      'SELECT name, is_production FROM environments WHERE org_id = $1 ORDER BY name',
      [orgId],
    );
    await connection.query('ROLLBACK');
    return found.rows;
  });
  expect(rows).toEqual([
    { name: 'dev', is_production: false },
    { name: 'legacy', is_production: false },
    { name: 'prod', is_production: true },
    { name: 'staging', is_production: false },
  ]);
});
