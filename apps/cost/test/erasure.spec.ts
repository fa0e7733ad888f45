import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createClickHouse, type ClickHouse } from '@gatewayops/clickhouse';
import { callPriced } from '@gatewayops/testing/call-events';
import { ADMIN_TOKEN, CostStack, eventually } from './cost-stack.js';

const ERASED_MS_MAX = 20_000;
let stack: CostStack;
let clickhouse: ClickHouse;

beforeAll(async () => {
  stack = await CostStack.start();
  clickhouse = createClickHouse({ url: stack.clickhouse.url, service: 'test' });
}, 60_000);
afterAll(async () => {
  await clickhouse?.close();
  await stack?.close();
}, 30_000);

/** Calls of an organisation that each table counts. */
async function callsOf(orgId: string): Promise<number[]> {
  const request = { operation: 'test', tag: { route: 'test', orgId }, parameters: { orgId } };
  const counted = { cost_events: 'count()', cost_hourly: 'sum(call_count)', cost_daily: 'sum(call_count)' };
  const counts = Object.entries(counted).map(async ([table, calls]) => {
    const sql = `SELECT toUInt32(${calls}) AS n FROM ${table} WHERE org_id = {orgId:String}`;
    return ((await clickhouse.select(sql, request)) as { n: number }[])[0]?.n ?? 0;
  });
  return Promise.all(counts);
}

const priceOf = (orgId: string) =>
  stack.call('/v1/prices', {
    token: ADMIN_TOKEN,
    orgId,
    body: { mcp_server: 'search', tool: '*', price_micro_usd: 100 },
  });
const pricesOf = async (orgId: string) =>
  ((await stack.call('/v1/prices', { token: ADMIN_TOKEN, orgId })).body['items'] as object[]).length;

it('erases costs and prices of an organisation that was deleted, and no other’s', async () => {
  for (const orgId of [stack.orgA, stack.orgB]) expect((await priceOf(orgId)).status).toBe(201);
  await stack.publish(Array.from({ length: 40 }, () => callPriced(stack.orgA)));
  await stack.publish(Array.from({ length: 30 }, () => callPriced(stack.orgB)));
  await eventually(async () => [await callsOf(stack.orgA), await callsOf(stack.orgB)], ([a, b]) => a?.[0] === 40 && b?.[0] === 30); // prettier-ignore
  expect(await callsOf(stack.orgA)).toEqual([40, 40, 40]);
  stack.auth.deleted.add(stack.orgA);
  await eventually(async () => stack.auth.deleted.size, (left) => left === 0, ERASED_MS_MAX); // prettier-ignore
  expect([await callsOf(stack.orgA), await pricesOf(stack.orgA)]).toEqual([[0, 0, 0], 0]);
  expect([await callsOf(stack.orgB), await pricesOf(stack.orgB)]).toEqual([[30, 30, 30], 1]);
}, 60_000);
