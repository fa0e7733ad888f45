import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ClickHouseFixture } from './clickhouse.fixture.js';
import { applySchema, forEngine } from './schema.js';

let fixture: ClickHouseFixture;
let directory: string;

beforeAll(async () => {
  fixture = await ClickHouseFixture.start();
  directory = await mkdtemp(join(tmpdir(), 'schema-'));
}, 60_000);
afterAll(async () => {
  await fixture.close();
  await rm(directory, { recursive: true });
}, 30_000);

/** One at a time, as a lease makes it between processes. */
let last: Promise<unknown> = Promise.resolve();
const lock = <T>(_: string, work: () => Promise<T>): Promise<T> => {
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn;
};

const write = (name: string, sql: string) => writeFile(join(directory, name), sql);
const apply = () =>
  applySchema({ clickhouse: fixture.clickhouse, directory: pathToFileURL(`${directory}/`), service: 'test', lock });

describe('applySchema', () => {
  it('applies what is new, once, whoever comes first', async () => {
    await write('001_a.sql', '-- A table.\nCREATE TABLE IF NOT EXISTS a (n UInt64) ENGINE = MergeTree ORDER BY n');
    const replicas = await Promise.all([apply(), apply(), apply()]);
    expect(replicas.flat()).toEqual(['001_a.sql']);
    await write('002_b.sql', 'ALTER TABLE a ADD COLUMN m UInt64');
    expect(await apply()).toEqual(['002_b.sql']);
    expect(await apply()).toEqual([]);
  });

  it('refuses a file that was changed after it was applied', async () => {
    await write('002_b.sql', 'ALTER TABLE a ADD COLUMN other UInt64');
    await expect(apply()).rejects.toThrow('002_b.sql was changed after it was applied');
  });

  it('refuses a gap in the numbers', async () => {
    await write('004_d.sql', 'SELECT 1');
    await expect(apply()).rejects.toThrow('004_d.sql');
  });
});

describe('forEngine', () => {
  it('turns engines into their replicated sisters and leaves all else', () => {
    const sql = 'CREATE TABLE a (b String) ENGINE = AggregatingMergeTree ORDER BY b';
    expect(forEngine(sql, 'plain')).toBe(sql);
    expect(forEngine(sql, 'replicated')).toBe(
      'CREATE TABLE a (b String) ENGINE = ReplicatedAggregatingMergeTree ORDER BY b',
    );
  });
});
