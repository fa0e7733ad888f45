import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CostSummaryResponse,
  ServerCostsResponse,
  TeamCostsResponse,
  TraceCostResponse,
  UserCostsResponse,
  type CallPriced,
} from '@gatewayops/contracts';
import { formatMicroUsd } from '@gatewayops/domain';
import { callPriced, newTraceId } from '@gatewayops/testing/call-events';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { CostStack, eventually, queryOf } from './cost-stack.js';

let stack: CostStack;
const TEAM = '019a0000-0000-7000-8000-000000000001';
const USER = '019a0000-0000-7000-8000-000000000002';
const CARD = '019a0000-0000-7000-8000-000000000003';
const trace = newTraceId();

const at = (day: string, payload: Partial<CallPriced['payload']>, time = '12:00:00.000') =>
  callPriced(stack.orgA, payload, Date.parse(`${day}T${time}Z`));

const get = async (path: string, token = stack.keys.a) => {
  const answer = await stack.call(path, { token });
  expect(answer.status).toBe(200);
  return answer.body;
};
const period = { start_date: '2026-10-01', end_date: '2026-11-30' };
const summary = async (fields: Record<string, string> = {}, token = stack.keys.a) =>
  CostSummaryResponse.parse(await get(`/v1/costs/summary?${queryOf({ ...period, ...fields })}`, token));

beforeAll(async () => {
  stack = await CostStack.start();
  await stack.publish([
    // 0.1 + 0.2 dollars: in floats that would be 0.30000000000000004.
    at('2026-10-31', { costMicroUsd: 100_000, teamId: TEAM, mcpServer: 'files', traceId: trace }, '23:59:59.999'),
    at('2026-11-01', { costMicroUsd: 200_000, teamId: TEAM, userId: USER, traceId: trace }, '00:00:00.000'),
    at('2026-11-01', { costMicroUsd: 1, userId: USER, inputTokens: 7, outputTokens: 9 }),
    at('2026-11-02', { costMicroUsd: 0, priceSource: 'none' }),
    at('2026-11-30', { costMicroUsd: 999_999, priceCardId: CARD, priceCardVersion: 3 }, '23:59:59.999'),
    at('2026-12-01', { costMicroUsd: 5_000_000 }, '00:00:00.000'),
  ]);
  await eventually(
    () => summary(),
    ({ summary: { total_calls } }) => total_calls === 5,
  );
}, 60_000);
afterAll(() => stack?.close(), 30_000);

describe('GET /v1/costs/summary', () => {
  it('sums a period exactly, both days included, by day unless asked otherwise', async () => {
    const answer = await summary();
    expect(answer.summary).toEqual({
      // 100,000 + 200,000 + 1 + 0 + 999,999 micro-dollars
      total_cost: 1.3,
      total_cost_micro_usd: 1_300_000,
      total_calls: 5,
      period: { start: '2026-10-01', end: '2026-11-30' },
    });
    expect(
      answer.breakdown.map(({ group, cost, cost_micro_usd, calls }) => [group, cost, cost_micro_usd, calls]),
    ).toEqual([
      ['2026-10-31', 0.1, 100_000, 1],
      ['2026-11-01', 0.200001, 200_001, 2],
      ['2026-11-02', 0, 0, 1],
      ['2026-11-30', 0.999999, 999_999, 1],
    ]);
  });

  it.each([
    [
      'week',
      [
        ['2026-10-26', 300_001],
        ['2026-11-02', 0],
        ['2026-11-30', 999_999],
      ],
    ],
    [
      'month',
      [
        ['2026-10', 100_000],
        ['2026-11', 1_200_000],
      ],
    ],
    [
      'team',
      [
        ['none', 1_000_000],
        [TEAM, 300_000],
      ],
    ],
    [
      'user',
      [
        ['none', 1_099_999],
        [USER, 200_001],
      ],
    ],
    [
      'server',
      [
        ['everything', 1_200_000],
        ['files', 100_000],
      ],
    ],
  ])('by %s', async (group_by, expected) => {
    const answer = await summary({ group_by });
    expect(answer.breakdown.map(({ group, cost_micro_usd }) => [group, cost_micro_usd])).toEqual(expected);
    expect(answer.summary.total_cost_micro_usd).toBe(1_300_000);
  });

  it('is zero for a period without calls', async () => {
    const answer = await summary({ start_date: '2026-01-01', end_date: '2026-01-31' });
    expect(answer.summary).toMatchObject({ total_cost: 0, total_cost_micro_usd: 0, total_calls: 0 });
    expect(answer.breakdown).toEqual([]);
  });

  it('counts tokens', async () => {
    const { breakdown } = await summary({ start_date: '2026-11-01', end_date: '2026-11-01' });
    expect(breakdown).toMatchObject([{ input_tokens: 7, output_tokens: 9 }]);
  });
});

