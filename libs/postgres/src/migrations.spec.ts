import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { withConnection } from './connection.js';
import { runMigrations } from './migrations.js';
import { PostgresFixture } from './postgres.fixture.js';
import { ensureServiceRole } from './service-role.js';

let postgres: PostgresFixture;
let directory: string;
let lockName = 0;

beforeAll(async () => {
  postgres = await PostgresFixture.start();
}, 60_000);
afterAll(() => postgres.stop());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gatewayops-migrations-'));
  lockName++;
  return () => rm(directory, { recursive: true });
});

const file = (name: string, sql: string) => writeFile(join(directory, name), sql);
const migrate = (options: { lockWaitMs?: number } = {}) =>
  runMigrations({ url: postgres.url, directory, lockName: `service-${lockName}`, ...options });

describe('runMigrations', () => {
  it('applies files in order of their numbers, each once', async () => {
    await file('010_later.sql', `ALTER TABLE a${lockName} ADD COLUMN b integer`);
    await file('002_first.sql', `CREATE TABLE a${lockName} (id integer)`);
    expect(await migrate()).toEqual(['002_first.sql', '010_later.sql']);
    expect(await migrate()).toEqual([]);
  });

  it('applies a file once, however many start at the same time', async () => {
    await file('001_a.sql', `CREATE TABLE b${lockName} (id integer); SELECT pg_sleep(0.2)`);
    const applied = await Promise.all([migrate(), migrate(), migrate()]);
    expect(applied.flat()).toEqual(['001_a.sql']);
  });

  it('leaves nothing of a file that fails, and says which it was', async () => {
    await file('001_a.sql', `CREATE TABLE c${lockName} (id integer); SELECT 1 / 0`);
    await expect(migrate()).rejects.toThrow(/^001_a\.sql: /);
    expect(await postgres.query(`SELECT to_regclass('c${lockName}') AS found`)).toEqual([{ found: null }]);
    await file('001_a.sql', `CREATE TABLE c${lockName} (id integer)`);
    expect(await migrate()).toEqual(['001_a.sql']);
  });

  it('refuses a file that was changed after it was applied', async () => {
    await file('001_a.sql', 'SELECT 1');
    await migrate();
    await file('001_a.sql', 'SELECT 2');
    await expect(migrate()).rejects.toThrow('001_a.sql was changed after it was applied');
  });

  it('refuses a new file with a number below one that is applied', async () => {
    await file('002_a.sql', 'SELECT 1');
    await migrate();
    await file('001_b.sql', 'SELECT 1');
    await expect(migrate()).rejects.toThrow('001_b.sql comes before migration 2');
  });

  it.each(['a.sql', '1_a.sql', '001-a.sql'])('refuses a file named %s', async (name) => {
    await file(name, 'SELECT 1');
    await expect(migrate()).rejects.toThrow('a migration is named NNN_words.sql');
  });

  it('waits for another process no longer than it is told', async () => {
    await file('001_a.sql', 'SELECT 1');
    await withConnection(postgres.url, async (client) => {
      await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`migrations:service-${lockName}`]);
      await expect(migrate({ lockWaitMs: 200 })).rejects.toThrow('Another process has held the lock');
    });
  });
});

describe('ensureServiceRole', () => {
  const ensure = (role: string, password: string) =>
    ensureServiceRole({ url: postgres.url, role, password, tables: { granted: ['SELECT'] } });

  beforeAll(async () => {
    await postgres.query('CREATE TABLE granted (id integer)');
    await postgres.query('CREATE TABLE kept (id integer)');
  });

  it('makes a login with the rights that are named, and takes others away', async () => {
    await ensure('service_a', "it's");
    await postgres.query('GRANT ALL ON granted TO service_a');
    await ensure('service_a', 'other');
    await withConnection(postgres.urlOf('service_a', 'other'), async (client) => {
      await client.query('SELECT * FROM granted');
      for (const sql of ['INSERT INTO granted VALUES (1)', 'SELECT * FROM kept', 'CREATE TABLE x ()', 'CREATE ROLE y'])
        await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
    });
    await expect(withConnection(postgres.urlOf('service_a', "it's"), async () => undefined)).rejects.toMatchObject({
      code: '28P01',
    });
  });

  it('is safe for several services at once', async () => {
    await Promise.all([1, 2, 3, 4].map(() => ensure('service_b', 'x')));
    expect(await postgres.query("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'service_b'")).toHaveLength(1);
  });

  it('takes no role over that has more rights', async () => {
    await postgres.query('CREATE ROLE service_c BYPASSRLS');
    await expect(ensure('service_c', 'x')).rejects.toThrow('rights that a service must not have');
    await expect(ensure('Robert"; DROP', 'x')).rejects.toThrow('SERVICE_ROLE');
  });
});
