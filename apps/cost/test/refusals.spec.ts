import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ErrorBody } from '@gatewayops/contracts';
import { callPriced, newTraceId } from '@gatewayops/testing/call-events';
import { randomUUID } from 'node:crypto';
import { ADMIN_TOKEN, CostStack, eventually, queryOf } from './cost-stack.js';

let stack: CostStack;
const own = '0123456789abcdef0123456789abcdef';
const period = { start_date: '2026-11-01', end_date: '2026-11-30' };
const SERVER = 'secret-server';

beforeAll(async () => {
  stack = await CostStack.start();
  const atMs = Date.parse('2026-11-15');
  await stack.publish([
    callPriced(stack.orgA, { traceId: own, mcpServer: SERVER, costMicroUsd: 777_777 }, atMs),
    callPriced(
      stack.orgA,
      {
        traceId: own,
        mcpServer: `${SERVER}-2`,
        costMicroUsd: 777_777,
        teamId: randomUUID(),
        userId: randomUUID(),
        keyId: randomUUID(),
      },
      atMs,
    ),
  ]);
  const path = `/v1/costs/trace/${own}`;
  await eventually(
    () => stack.call(path, { token: stack.keys.a }),
    ({ status }) => status === 200,
  );
}, 60_000);
afterAll(() => stack?.close(), 30_000);

const errorOf = (body: unknown) => ErrorBody.parse(body).error;
const lists = ['summary', 'by-team', 'by-user', 'by-server', 'by-key', 'by-tool'].map((name) => `/v1/costs/${name}`);
const paged = [...lists.slice(1).map((path) => `${path}?${queryOf(period)}`), `/v1/costs/trace/${own}`];
const series = `/v1/costs/series?${queryOf({ from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' })}`;
const paths = [`${lists[0]}?${queryOf(period)}`, ...paged, series];

describe.each(paths)('GET %s', (path) => {
  it('200 with a key that may read costs', async () => {
    const answer = await stack.call(path, { token: stack.keys.a });
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).toMatch(/777777|1555554/);
  });

  it('401 without a credential, and with one that nobody has', async () => {
    const without = await stack.call(path);
    expect([without.status, errorOf(without.body).code]).toEqual([401, 'unauthorized']);
    const unknown = await stack.call(path, { token: `gwo_test_${'z'.repeat(43)}` });
    expect([unknown.status, errorOf(unknown.body).code]).toEqual([401, 'invalid_token']);
  });

  it('403 with a key that may not', async () => {
    const answer = await stack.call(path, { token: stack.keys.without });
    expect([answer.status, errorOf(answer.body).code]).toEqual([403, 'insufficient_permissions']);
  });

  it('404 with the admin token for an organisation that does not exist', async () => {
    const answer = await stack.call(path, { token: ADMIN_TOKEN, orgId: randomUUID() });
    expect([answer.status, errorOf(answer.body).code]).toEqual([404, 'not_found']);
  });

  it('gives nothing of one organisation to another, whatever a header says', async () => {
    const asked = [
      { token: stack.keys.b },
      { token: stack.keys.b, orgId: stack.orgA },
      { token: ADMIN_TOKEN, orgId: stack.orgB },
    ];
    for (const credential of asked) {
      const answer = await stack.call(path, credential);
      expect(JSON.stringify(answer.body)).not.toMatch(/secret-server|777777|1555554/);
      if (path.includes(own)) expect([answer.status, errorOf(answer.body).code]).toEqual([404, 'not_found']);
      else expect(answer.status).toBe(200);
    }
  });
});

describe.each(lists)('400 GET %s', (path) => {
  it.each<[string, Record<string, string | number>, string]>([
    ['an end before the start', { start_date: '2026-11-02', end_date: '2026-11-01' }, 'end_date'],
    ['more than a year', { start_date: '2025-01-01', end_date: '2026-11-01' }, 'end_date'],
    ['a day that is none', { start_date: '2026-02-30' }, 'start_date'],
    ['a time instead of a day', { start_date: '2026-11-01T00:00:00Z' }, 'start_date'],
  ])('with %s', async (_what, fields, field) => {
    const answer = await stack.call(`${path}?${queryOf({ ...period, ...fields })}`, { token: stack.keys.a });
    expect([answer.status, errorOf(answer.body).code]).toEqual([400, 'validation_error']);
    expect(errorOf(answer.body).details?.map((detail) => detail.field)).toContain(field);
  });
});

