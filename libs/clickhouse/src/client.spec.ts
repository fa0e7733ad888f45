import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GatewayOpsError } from '@gatewayops/contracts';
import { z } from 'zod';
import { createClickHouse } from './client.js';
import { ClickHouseFixture } from './clickhouse.fixture.js';
import { defineQuery } from './query.js';

let fixture: ClickHouseFixture;
const A = '019a0000-0000-7000-8000-00000000000a';
const B = '019a0000-0000-7000-8000-00000000000b';

beforeAll(async () => {
  fixture = await ClickHouseFixture.start();
  await fixture.run('CREATE TABLE things (org_id String, n UInt64) ENGINE = MergeTree ORDER BY org_id');
  await fixture.run(`INSERT INTO things VALUES ('${A}', 1), ('${A}', 2), ('${B}', 3)`);
}, 60_000);
afterAll(() => fixture.close(), 30_000);

const things = defineQuery({
  name: 'things',
  sql: 'SELECT n FROM {{things}} WHERE n >= {least:UInt64} ORDER BY n',
  params: z.object({ least: z.number() }),
  row: z.object({ n: z.number() }),
});
const request = { operation: 'test', tag: { route: 'test', orgId: null } };

describe('a query', () => {
  it('sees the rows of its organisation only', async () => {
    expect(await things.run(fixture.clickhouse, A, { least: 0 }, { route: 'test' })).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await things.run(fixture.clickhouse, B, { least: 0 }, { route: 'test' })).toEqual([{ n: 3 }]);
  });

  it.each([`${A}' OR '1' = '1`, '', '*'])('refuses %j as an organisation', async (orgId) => {
    await expect(things.run(fixture.clickhouse, orgId, { least: 0 }, { route: 'test' })).rejects.toThrow(z.ZodError);
  });

  it('is a defect when its rows are not as declared', async () => {
    const wrong = defineQuery({
      name: 'wrong',
      sql: 'SELECT n FROM {{things}}',
      params: z.object({}),
      row: z.object({ n: z.string() }),
    });
    await expect(wrong.run(fixture.clickhouse, A, {}, { route: 'test' })).rejects.toThrow(z.ZodError);
  });

  it('carries its service, route and organisation', async () => {
    const tagOf = defineQuery({
      name: 'tag',
      sql: `SELECT getSetting('log_comment') AS tag FROM {{things}} LIMIT 1`,
      params: z.object({}),
      row: z.object({ tag: z.string() }),
    });
    const [row] = await tagOf.run(fixture.clickhouse, A, {}, { route: 'GET /v1/things' });
    expect(JSON.parse(row!.tag)).toEqual({ service: 'test', route: 'GET /v1/things', org: A });
  });

  it('ends with too many rows rather than with some of them', async () => {
    const few = createClickHouse({ url: fixture.engine.url, service: 'test', resultRowsMax: 10 });
    await expect(few.select('SELECT number FROM numbers(11)', request)).rejects.toThrow(/396|limit/i);
    expect(await few.select('SELECT number FROM numbers(10)', request)).toHaveLength(10);
    await few.close();
  });

  it('is service_unavailable when it takes too long, and the server lets go of it', async () => {
    const hasty = createClickHouse({ url: fixture.engine.url, service: 'test', requestTimeoutMs: 1_000 });
    const startedAt = Date.now();
    const slow = hasty.select('SELECT sleepEachRow(1) FROM numbers(10) SETTINGS max_block_size = 1', request);
    await expect(slow).rejects.toMatchObject({ code: 'service_unavailable' });
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    await hasty.close();
  });

  it('is refused when too many wait already', async () => {
    const narrow = createClickHouse({ url: fixture.engine.url, service: 'test', requestsMax: 1 });
    const first = narrow.select('SELECT 1', request);
    await expect(narrow.select('SELECT 1', request)).rejects.toMatchObject({ code: 'service_unavailable' });
    await first;
    await narrow.close();
  });
});

describe('a ClickHouse that is away', () => {
  it('is service_unavailable, told to the breaker and to who observes', async () => {
    const calls: string[] = [];
    const breaker = {
      tryAcquire: () => calls.length < 4,
      succeed: () => calls.push('succeed'),
      fail: () => calls.push('fail'),
    };
    const observe = ({ failed }: { failed: boolean }) => calls.push(failed ? 'failed' : 'ended');
    const away = createClickHouse({ url: 'http://127.0.0.1:1/x', service: 'test', breaker, observe });
    for (let i = 0; i < 3; i++) {
      const error = await away.select('SELECT 1', request).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(GatewayOpsError);
      expect(error).toMatchObject({ code: 'service_unavailable' });
    }
    // The third was refused by the breaker and never sent.
    expect(calls).toEqual(['failed', 'fail', 'failed', 'fail']);
    await away.close();
  });

  it('does not open the breaker for a statement that is wrong', async () => {
    const calls: string[] = [];
    const breaker = { tryAcquire: () => true, succeed: () => calls.push('succeed'), fail: () => calls.push('fail') };
    const clickhouse = createClickHouse({ url: fixture.engine.url, service: 'test', breaker });
    await expect(clickhouse.select('SELECT nothing', request)).rejects.not.toBeInstanceOf(GatewayOpsError);
    expect(calls).toEqual(['succeed']);
    await clickhouse.close();
  });
});
