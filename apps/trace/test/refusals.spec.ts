import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ErrorBody, TraceListResponse } from '@gatewayops/contracts';
import { callTraced, newTraceId } from '@gatewayops/testing/call-events';
import { ADMIN_TOKEN, aroundNow, eventually, queryOf, TraceStack } from './trace-stack.js';

let stack: TraceStack;
const range = aroundNow();
const own = newTraceId();
beforeAll(async () => {
  stack = await TraceStack.start();
  const calls = [callTraced(stack.orgA, { traceId: own }), callTraced(stack.orgA), callTraced(stack.orgA)];
  await stack.publish(calls);
  await eventually(
    () => stack.call(`/v1/traces/${own}`, { token: stack.keys.a }),
    ({ status }) => status === 200,
  );
}, 60_000);
afterAll(() => stack?.close(), 30_000);

const errorOf = (body: unknown) => ErrorBody.parse(body).error;
const period = { from: range.start_time, to: range.end_time };
const requests: [string, string, object | undefined][] = [
  ['GET /v1/traces', `/v1/traces?${queryOf(range)}`, undefined],
  ['POST /v1/traces/search', '/v1/traces/search', range],
  ['GET /v1/traces/statistics', `/v1/traces/statistics?${queryOf(period)}`, undefined],
  ['GET /v1/traces/statistics/groups', `/v1/traces/statistics/groups?${queryOf({ ...period, by: 'key' })}`, undefined],
  ['GET /v1/traces/{id}', `/v1/traces/${own}`, undefined],
  ['GET /v1/traces/{id}/spans', `/v1/traces/${own}/spans`, undefined],
];

describe.each(requests)('%s', (_name, path, body) => {
  const ask = (credential: { token?: string; orgId?: string }) =>
    stack.call(path, { ...credential, ...(body ? { body } : {}) });

  it('200 with a key that may read traces', async () => {
    expect((await ask({ token: stack.keys.a })).status).toBe(200);
  });

  it('401 without a credential', async () => {
    const answer = await ask({});
    expect([answer.status, errorOf(answer.body).code]).toEqual([401, 'unauthorized']);
    expect(answer.headers.get('x-request-id')).toBe(errorOf(answer.body).request_id);
  });

  it('401 with a key that nobody has', async () => {
    const answer = await ask({ token: `gwo_test_${'z'.repeat(43)}` });
    expect([answer.status, errorOf(answer.body).code]).toEqual([401, 'invalid_token']);
  });

  it('403 with a key that may not', async () => {
    const answer = await ask({ token: stack.keys.without });
    expect([answer.status, errorOf(answer.body).code]).toEqual([403, 'insufficient_permissions']);
    expect(errorOf(answer.body).details).toEqual([{ field: 'permission', message: 'needs traces:read' }]);
  });

  it('404 with the admin token for an organisation that does not exist', async () => {
    const answer = await ask({ token: ADMIN_TOKEN, orgId: '019a0000-0000-7000-8000-0000000000ff' });
    expect([answer.status, errorOf(answer.body).code]).toEqual([404, 'not_found']);
  });

  it('gives nothing of one organisation to another', async () => {
    for (const credential of [{ token: stack.keys.b }, { token: ADMIN_TOKEN, orgId: stack.orgB }]) {
      const answer = await ask(credential);
      expect(JSON.stringify(answer.body)).not.toContain(own);
      if (path.includes(own)) expect(answer.status).toBe(404);
      else if (!path.includes('statistics')) expect(answer.body).toEqual({ traces: [], cursor: null, has_more: false });
      else expect(JSON.stringify(answer.body)).not.toMatch(/"calls":[1-9]|019a0000-0000-7000-8000-0000000000aa/);
    }
  });

  it('keeps to the organisation of the key, whatever a header says', async () => {
    const answer = await ask({ token: stack.keys.b, orgId: stack.orgA });
    expect(JSON.stringify(answer.body)).not.toContain(own);
  });
});

const changed = (fields: Record<string, string | number>) => ({ ...range, ...fields });
const badQueries: [string, Record<string, string | number>, string][] = [
  ['an end before the start', { start_time: range.end_time, end_time: range.start_time }, 'end_time'],
  ['an empty range', { end_time: range.start_time }, 'end_time'],
  ['a range of four months', { start_time: '2026-01-01T00:00:00Z', end_time: '2026-05-01T00:00:00Z' }, 'end_time'],
  ['a time without its offset', { start_time: '2026-11-21T10:00:00' }, 'start_time'],
  ['an unknown status', { status: 'fine' }, 'status'],
  ['a user that is no id', { user_id: 'me' }, 'user_id'],
  ['a limit of 0', { limit: 0 }, 'limit'],
  ['a limit of 201', { limit: 201 }, 'limit'],
  ['a negative duration', { min_duration_ms: -1 }, 'min_duration_ms'],
  ['an empty q', { q: '' }, 'q'],
  ['a cursor that is none', { cursor: 'AAAA' }, 'cursor'],
];