it('400 for an unknown grouping, a limit out of bounds, a trace id that is none', async () => {
  const bad = [`${lists[0]}?${queryOf({ ...period, group_by: 'tool' })}`, `${lists[1]}?${queryOf({ ...period, limit: 201 })}`, '/v1/costs/trace/x']; // prettier-ignore
  for (const path of bad) {
    const answer = await stack.call(path, { token: stack.keys.a });
    expect([answer.status, errorOf(answer.body).code]).toEqual([400, 'validation_error']);
  }
});

it.each(paged)('400 for a cursor of %s that was changed, or is another organisation’s', async (path) => {
  const limited = `${path}${path.includes('?') ? '&' : '?'}limit=1`;
  const first = await stack.call(limited, { token: stack.keys.a });
  const cursor = first.body['cursor'] as string;
  expect(cursor).toEqual(expect.any(String));
  const changed = `${cursor.slice(0, -1)}${cursor.endsWith('A') ? 'B' : 'A'}`;
  const asked = [[cursor, stack.keys.b], [changed, stack.keys.a]] as const; // prettier-ignore
  for (const [given, token] of asked) {
    const answer = await stack.call(`${limited}&cursor=${given}`, { token });
    expect([answer.status, errorOf(answer.body).details?.[0]?.field]).toEqual([400, 'cursor']);
  }
});

it.each<[string, Record<string, string | number>, string]>([
  ['an end before the begin', { to: '2026-10-01T00:00:00Z' }, 'to'],
  ['more than a year', { from: '2025-01-01T00:00:00Z' }, 'to'],
  ['more than 31 days by the hour', { to: '2026-12-02T00:00:00.001Z', interval: 'hour' }, 'to'],
  ['a time without its offset', { from: '2026-11-01T00:00:00' }, 'from'],
  ['a grouping that is none', { by: 'day' }, 'by'],
  ['too many groups', { limit: 13 }, 'limit'],
])('400 for a series of %s', async (_what, fields, field) => {
  const query = queryOf({ from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z', ...fields });
  const answer = await stack.call(`/v1/costs/series?${query}`, { token: stack.keys.a });
  expect([answer.status, errorOf(answer.body).code]).toEqual([400, 'validation_error']);
  expect(errorOf(answer.body).details?.map((detail) => detail.field)).toContain(field);
});

describe('GET /v1/costs/export', () => {
  const path = `/v1/costs/export?${queryOf(period)}`;

  it.each<[string, Parameters<CostStack['call']>[1], [number, string]]>([
    ['without a credential', {}, [401, 'unauthorized']],
    ['for an organisation that does not exist', { token: ADMIN_TOKEN, orgId: randomUUID() }, [404, 'not_found']],
  ])('refuses it %s', async (_what, init, expected) => {
    const answer = await stack.call(path, init);
    expect([answer.status, errorOf(answer.body).code]).toEqual(expected);
  });

  it('403 with a key that may not', async () => {
    expect((await stack.call(path, { token: stack.keys.without })).status).toBe(403);
  });

  it.each([{ format: 'xlsx' }, { by: 'week' }, { end_date: '2026-10-01' }])('400 with %j', async (fields) => {
    const answer = await stack.call(`/v1/costs/export?${queryOf({ ...period, ...fields })}`, { token: stack.keys.a });
    expect([answer.status, errorOf(answer.body).code]).toEqual([400, 'validation_error']);
  });
});

it('404 for a trace that cost nothing here', async () => {
  const answer = await stack.call(`/v1/costs/trace/${newTraceId()}`, { token: stack.keys.a });
  expect([answer.status, errorOf(answer.body).code]).toEqual([404, 'not_found']);
});

// Last: it takes ClickHouse away.
describe('without ClickHouse', () => {
  beforeAll(async () => {
    stack.clickhouse.kill('SIGKILL');
    await stack.clickhouse.exited;
  });

  it.each(paths)('503 for GET %s', async (path) => {
    const answer = await stack.call(path, { token: stack.keys.a });
    expect([answer.status, errorOf(answer.body).code]).toEqual([503, 'service_unavailable']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('opens the breaker after five failures, and is not ready', async () => {
    const answer = await stack.call(paths[0]!, { token: stack.keys.a });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
    expect((await stack.call('/ready')).status).toBe(503);
  });
});
