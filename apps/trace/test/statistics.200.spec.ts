import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TraceGroups, TraceStatistics, type CallTraced } from '@gatewayops/contracts';
import { attemptSpan, callSpan, callTraced } from '@gatewayops/testing/call-events';
import { eventually, queryOf, TraceStack } from './trace-stack.js';

let stack: TraceStack;
const USER = '019a0000-0000-7000-8000-000000000001';
const TEAM = '019a0000-0000-7000-8000-000000000002';
const KEY = '019a0000-0000-7000-8000-000000000003';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The begin of an hour, so that calls stand in known intervals. */
const hourMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 4 * HOUR_MS;
/** Longer ago than calls are kept. */
const oldMs = hourMs - 45 * DAY_MS;
const at = (ms: number) => new Date(ms).toISOString();
const period = { from: at(hourMs), to: at(hourMs + 2 * HOUR_MS) };

function call(
  offsetMs: number,
  ms: number,
  payload: Partial<CallTraced['payload']> = {},
  span: Parameters<typeof callSpan>[0] = {},
): CallTraced {
  const startTimeMs = hourMs + offsetMs;
  const root = callSpan({ startTimeMs, endTimeMs: startTimeMs + ms, durationUs: ms * 1_000, ...span });
  return callTraced(stack.orgA, { ...payload, spans: [root, attemptSpan(root)] });
}

const get = async (path: string, fields: Record<string, string | number> = {}) => {
  const answer = await stack.call(`${path}?${queryOf({ ...period, ...fields })}`, { token: stack.keys.a });
  expect(answer.status).toBe(200);
  return answer.body;
};
const statistics = async (fields: Record<string, string | number> = {}) =>
  TraceStatistics.parse(await get('/v1/traces/statistics', fields));
const groups = async (by: string, fields: Record<string, string | number> = {}) =>
  TraceGroups.parse(await get('/v1/traces/statistics/groups', { by, ...fields }));

const failed = { status: 'error' as const, errorCode: 'upstream_error', errorMessage: 'Connection REFUSED' };

beforeAll(async () => {
  stack = await TraceStack.start();
  await stack.publish([
    // 100 calls of 1 to 100 ms in the first hour, 1,500 micro-dollars each.
    ...Array.from({ length: 100 }, (_, i) => call(i * 1_000, i + 1)),
    // The last millisecond of the second hour, and the first after it.
    call(2 * HOUR_MS - 1, 4_000, { mcpServer: 'files', toolName: 'read', userId: USER, teamId: TEAM, keyId: KEY }, failed),
    call(2 * HOUR_MS, 5),
    // The two hours before.
    call(-HOUR_MS, 7, { toolName: '' }, { status: 'timeout', costMicroUsd: 1 }),
    call(-1, 9, { environment: 'prod', agentName: 'planner' }, { costMicroUsd: 2 }),
    call(oldMs - hourMs, 20, { toolName: 'old-tool' }, { costMicroUsd: 5 }),
    call(oldMs - hourMs, 30, {}, { ...failed, costMicroUsd: 7 }),
  ]); // prettier-ignore
  await eventually(
    () => statistics({ from: at(hourMs - HOUR_MS), to: at(hourMs + 3 * HOUR_MS) }),
    ({ totals }) => totals.calls === 104,
  );
}, 60_000);
afterAll(() => stack?.close(), 30_000);