describe.each([
  ['by-team', TeamCostsResponse, [{ team_id: null, cost_micro_usd: 1_000_000, calls: 3 }, { team_id: TEAM, cost_micro_usd: 300_000, cost: 0.3, calls: 2 }]], // prettier-ignore
  ['by-user', UserCostsResponse, [{ user_id: null, cost_micro_usd: 1_099_999, calls: 3 }, { user_id: USER, cost_micro_usd: 200_001, calls: 2 }]], // prettier-ignore
  ['by-server', ServerCostsResponse, [{ mcp_server: 'everything', cost_micro_usd: 1_200_000 }, { mcp_server: 'files', cost_micro_usd: 100_000 }]], // prettier-ignore
] as const)('GET /v1/costs/%s', (name, schema, expected) => {
  it('lists the sums', async () => {
    const page = schema.parse(await get(`/v1/costs/${name}?${queryOf(period)}`));
    expect(page.items).toMatchObject(expected);
    expect(page).toMatchObject({ cursor: null, has_more: false, period: { start: '2026-10-01', end: '2026-11-30' } });
  });

  it('has pages', async () => {
    const first = schema.parse(await get(`/v1/costs/${name}?${queryOf({ ...period, limit: 1 })}`));
    expect(first).toMatchObject({ items: [expected[0]], has_more: true });
    const query = queryOf({ ...period, limit: 1, cursor: first.cursor! });
    expect(schema.parse(await get(`/v1/costs/${name}?${query}`))).toMatchObject({
      items: [expected[1]],
      has_more: false,
    });
  });
});

describe('GET /v1/costs/trace/{id}', () => {
  it('reads what each call of a trace cost, and where the price came from', async () => {
    const answer = TraceCostResponse.parse(await get(`/v1/costs/trace/${trace}`));
    expect(answer).toMatchObject({ trace_id: trace, total_cost: 0.3, total_cost_micro_usd: 300_000, total_calls: 2 });
    expect(answer.items).toMatchObject([
      { timestamp: '2026-10-31T23:59:59.999Z', mcp_server: 'files', cost: 0.1, estimate_micro_usd: 1_500 },
      { timestamp: '2026-11-01T00:00:00.000Z', user_id: USER, cost_micro_usd: 200_000, currency: 'USD' },
    ]);
  });

  it('has pages', async () => {
    const first = TraceCostResponse.parse(await get(`/v1/costs/trace/${trace}?limit=1`));
    const second = TraceCostResponse.parse(await get(`/v1/costs/trace/${trace}?limit=1&cursor=${first.cursor}`));
    expect([first, second].map(({ items }) => items[0]!.cost_micro_usd)).toEqual([100_000, 200_000]);
    expect(second).toMatchObject({ total_calls: 2, has_more: false, cursor: null });
  });

  it('names the card and its version', async () => {
    const call = at('2026-09-01', { priceCardId: CARD, priceCardVersion: 3, priceSource: 'card' });
    await stack.publish([call]);
    const path = `/v1/costs/trace/${call.payload.traceId}`;
    const answer = await eventually(
      () => stack.call(path, { token: stack.keys.a }),
      ({ status }) => status === 200,
    );
    expect(TraceCostResponse.parse(answer.body).items).toMatchObject([
      { id: call.id, span_id: call.payload.spanId, price_card_id: CARD, price_card_version: 3, price_source: 'card' },
    ]);
  });
});

it('sums whatever prices to the micro-dollar', async () => {
  const price = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1_000_000_000_000 }));
  const sent: { token: string; total: bigint; calls: number }[] = [];
  for (const [i, prices] of fc.sample(fc.array(price, { minLength: 1, maxLength: 60 }), 12).entries()) {
    const orgId = randomUUID();
    const token = stack.auth.addKey(`property${i}`, orgId, ['costs:read']);
    await stack.publish(prices.map((costMicroUsd) => callPriced(orgId, { costMicroUsd }, Date.parse('2026-11-15'))));
    sent.push({ token, total: prices.reduce((sum, each) => sum + BigInt(each), 0n), calls: prices.length });
  }
  for (const { token, total, calls } of sent) {
    const answer = await eventually(
      () => summary({}, token),
      (found) => found.summary.total_calls === calls,
    );
    expect(BigInt(answer.summary.total_cost_micro_usd)).toBe(total);
    expect(answer.summary.total_cost).toBe(Number(formatMicroUsd(total)));
    expect(answer.summary.total_calls).toBe(calls);
  }
}, 20_000);
