import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { isRunning } from '../processes.js';
import { StartError } from '../start-error.js';
import { waitUntil } from '../waiting.js';
import { startPostgres } from './start-postgres.js';

jest.setTimeout(60_000);

const LIBRARY = new URL('../../dist/index.js', import.meta.url).href;
let dataDir: string;

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'engines-postgres-'));
  await chmod(dataDir, 0o711);
});

afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

describe('startPostgres', () => {
  it('finds its data again after a clean stop and after kill -9', async () => {
    const first = await startPostgres({ dataDir });
    await query(first.url, 'CREATE TABLE notes (id int PRIMARY KEY)');
    await query(first.url, 'INSERT INTO notes VALUES (1)');
    await first.stop();
    expect(isRunning(first.pid)).toBe(false);

    const second = await startPostgres({ dataDir });
    await query(second.url, 'INSERT INTO notes VALUES (2)');
    second.kill('SIGKILL');
    await second.exited;

    const third = await startPostgres({ dataDir });
    expect(await query(third.url, 'SELECT id FROM notes ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }]);
    await third.stop();
  });

  it('asks for the password, which only the owner of the folder can read, and is not reached from outside', async () => {
    const server = await startPostgres({ dataDir });
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    expect(await query(server.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(server.url, 'SHOW server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
    await server.stop();
    expect(await readdir(dataDir)).not.toContain('password.initdb');
  });

  it('is ended by the kernel when its parent is killed, or found by the next start', async () => {
    const script = `import { startPostgres } from ${JSON.stringify(LIBRARY)};
      const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} });
      console.log(server.pid); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).toContain('postgres');

    await expect(startPostgres({ dataDir })).rejects.toThrow(/in use by another GatewayOps/);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    const server = await startPostgres({ dataDir });
    expect(await waitUntil(() => !isRunning(pid), { timeoutMs: 1_000 })).toBe(true);
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('names the port that is taken, in one sentence', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const refusal = startPostgres({ dataDir, port });
    await expect(refusal).rejects.toBeInstanceOf(StartError);
    await expect(refusal).rejects.toThrow(new RegExp(`^Port ${port} \\(for PostgreSQL\\) is taken[^\\n]*$`));
    other.close();
  });
});

(process.getuid?.() === 0 ? describe : describe.skip)('startPostgres as root', () => {
  it('keeps its files elsewhere for a private folder, and sweeps them up after it', async () => {
    const secret = await mkdtemp(join(tmpdir(), 'engines-private-'));
    const first = await startPostgres({ dataDir: join(secret, 'postgres') });
    await query(first.url, 'CREATE TABLE kept (id int)');
    await first.stop();
    const elsewhere = readFileSync(join(secret, 'postgres', 'location'), 'utf8').trim();
    expect(elsewhere).toMatch(/^\/var\/lib\/gatewayops\//);
    const second = await startPostgres({ dataDir: join(secret, 'postgres') });
    expect(await query(second.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 0 }]);
    await second.stop();

    await rm(secret, { recursive: true });
    const another = await mkdtemp(join(tmpdir(), 'engines-private-'));
    await (await startPostgres({ dataDir: another })).stop();
    expect(existsSync(elsewhere)).toBe(false);
    await rm(another, { recursive: true });
  });
});