describe('GET /v1/traces/statistics', () => {
  it('counts calls, not their attempts, by interval and in all, and those of the period before', async () => {
    const answer = await statistics({ interval: 'hour' });
    expect(answer).toMatchObject({
      ...period,
      interval: 'hour',
      // 101 × 1,500 micro-dollars
      totals: { calls: 101, errors: 1, timeouts: 0, cost: 0.1515, cost_micro_usd: 151_500 },
      previous: {
        from: at(hourMs - 2 * HOUR_MS), to: period.from, calls: 2, errors: 0, timeouts: 1, cost_micro_usd: 3,
      },
      points: [
        { time: at(hourMs), calls: 100, errors: 0 },
        { time: at(hourMs + HOUR_MS), calls: 1, errors: 1, p50_ms: 4_000, p99_ms: 4_000 },
      ],
    }); // prettier-ignore
    const [first] = answer.points;
    expect(Math.abs((first?.p50_ms ?? 0) - 50)).toBeLessThan(1.5);
    expect(Math.abs((first?.p95_ms ?? 0) - 95)).toBeLessThan(1.5);
    expect(Math.abs((first?.p99_ms ?? 0) - 99)).toBeLessThan(1.5);
  });

  it('has a point for each interval, also where nothing was called', async () => {
    const { interval, points } = await statistics();
    expect(interval).toBe('minute');
    expect(points.map(({ time }) => time)).toEqual(Array.from({ length: 120 }, (_, i) => at(hourMs + i * 60_000)));
    expect(points[5]).toEqual({ time: at(hourMs + 300_000), calls: 0, errors: 0, timeouts: 0, p50_ms: null, p95_ms: null, p99_ms: null, cost: 0, cost_micro_usd: 0 }); // prettier-ignore
    const odd = await statistics({ from: at(hourMs + 30_000), interval: 'hour' });
    expect(odd.points.map(({ time, calls }) => [time, calls])).toEqual([[at(hourMs), 70], [at(hourMs + HOUR_MS), 1]]); // prettier-ignore
  });

  it.each<[Record<string, string | number>, number]>([
    [{ status: 'error' }, 1],
    [{ status: 'failed' }, 1],
    [{ status: 'failed', from: at(hourMs - HOUR_MS) }, 2],
    [{ user_id: USER }, 1],
    [{ team_id: TEAM }, 1],
    [{ key_id: KEY }, 1],
    [{ mcp_server: 'files' }, 1],
    [{ tool: 'echo' }, 100],
    [{ environment: 'prod' }, 0],
    [{ agent_name: 'agent' }, 101],
    [{ q: 'connection refused' }, 1],
    [{ q: "' OR 1=1 --" }, 0],
    [{ min_duration_ms: 100 }, 2],
  ])('filters by %j', async (filter, calls) => {
    const answer = await statistics(filter);
    expect(answer.totals.calls).toBe(calls);
    expect(answer.points.reduce((sum, point) => sum + point.calls, 0)).toBe(calls);
  });

  it('compares with a period whose calls are gone by what was counted by the hour', async () => {
    const now = Date.now();
    const period = { from: at(now - 29 * DAY_MS), to: at(now) };
    const answer = await statistics(period);
    expect(answer.interval).toBe('day');
    // That of the hours just before counts where it is asked for exactly: over its spans.
    expect(answer.totals).toMatchObject({ calls: 104, timeouts: 1 });
    expect(answer.previous).toMatchObject({
      calls: 2,
      errors: 1,
      timeouts: 0,
      cost_micro_usd: 12,
      p50_ms: 20,
      p99_ms: 30,
    });
    expect((await statistics({ ...period, tool: 'old-tool' })).previous).toMatchObject({ calls: 1, errors: 0 });
    expect((await statistics({ ...period, mcp_server: 'another' })).previous).toMatchObject({ calls: 0 });
    const then = await statistics({ from: at(oldMs - DAY_MS), to: at(oldMs + HOUR_MS) });
    expect([then.interval, then.totals.calls]).toEqual(['hour', 2]);
    expect(then.points.reduce((sum, { calls }) => sum + calls, 0)).toBe(2);
  });

  it('says so where only the calls themselves could tell, and are no longer kept', async () => {
    const now = Date.now();
    const answer = await statistics({ from: at(now - 20 * DAY_MS), to: at(now), status: 'error' });
    expect([answer.previous, answer.interval]).toEqual([null, 'day']);
    const keptMs = now - Date.parse(answer.kept_since);
    expect(Math.abs(keptMs - 30 * DAY_MS)).toBeLessThan(60_000);
    expect((await statistics({ from: at(now - 90 * DAY_MS), to: at(now) })).points.length).toBeGreaterThanOrEqual(90);
  });
});

describe('GET /v1/traces/statistics/groups', () => {
  it.each([
    ['server', ['everything', null, 100], ['files', null, 1]],
    ['tool', ['echo', 'everything', 100], ['read', 'files', 1]],
    ['team', [null, null, 100], [TEAM, null, 1]],
    ['user', [null, null, 100], [USER, null, 1]],
    ['key', ['019a0000-0000-7000-8000-0000000000aa', null, 100], [KEY, null, 1]],
  ])('by %s, most calls first', async (by, ...expected) => {
    const answer = await groups(by);
    expect(answer.items.map(({ group, mcp_server, calls }) => [group, mcp_server, calls])).toEqual(expected);
    expect(answer).toMatchObject({ ...period, by, has_more: false });
  });

  it.each([
    ['errors', 'files'],
    ['p95', 'files'],
    ['cost', 'everything'],
  ])('with the most %s, and whether there are more', async (order, first) => {
    const answer = await groups('server', { order, limit: 1 });
    expect(answer.items.map(({ group }) => group)).toEqual([first]);
    expect(answer.has_more).toBe(true);
  });

  it('narrowed by filters', async () => {
    const answer = await groups('tool', { mcp_server: 'files', status: 'error' });
    expect(answer.items).toEqual([
      { group: 'read', mcp_server: 'files', calls: 1, errors: 1, timeouts: 0, p50_ms: 4_000, p95_ms: 4_000, p99_ms: 4_000, cost: 0.0015, cost_micro_usd: 1_500 }, // prettier-ignore
    ]);
  });
});
