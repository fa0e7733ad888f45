import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { ClickHouseFixture } from './clickhouse.fixture.js';
import { refusalOf } from './failures.js';
import { insertBatch } from './insert-batch.js';

let fixture: ClickHouseFixture;
const REMEMBERS = 'SETTINGS non_replicated_deduplication_window = 100000';

beforeAll(async () => {
  fixture = await ClickHouseFixture.start();
  const target = `AS SELECT toDate(at) AS day, count() AS calls, sum(cost) AS total FROM events GROUP BY day`;
  const columns = `(day Date, calls SimpleAggregateFunction(sum, UInt64), total SimpleAggregateFunction(sum, Decimal(38, 6)))`;
  await fixture.run(`CREATE TABLE events (at DateTime64(3, 'UTC'), n UInt64, cost Decimal64(6), batch_id String,
    inserted_at DateTime('UTC') DEFAULT now()) ENGINE = MergeTree PARTITION BY toYYYYMM(at) ORDER BY n ${REMEMBERS}`);
  for (const name of ['daily', 'monthly']) {
    await fixture.run(`CREATE TABLE ${name} ${columns} ENGINE = AggregatingMergeTree ORDER BY day ${REMEMBERS}`);
    await fixture.run(`CREATE MATERIALIZED VIEW ${name}_mv TO ${name} ${target}`);
  }
}, 60_000);

beforeEach(async () => {
  for (const table of ['events', 'daily', 'monthly']) await fixture.run(`TRUNCATE TABLE ${table}`);
});

afterAll(() => fixture.close(), 30_000);

/** 100 rows of a micro-dollar each, by turns in each of `days`. */
function batch(token: string, days: readonly string[]) {
  const row = (n: number) =>
    JSON.stringify({ at: `${days[n % days.length]} 23:59:59.999`, n, cost: '0.000001', batch_id: token });
  return { table: 'events', token, rows: Array.from({ length: 100 }, (_, n) => row(n)).join('\n') };
}

async function counts() {
  const { rows } = (await fixture.row('SELECT count() AS rows FROM events')) as { rows: number };
  const sums = 'sum(calls) AS calls, toInt64(sum(total) * 1000000) AS micro_usd';
  return {
    rows,
    daily: await fixture.row(`SELECT ${sums} FROM daily`),
    monthly: await fixture.row(`SELECT ${sums} FROM monthly`),
  };
}

const all = (rows: number) => {
  const view = { calls: rows, micro_usd: rows };
  return { rows, daily: view, monthly: view };
};

describe('insertBatch', () => {
  it('counts a batch once, however often it comes, in the table and in every view', async () => {
    const first = batch('once', ['2026-09-30']);
    for (let i = 0; i < 4; i++) await insertBatch(fixture.clickhouse, first);
    expect(await counts()).toEqual(all(100));
  });

  it('counts equal rows under another token again', async () => {
    await insertBatch(fixture.clickhouse, batch('equal-1', ['2026-09-30']));
    await insertBatch(fixture.clickhouse, { ...batch('equal-1', ['2026-09-30']), token: 'equal-2' });
    expect(await counts()).toEqual(all(200));
  });

  it('counts a batch across months once', async () => {
    const months = batch('months', ['2026-09-30', '2026-10-01', '2027-01-01']);
    for (let i = 0; i < 3; i++) await insertBatch(fixture.clickhouse, months);
    expect(await counts()).toEqual(all(100));
  });

  it('counts once what is sent twice at the same time', async () => {
    const same = batch('race', ['2026-09-30', '2026-10-01']);
    await Promise.all(Array.from({ length: 6 }, () => insertBatch(fixture.clickhouse, same)));
    expect(await counts()).toEqual(all(100));
  });

  it('counts once what was under way when the engine was killed', async () => {
    let sent = 0;
    for (let round = 0; round < 3; round++) {
      const batches = Array.from({ length: 20 }, (_, i) => batch(`kill-${round}-${i}`, ['2026-09-30', '2026-10-01']));
      const inserts = Promise.allSettled(batches.map((each) => insertBatch(fixture.clickhouse, each)));
      await pause(10 + round * 40);
      await fixture.crash();
      const refused = (await inserts).filter((insert) => insert.status === 'rejected');
      for (const { reason } of refused) expect(reason).toMatchObject({ code: 'service_unavailable' });
      await fixture.open();
      for (const each of [...batches, ...batches]) await insertBatch(fixture.clickhouse, each);
      sent += batches.length * 100;
      expect(await counts()).toEqual(all(sent));
    }
  }, 60_000);

  it('looks for an old batch by its id where its token may be forgotten', async () => {
    await insertBatch(fixture.clickhouse, batch('old', ['2026-09-30']));
    expect(await insertBatch(fixture.clickhouse, { ...batch('old', ['2026-09-30']), lookFirst: true })).toBe(false);
    expect(await insertBatch(fixture.clickhouse, { ...batch('lost', ['2026-09-30']), lookFirst: true })).toBe(true);
    expect(await counts()).toEqual(all(200));
  });

  it('takes nothing of a batch with a row that cannot be read, and says so', async () => {
    const bad = batch('bad', ['2026-09-30', '2026-10-01']);
    const rows = bad.rows.replace('"n":99,', '"n":"ninety-nine",');
    const error = await insertBatch(fixture.clickhouse, { ...bad, rows }).catch((reason: unknown) => reason);
    expect(refusalOf(error)).toMatch(/code \d+/);
    expect(await counts()).toEqual(all(0));
  });
});
