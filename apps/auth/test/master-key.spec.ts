import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { OrganizationServers } from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import { SecretBox, type SealedSecret } from '@gatewayops/service';
import { placeOfConnection } from '../src/credentials/connection-secret.js';
import { addTotp, codeAt, newAccount, PASSWORD } from './accounts.js';
import { AuthClient, unique } from './auth-client.js';
import { startAuth } from './auth-process.js';
import { ownRedisUrl, useAuthStack } from './auth-stack.js';
import { Visitor } from './visitor.js';

const stack = useAuthStack();
const firstKey = Buffer.alloc(32, 1).toString('base64');
const nextKey = Buffer.alloc(32, 2).toString('base64');
/** A database of its own: other test files keep their credentials under the first key meanwhile. */
let databaseUrl: string;
let ownerDatabaseUrl: string;

const run = async (command: string, settings: Record<string, string>): Promise<string> => {
  const env = { PATH: process.env['PATH'] ?? '', ...settings };
  const file = join(import.meta.dirname, '../dist', command);
  return (await promisify(execFile)(process.execPath, [file], { env })).stdout;
};

const elsewhere = (url: string, database: string): URL => {
  const changed = new URL(url);
  changed.pathname = database;
  return changed;
};

const migrate = () => {
  const { username, password } = new URL(databaseUrl);
  return run('migrate.js', {
    MIGRATIONS_DATABASE_URL: ownerDatabaseUrl,
    SERVICE_ROLE: username,
    SERVICE_ROLE_PASSWORD: decodeURIComponent(password),
  });
};

beforeAll(async () => {
  const name = unique('keys').replace('-', '_');
  await withConnection(stack.ownerDatabaseUrl, (connection) => connection.query(`CREATE DATABASE ${name}`));
  databaseUrl = elsewhere(stack.databaseUrl, name).href;
  ownerDatabaseUrl = elsewhere(stack.ownerDatabaseUrl, name).href;
});

describe('migrate', () => {
  it('applies what is new, and nothing the second time', async () => {
    const files = readdirSync(join(import.meta.dirname, '../migrations'));
    expect(await migrate()).toBe(`auth: ${files.length} migrations applied\n`);
    expect(await migrate()).toBe('auth: 0 migrations applied\n');
  });
});

/** A person's connection to a server, as the first key has sealed it. */
async function addConnection(orgId: string) {
  const [id, secret] = [randomUUID(), unique('secret')];
  const place = placeOfConnection(orgId, id);
  await withConnection(ownerDatabaseUrl, async (database) => {
    const { rows } = await database.query<{ id: string; user_id: string }>(
      'SELECT s.id, m.user_id FROM mcp_servers s JOIN organization_members m USING (org_id) WHERE org_id = $1',
      [orgId],
    );
    const sealed = JSON.stringify(new SecretBox(Buffer.from(firstKey, 'base64')).seal(secret, place));
    await database.query(
      `INSERT INTO upstream_connections (id, org_id, server_id, user_id, issuer, resource, made_for, secret)
       VALUES ($1, $2, $3, $4, 'https://a.example', 'https://a.example', '', $5)`,
      [id, orgId, rows[0]?.id, rows[0]?.user_id, sealed],
    );
  });
  const open = (key: string) =>
    withConnection(ownerDatabaseUrl, async (database) => {
      const { rows } = await database.query<{ secret: SealedSecret }>(
        'SELECT secret FROM upstream_connections WHERE id = $1',
        [id],
      );
      return new SecretBox(Buffer.from(key, 'base64')).open(rows[0]!.secret, place);
    });
  return { secret, open };
}

describe('rotate-master-key', () => {
  it('moves every credential to the new key while services run', async () => {
    const redisUrl = ownRedisUrl(stack.redisUrl, 1);
    const environment = { ...stack.environment, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl };
    const rotate = (settings: Record<string, string>) => run('rotate-master-key.js', { ...environment, ...settings });
    const before = await startAuth({ ...environment, MASTER_KEY: firstKey });
    const after = await startAuth({ ...environment, MASTER_KEY: nextKey });
    try {
      const client = new AuthClient(stack, before.url);
      const orgId = await client.createOrganization();
      const token = unique('token');
      await client.create(orgId, '/v1/mcp-servers', {
        name: unique(),
        transport: { type: 'streamable-http', url: 'https://93.184.216.34/' },
        credential: { type: 'bearer', token },
      });
      const tokensAt = async (url: string) => {
        const path = `/internal/v1/auth/organizations/${orgId}/servers`;
        const answer = await new AuthClient(stack, url).internal<OrganizationServers>('GET', path);
        return answer.body.servers.map(({ credential }) => (credential.type === 'bearer' ? credential.token : null));
      };
      const { email, visitor } = await newAccount(stack, client, orgId);
      const { secret } = await addTotp(visitor);
      const connection = await addConnection(orgId);
      // What a key cannot open is left out, rather than the whole answer lost.
      expect([await tokensAt(before.url), await tokensAt(after.url)]).toEqual([[token], []]);
      expect(await rotate({ MASTER_KEY: nextKey, MASTER_KEYS_PREVIOUS: firstKey })).toMatch(
        /^2 credentials are now[^]*\n1 secrets of authenticator apps[^]*\n1 signing keys are now[^]*\n1 former keys of the audit log/,
      );
      expect([await tokensAt(before.url), await tokensAt(after.url)]).toEqual([[], [token]]);
      expect(await rotate({ MASTER_KEY: nextKey })).toMatch(
        /^0 credentials are now[^]*\n0 secrets of authenticator apps/,
      );
      // From here on nobody has the first key any more.
      expect(await connection.open(nextKey)).toBe(connection.secret);
      const again = new Visitor(new AuthClient(stack, after.url));
      await again.enterPassword(email, PASSWORD);
      await again.get('/signin/verify');
      expect((await again.post('/signin/verify', { code: await codeAt(secret) })).status).toBe(303);
      expect(await run('rotate-signing-keys.js', { ...environment, MASTER_KEY: nextKey })).toMatch(
        /^Access tokens are signed/,
      );
    } finally {
      await Promise.all([before.stop(), after.stop()]);
    }
  });
});
