import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CostSeriesResponse, ErrorBody, KeyCostsResponse, KeyUse, ToolCostsResponse, type CallPriced } from '@gatewayops/contracts'; // prettier-ignore
import { signServiceToken } from '@gatewayops/service';
import { callPriced } from '@gatewayops/testing/call-events';
import { randomUUID } from 'node:crypto';
import { ADMIN_TOKEN, CostStack, eventually, queryOf } from './cost-stack.js';

let stack: CostStack;
const TEAM = '019a0000-0000-7000-8000-000000000001';
const KEY = '019a0000-0000-7000-8000-000000000002';
const OTHER_KEY = '019a0000-0000-7000-8000-0000000000aa';
const period = { start_date: '2026-10-01', end_date: '2026-11-30' };

const at = (time: string, payload: Partial<CallPriced['payload']>) => callPriced(stack.orgA, payload, Date.parse(time));
const get = async (path: string, fields: Record<string, string | number>) => {
  const answer = await stack.call(`${path}?${queryOf(fields)}`, { token: stack.keys.a });
  expect(answer.status).toBe(200);
  return answer.body;
};
const series = async (fields: Record<string, string | number>) =>
  CostSeriesResponse.parse(await get('/v1/costs/series', { from: '2026-10-31T10:00:00Z', to: '2026-11-02T00:00:00Z', ...fields })); // prettier-ignore

beforeAll(async () => {
  stack = await CostStack.start();
  await stack.publish([
    // 0.1 + 0.2 dollars: in floats that would be 0.30000000000000004.
    at('2026-10-31T23:59:59.999Z', { costMicroUsd: 100_000, mcpServer: 'files', toolName: 'a/b', teamId: TEAM }),
    at('2026-11-01T00:00:00.000Z', { costMicroUsd: 200_000, mcpServer: 'files', toolName: 'a/b', keyId: KEY }),
    at('2026-11-01T10:30:00.000Z', { costMicroUsd: 30, mcpServer: 'a', toolName: '=HYPERLINK("x")' }),
    at('2026-11-01T10:40:00.000Z', { costMicroUsd: 2, mcpServer: 'b', toolName: '' }),
    at('2026-11-01T11:40:00.000Z', { costMicroUsd: 1, mcpServer: 'c' }),
    at('2026-12-01T00:00:00.000Z', { costMicroUsd: 5_000_000, mcpServer: 'files' }),
  ]);
  await eventually(
    () => series({}),
    ({ total }) => total.calls === 5,
  );
}, 60_000);
afterAll(() => stack?.close(), 30_000);

describe('GET /v1/costs/series', () => {
  it('sums whole days by those that cost most, and all others as one', async () => {
    const answer = await series({ limit: 2 });
    expect(answer).toMatchObject({
      from: '2026-10-31T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z', interval: 'day', by: 'server',
      total: { cost: 0.300033, cost_micro_usd: 300_033, calls: 5 },
      times: ['2026-10-31T00:00:00.000Z', '2026-11-01T00:00:00.000Z'],
    }); // prettier-ignore
    expect(answer.series).toEqual([
      {
        group: 'files', mcp_server: null, is_other: false, cost: 0.3, cost_micro_usd: 300_000, calls: 2,
        points: [
          { time: '2026-10-31T00:00:00.000Z', cost: 0.1, cost_micro_usd: 100_000, calls: 1 },
          { time: '2026-11-01T00:00:00.000Z', cost: 0.2, cost_micro_usd: 200_000, calls: 1 },
        ],
      },
      {
        group: 'a', mcp_server: null, is_other: false, cost: 0.00003, cost_micro_usd: 30, calls: 1,
        points: [{ time: '2026-11-01T00:00:00.000Z', cost: 0.00003, cost_micro_usd: 30, calls: 1 }],
      },
      {
        group: null, mcp_server: null, is_other: true, cost: 0.000003, cost_micro_usd: 3, calls: 2,
        points: [{ time: '2026-11-01T00:00:00.000Z', cost: 0.000003, cost_micro_usd: 3, calls: 2 }],
      },
    ]); // prettier-ignore
  });

  it.each([
    ['team', [[null, null, 200_033], [TEAM, null, 100_000]]],
    ['user', [[null, null, 300_033]]],
    ['key', [[KEY, null, 200_000], [OTHER_KEY, null, 100_033]]],
    ['tool', [['a/b', 'files', 300_000], ['=HYPERLINK("x")', 'a', 30], [null, 'b', 2], ['echo', 'c', 1]]],
  ])('by %s, the same by the day and by the hour', async (by, expected) => {
    for (const interval of ['day', 'hour']) {
      const answer = await series({ by, interval });
      expect(answer.series.map(({ group, mcp_server, cost_micro_usd }) => [group, mcp_server, cost_micro_usd])).toEqual(expected); // prettier-ignore
      expect(answer.series.some(({ is_other }) => is_other)).toBe(false);
    }
  }); // prettier-ignore

  it('by the hour, with all hours in its times and those with calls in its points', async () => {
    const answer = await series({ interval: 'hour', from: '2026-11-01T10:59:00Z', to: '2026-11-01T12:00:00.001Z' });
    expect(answer.times).toEqual(['10', '11', '12'].map((hour) => `2026-11-01T${hour}:00:00.000Z`));
    expect(answer.series.map(({ group, points }) => [group, points.map(({ time }) => time)])).toEqual([
      ['a', ['2026-11-01T10:00:00.000Z']],
      ['b', ['2026-11-01T10:00:00.000Z']],
      ['c', ['2026-11-01T11:00:00.000Z']],
    ]);
  });
});