describe('400', () => {
  it.each(badQueries)('GET /v1/traces with %s', async (_what, fields, field) => {
    const answer = await stack.call(`/v1/traces?${queryOf(changed(fields))}`, { token: stack.keys.a });
    expect([answer.status, errorOf(answer.body).code]).toEqual([400, 'validation_error']);
    expect(errorOf(answer.body).details?.map((detail) => detail.field)).toContain(field);
  });

  it.each(badQueries)('POST /v1/traces/search with %s', async (_what, fields, field) => {
    const answer = await stack.call('/v1/traces/search', { token: stack.keys.a, body: changed(fields) });
    expect([answer.status, errorOf(answer.body).code]).toEqual([400, 'validation_error']);
    expect(errorOf(answer.body).details?.map((detail) => detail.field)).toContain(field);
  });

  it.each<[string, string, Record<string, string | number>, string]>([
    ['an end before the begin', '', { from: range.end_time, to: range.start_time }, 'to'],
    ['more than 90 days', '', { from: '2026-01-01T00:00:00Z', to: '2026-04-02T00:00:00Z' }, 'to'],
    ['a day by the minute', '', { from: '2026-01-01T00:00:00Z', to: '2026-01-03T00:00:00Z', interval: 'minute' }, 'interval'],
    ['an interval that is none', '', { interval: 'week' }, 'interval'],
    ['a user that is no id', '', { user_id: 'me' }, 'user_id'],
    ['a grouping that is none', '/groups', { by: 'day' }, 'by'],
    ['no grouping', '/groups', {}, 'by'],
    ['too many groups', '/groups', { by: 'key', limit: 101 }, 'limit'],
    ['an order that is none', '/groups', { by: 'key', order: 'name' }, 'order'],
  ])('statistics of %s', async (_what, path, fields, field) => {
    const query = queryOf({ ...period, ...fields });
    const answer = await stack.call(`/v1/traces/statistics${path}?${query}`, { token: stack.keys.a });
    expect([answer.status, errorOf(answer.body).code]).toEqual([400, 'validation_error']);
    expect(errorOf(answer.body).details?.map((detail) => detail.field)).toContain(field);
  }); // prettier-ignore

  it('GET /v1/traces without a range', async () => {
    const answer = await stack.call('/v1/traces', { token: stack.keys.a });
    expect(errorOf(answer.body).details?.map(({ field }) => field)).toEqual(['start_time', 'end_time']);
  });

  it.each(['0'.repeat(32), 'f'.repeat(31), 'g'.repeat(32), '..%2f'])('GET /v1/traces/%s', async (id) => {
    for (const path of [`/v1/traces/${id}`, `/v1/traces/${id}/spans`]) {
      const answer = await stack.call(path, { token: stack.keys.a });
      expect([answer.status, errorOf(answer.body).code]).toEqual([400, 'validation_error']);
    }
  });

  it('a cursor with a changed character, with other filters, or of another organisation', async () => {
    const first = await stack.call(`/v1/traces?${queryOf({ ...range, limit: 1 })}`, { token: stack.keys.a });
    const { cursor } = TraceListResponse.parse(first.body);
    const refused = async (fields: Record<string, string | number>, token: string) => {
      const answer = await stack.call(`/v1/traces?${queryOf({ ...range, limit: 1, ...fields })}`, { token });
      expect([answer.status, errorOf(answer.body).details?.[0]?.field]).toEqual([400, 'cursor']);
    };
    await refused({ cursor: `${cursor!.slice(0, -1)}${cursor!.endsWith('A') ? 'B' : 'A'}` }, stack.keys.a);
    await refused({ cursor: cursor!, status: 'error' }, stack.keys.a);
    await refused({ cursor: cursor! }, stack.keys.b);
    const spans = await stack.call(`/v1/traces/${own}/spans?limit=1`, { token: stack.keys.a });
    const path = `/v1/traces/${newTraceId()}/spans?limit=1&cursor=${String(spans.body['cursor'])}`;
    expect((await stack.call(path, { token: stack.keys.a })).status).toBe(400);
  });

  it('POST /v1/traces/search with a body that is not JSON', async () => {
    const response = await fetch(`${stack.service!.url}/v1/traces/search`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stack.keys.a}`, 'content-type': 'application/json' },
      body: '{"start_time":',
    });
    expect([response.status, errorOf(await response.json()).code]).toEqual([400, 'bad_request']);
  });
});

it('404 for a trace that is not there', async () => {
  for (const path of [`/v1/traces/${newTraceId()}`, `/v1/traces/${newTraceId()}/spans`]) {
    const answer = await stack.call(path, { token: stack.keys.a });
    expect([answer.status, errorOf(answer.body).code]).toEqual([404, 'not_found']);
  }
});

it('405 for a method that an address does not take', async () => {
  const answer = await stack.call('/v1/traces', { method: 'DELETE', token: stack.keys.a });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
});

it('415 for a body that is not declared as JSON', async () => {
  const headers = { authorization: `Bearer ${stack.keys.a}`, 'content-type': 'text/plain' };
  const response = await fetch(`${stack.service!.url}/v1/traces/search`, { method: 'POST', headers, body: '{}' });
  expect(response.status).toBe(415);
});

// Last: it takes the stores away.
describe('without ClickHouse', () => {
  beforeAll(async () => {
    stack.clickhouse.kill('SIGKILL');
    await stack.clickhouse.exited;
  });

  it.each(requests)('503 for %s', async (_name, path, body) => {
    const startedAt = Date.now();
    const answer = await stack.call(path, { token: stack.keys.a, ...(body ? { body } : {}) });
    expect([answer.status, errorOf(answer.body).code]).toEqual([503, 'service_unavailable']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Date.now() - startedAt).toBeLessThan(3_000);
  });

  it('opens the breaker after five failures, says so in time, and is not ready', async () => {
    const path = `/v1/traces/${own}`;
    for (let i = 0; i < 3; i++) await stack.call(path, { token: stack.keys.a });
    const answer = await stack.call(path, { token: stack.keys.a });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
    const ready = await stack.call('/ready');
    expect(ready.status).toBe(503);
    expect(ready.body['dependencies']).toMatchObject({ clickhouse: { state: 'down' }, redis: { state: 'up' } });
  });
});
