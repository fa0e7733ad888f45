import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createClickHouse, type ClickHouse } from '@gatewayops/clickhouse';
import { callSpan, callTraced } from '@gatewayops/testing/call-events';
import { eventually, TraceStack } from './trace-stack.js';

const ERASED_MS_MAX = 20_000;
let stack: TraceStack;
let clickhouse: ClickHouse;

beforeAll(async () => {
  stack = await TraceStack.start();
  clickhouse = createClickHouse({ url: stack.clickhouse.url, service: 'test' });
}, 60_000);
afterAll(async () => {
  await clickhouse?.close();
  await stack?.close();
}, 30_000);

/** Tables in which rows are an organisation's; those that views fill, too. */
async function tables(): Promise<string[]> {
  const sql = `SELECT table FROM system.columns WHERE database = currentDatabase() AND name = 'org_id' AND NOT endsWith(table, '_mv')`;
  const request = { operation: 'test', tag: { route: 'test', orgId: null } };
  return ((await clickhouse.select(sql, request)) as { table: string }[]).map(({ table }) => table).toSorted();
}

/** Rows of an organisation, by table. */
async function rowsOf(orgId: string, of = ['spans', 'traces']): Promise<number[]> {
  const request = { operation: 'test', tag: { route: 'test', orgId }, parameters: { orgId } };
  const counts = of.map(async (table) => {
    const sql = `SELECT toUInt32(count()) AS n FROM ${table} WHERE org_id = {orgId:String}`;
    return ((await clickhouse.select(sql, request)) as { n: number }[])[0]?.n ?? 0;
  });
  return Promise.all(counts);
}

const publish = (orgId: string, count: number) =>
  stack.publish(Array.from({ length: count }, () => callTraced(orgId, { spans: [callSpan()] })));

it('erases traces of an organisation that was deleted, and no other’s; what comes after that is erased when it is asked again', async () => {
  await publish(stack.orgA, 40);
  await publish(stack.orgB, 30);
  await eventually(async () => [await rowsOf(stack.orgA), await rowsOf(stack.orgB)], ([a, b]) => a?.[0] === 40 && b?.[0] === 30); // prettier-ignore
  const other = await rowsOf(stack.orgB);
  expect(other).toEqual([30, 30]);
  const all = await tables();
  expect(all).toEqual(['calls_hourly', 'spans', 'traces']);
  for (let time = 0; time < 2; time++) {
    stack.auth.deleted.add(stack.orgA);
    await eventually(async () => stack.auth.deleted.size, (left) => left === 0, ERASED_MS_MAX); // prettier-ignore
    expect(await rowsOf(stack.orgA, all)).toEqual(all.map(() => 0));
    expect(Math.min(...(await rowsOf(stack.orgB, all)))).toBeGreaterThan(0);
    expect(await rowsOf(stack.orgB)).toEqual(other);
    await publish(stack.orgA, 5);
    await eventually(() => rowsOf(stack.orgA), ([spans]) => spans === 5); // prettier-ignore
  }
}, 90_000);