describe('GET /v1/costs/by-key and by-tool', () => {
  it('list the sums of a period, with pages', async () => {
    const keys = KeyCostsResponse.parse(await get('/v1/costs/by-key', period));
    expect(keys.items.map(({ key_id, cost_micro_usd }) => [key_id, cost_micro_usd])).toEqual([[KEY, 200_000], [OTHER_KEY, 100_033]]); // prettier-ignore
    const tools: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const fields = { ...period, limit: 1, ...(cursor === '' ? {} : { cursor }) };
      const page = ToolCostsResponse.parse(await get('/v1/costs/by-tool', fields));
      tools.push(...page.items.map(({ mcp_server, tool, calls }) => [mcp_server, tool, calls]));
      cursor = page.cursor;
    }
    expect(tools).toEqual([['a', '=HYPERLINK("x")', 1], ['b', null, 1], ['c', 'echo', 1], ['files', 'a/b', 2]]); // prettier-ignore
  });
});

describe('GET /v1/costs/export', () => {
  const text = async (fields: Record<string, string>, credential: { token: string; orgId?: string }) => {
    const headers: Record<string, string> = { authorization: `Bearer ${credential.token}` };
    if (credential.orgId) headers['x-organization-id'] = credential.orgId;
    const answer = await fetch(`${stack.service?.url}/v1/costs/export?${queryOf({ ...period, ...fields })}`, { headers });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }; // prettier-ignore

  it('sends exact amounts as CSV, of which a spreadsheet computes nothing', async () => {
    const answer = await text({ by: 'tool' }, { token: stack.keys.a });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="costs-by-tool.csv"');
    expect(answer.text.split('\r\n')).toEqual([
      '"mcp_server","tool","calls","input_tokens","output_tokens","cost_usd","cost_micro_usd"',
      '"a","\'=HYPERLINK(""x"")",1,0,0,"0.00003",30',
      '"b","",1,0,0,"0.000002",2',
      '"c","echo",1,0,0,"0.000001",1',
      '"files","a/b",2,0,0,"0.3",300000',
      '',
    ]);
  });

  it('sends them as JSON lines, by day', async () => {
    const answer = await text({ format: 'jsonl' }, { token: stack.keys.a });
    expect(answer.text.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual([
      { day: '2026-10-31', calls: 1, input_tokens: 0, output_tokens: 0, cost_usd: '0.1', cost_micro_usd: 100_000 },
      { day: '2026-11-01', calls: 4, input_tokens: 0, output_tokens: 0, cost_usd: '0.200033', cost_micro_usd: 200_033 },
    ]); // prettier-ignore
  });

  it('sends nothing of another organisation, and says in the audit log who asked', async () => {
    const answer = await text({ by: 'server' }, { token: ADMIN_TOKEN, orgId: stack.orgB });
    expect(answer.text.split('\r\n')).toHaveLength(2);
    const read = () => stack.redis.xrange('gwo:{audit}', '-', '+');
    const rows = await eventually(read, (found) => JSON.stringify(found).includes(stack.orgB));
    const events = rows.map(([, fields]) => JSON.parse(fields[1] ?? '') as { orgId: string; payload: object });
    expect(events.find(({ orgId }) => orgId === stack.orgB)?.payload).toMatchObject({
      action: 'export.requested', details: { what: 'costs', by: 'server', format: 'csv', ...period },
    }); // prettier-ignore
  });
});

describe('GET /internal/v1/costs/{orgId}/keys/{keyId}/use', () => {
  const use = async (orgId: string, keyId: string, caller = 'auth') => {
    const headers = { authorization: `Service ${signServiceToken('s'.repeat(32), caller, 'cost')}` };
    const answer = await fetch(`${stack.service?.url}/internal/v1/costs/${orgId}/keys/${keyId}/use`, { headers });
    return { status: answer.status, body: (await answer.json()) as { calls?: number } };
  };

  it('tells the auth service, and no one else, what a key called in the last day', async () => {
    const keyId = randomUUID();
    const now = Date.now();
    await stack.publish([
      callPriced(stack.orgA, { keyId, toolName: 'read' }, now - 1_000),
      callPriced(stack.orgA, { keyId, toolName: 'read' }, now),
      callPriced(stack.orgA, { keyId, mcpServer: 'files', toolName: '' }, now - 2_000),
      callPriced(stack.orgA, { keyId }, now - 25 * 3_600_000),
      callPriced(stack.orgB, { keyId }, now),
    ]);
    const answer = await eventually(() => use(stack.orgA, keyId), ({ body }) => body.calls === 3); // prettier-ignore
    expect(KeyUse.parse(answer.body)).toMatchObject({
      calls: 3,
      hasMore: false,
      places: [
        { mcpServer: 'everything', toolName: 'read', calls: 2, lastAtMs: now },
        { mcpServer: 'files', toolName: '', calls: 1, lastAtMs: now - 2_000 },
      ],
    });
    expect((await use(stack.orgA, randomUUID())).body).toMatchObject({ calls: 0, places: [] });
    const refused = await use(stack.orgA, keyId, 'alert');
    expect([refused.status, ErrorBody.parse(refused.body).error.code]).toEqual([403, 'forbidden']);
    expect((await stack.call(`/internal/v1/costs/${stack.orgA}/keys/${keyId}/use`, { token: stack.keys.a })).status).toBe(401); // prettier-ignore
  });
});
