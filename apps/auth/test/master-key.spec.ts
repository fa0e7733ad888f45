import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { OrganizationServers } from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import { AuthClient, unique } from './auth-client.js';
import { startAuth } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';

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
    expect(await migrate()).toBe('auth: 5 migrations applied\n');
    expect(await migrate()).toBe('auth: 0 migrations applied\n');
  });
});

describe('rotate-master-key', () => {
  it('moves every credential to the new key while services run', async () => {
    const environment = { ...stack.environment, DATABASE_URL: databaseUrl };
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
      // What a key cannot open is left out, rather than the whole answer lost.
      expect([await tokensAt(before.url), await tokensAt(after.url)]).toEqual([[token], []]);
      expect(await rotate({ MASTER_KEY: nextKey, MASTER_KEYS_PREVIOUS: firstKey })).toMatch(/^1 credentials are now/);
      expect([await tokensAt(before.url), await tokensAt(after.url)]).toEqual([[], [token]]);
      expect(await rotate({ MASTER_KEY: nextKey })).toMatch(/^0 credentials are now/);
    } finally {
      await Promise.all([before.stop(), after.stop()]);
    }
  });
});
