import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SpanListResponse, TraceDetail, TraceListResponse, type CallTraced } from '@gatewayops/contracts';
import { attemptSpan, callSpan, callTraced, newTraceId } from '@gatewayops/testing/call-events';
import { aroundNow, eventually, queryOf, TraceStack } from './trace-stack.js';

let stack: TraceStack;
const USER = '019a0000-0000-7000-8000-000000000001';
const TEAM = '019a0000-0000-7000-8000-000000000002';
const KEY = '019a0000-0000-7000-8000-000000000003';
const startedMs = Date.now() - 600_000;
const run = newTraceId();

/** A call that began `offsetMs` after the others and took `durationMs`. */
function callAt(
  offsetMs: number,
  payload: Partial<CallTraced['payload']>,
  span: Parameters<typeof callSpan>[0] = {},
): CallTraced {
  const startTimeMs = startedMs + offsetMs;
  const root = callSpan({ startTimeMs, endTimeMs: startTimeMs + 20, durationUs: 20_400, ...span });
  return callTraced(stack.orgA, { ...payload, spans: [root, attemptSpan(root)] });
}

const list = async (fields: Record<string, string | number> = {}) => {
  const answer = await stack.call(`/v1/traces?${queryOf({ ...aroundNow(), ...fields })}`, { token: stack.keys.a });
  expect(answer.status).toBe(200);
  return TraceListResponse.parse(answer.body);
};
const idsOf = ({ traces }: TraceListResponse) => traces.map(({ id }) => id);

const failed = {
  status: 'error' as const,
  errorCode: 'upstream_error',
  errorMessage: 'Connection REFUSED by [card] host',
};
let calls: Record<'plain' | 'failed' | 'slow' | 'other', CallTraced>;

beforeAll(async () => {
  stack = await TraceStack.start();
  calls = {
    plain: callAt(0, {}),
    failed: callAt(1_000, { mcpServer: 'files', userId: USER }, failed),
    slow: callAt(
      2_000,
      { toolName: 'read', teamId: TEAM, keyId: KEY },
      { status: 'timeout', endTimeMs: startedMs + 32_000 },
    ),
    other: callAt(3_000, { environment: 'prod', agentName: 'planner' }),
  };
  // Three calls of one run, 0.000001 + 0.1 + 0.2 dollars: in floats that would be 0.30000100000000003.
  const ofRun = [1, 100_000, 200_000].map((costMicroUsd, i) => callAt(10_000 + i, { traceId: run }, { costMicroUsd }));
  await stack.publish(Object.values(calls));
  // In several inserts, so that the parts of the trace are not merged when it is read.
  for (const call of ofRun) {
    await stack.publish([call]);
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  await eventually(
    () => list(),
    ({ traces }) => traces.length === 5 && traces[0]?.call_count === 3,
  );
}, 60_000);
afterAll(() => stack?.close(), 30_000);

describe('GET /v1/traces', () => {
  it('lists traces, latest first, all calls of a run as one', async () => {
    const page = await list();
    expect(idsOf(page)).toEqual([run, calls.other, calls.slow, calls.failed, calls.plain].map((each) => (typeof each === 'string' ? each : each.payload.traceId))); // prettier-ignore
    expect(page).toMatchObject({ cursor: null, has_more: false });
    expect(page.traces[0]).toMatchObject({
      start_time: new Date(startedMs + 10_000).toISOString(),
      duration_ms: 22,
      status: 'success',
      span_count: 6,
      call_count: 3,
      total_cost: 0.300001,
      total_cost_micro_usd: 300_001,
    });
  });

  it.each<[Record<string, string | number>, keyof typeof calls]>([
    [{ status: 'error' }, 'failed'],
    [{ status: 'timeout' }, 'slow'],
    [{ user_id: USER }, 'failed'],
    [{ team_id: TEAM }, 'slow'],
    [{ key_id: KEY }, 'slow'],
    [{ mcp_server: 'files' }, 'failed'],
    [{ tool: 'read' }, 'slow'],
    [{ environment: 'prod' }, 'other'],
    [{ agent_name: 'planner' }, 'other'],
    [{ min_duration_ms: 30_000 }, 'slow'],
    [{ q: 'connection refused' }, 'failed'],
    [{ q: '[CARD] Host', mcp_server: 'files', status: 'error' }, 'failed'],
  ])('filters by %j', async (filter, expected) => {
    expect(idsOf(await list(filter))).toEqual([calls[expected].payload.traceId]);
  });

  it('finds what did not go well: errors and timeouts', async () => {
    const ids = [calls.slow, calls.failed].map(({ payload }) => payload.traceId);
    expect(idsOf(await list({ status: 'failed' }))).toEqual(ids);
  });

  it.each([{ q: '%' }, { q: "' OR 1=1 --" }, { user_id: TEAM }, { mcp_server: 'files', status: 'timeout' }])(
    'finds nothing by %j',
    async (filter) => expect(idsOf(await list(filter))).toEqual([]),
  );

  it('takes the range by the start of the first call, its end excluded', async () => {
    const at = (offsetMs: number) => new Date(startedMs + offsetMs).toISOString();
    expect(idsOf(await list({ start_time: at(1_000), end_time: at(2_000) }))).toEqual([calls.failed.payload.traceId]);
    expect(idsOf(await list({ start_time: at(10_001), end_time: at(20_000) }))).toEqual([]);
    const offset = at(1_000).replace('Z', '+00:00');
    expect(idsOf(await list({ start_time: offset, end_time: at(1_001) }))).toHaveLength(1);
  });

  it('gives pages that stay true while calls come in', async () => {
    const range = aroundNow();
    const seen: string[] = [];
    let cursor: string | null = '';
    do {
      const page: TraceListResponse = await list({ ...range, limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...idsOf(page));
      expect(page.has_more).toBe(page.cursor !== null);
      if (cursor === '') {
        await stack.publish([callTraced(stack.orgA)]);
        await eventually(
          () => list(range),
          ({ traces }) => traces.length === 6,
        );
      }
      cursor = page.cursor;
    } while (cursor !== null);
    expect(seen).toEqual(idsOf(await list(range)).slice(1));
  });

  it('finds what is days back', async () => {
    const old = callAt(-20 * 86_400_000, {});
    await stack.publish([old]);
    const start_time = new Date(startedMs - 21 * 86_400_000).toISOString();
    const { traces } = await eventually(
      () => list({ start_time }),
      (page) => page.traces.length === 7,
    );
    expect(traces.at(-1)?.id).toBe(old.payload.traceId);
  });
});

describe('POST /v1/traces/search', () => {
  it('lists as the list does, with pages of its own', async () => {
    const search = async (fields: object) => {
      const answer = await stack.call('/v1/traces/search', {
        token: stack.keys.a,
        body: { ...aroundNow(), ...fields },
      });
      expect(answer.status).toBe(200);
      return TraceListResponse.parse(answer.body);
    };
    expect(idsOf(await search({ q: 'REFUSED', user_id: USER }))).toEqual([calls.failed.payload.traceId]);
    const range = aroundNow();
    const first = await search({ ...range, limit: 1 });
    const second = await search({ ...range, limit: 1, cursor: first.cursor });
    expect([...idsOf(first), ...idsOf(second)]).toEqual(idsOf(await list()).slice(0, 2));
  });
});

describe('GET /v1/traces/{id}', () => {
  it('reads one trace, by hex or UUID', async () => {
    const { traceId } = calls.failed.payload;
    const uuid = traceId.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    const [byHex, byUuid] = await Promise.all(
      [traceId, uuid.toUpperCase()].map((id) => stack.call(`/v1/traces/${id}`, { token: stack.keys.a })),
    );
    expect(byHex!.status).toBe(200);
    expect(byUuid!.body).toEqual(byHex!.body);
    expect(TraceDetail.parse(byHex!.body)).toMatchObject({
      id: traceId,
      status: 'error',
      error_messages: [failed.errorMessage],
      user_ids: [USER],
      user_id: USER,
      team_id: null,
      mcp_servers: ['files'],
    });
  });

  it('answers the admin token for the organisation that it names', async () => {
    const path = `/v1/traces/${calls.plain.payload.traceId}`;
    const answer = await stack.call(path, { token: 'a'.repeat(32), orgId: stack.orgA });
    expect(answer.status).toBe(200);
  });
});

describe('GET /v1/traces/{id}/spans', () => {
  it('reads every field as the gateway recorded it, a call before its attempts', async () => {
    const { payload } = calls.failed;
    const answer = await stack.call(`/v1/traces/${payload.traceId}/spans`, { token: stack.keys.a });
    const { spans, has_more } = SpanListResponse.parse(answer.body);
    const [root, attempt] = payload.spans;
    expect(has_more).toBe(false);
    expect(spans.map(({ span_id, parent_span_id, kind }) => ({ span_id, parent_span_id, kind }))).toEqual([
      { span_id: root!.spanId, parent_span_id: null, kind: 'call' },
      { span_id: attempt!.spanId, parent_span_id: root!.spanId, kind: 'attempt' },
    ]);
    expect(spans[0]).toMatchObject({
      trace_id: payload.traceId,
      request_id: payload.requestId,
      start_time: new Date(root!.startTimeMs).toISOString(),
      end_time: new Date(root!.endTimeMs).toISOString(),
      duration_us: 20_400,
      duration_ms: 20,
      request_body: root!.requestBody,
      response_body: root!.responseBody,
      request_size: 200,
      cost: 0.0015,
      cost_micro_usd: 1_500,
      error_code: 'upstream_error',
      error_message: failed.errorMessage,
      attributes: root!.attributes,
    });
    expect(spans[1]).toMatchObject({ request_body: null, response_body: null, cost_micro_usd: 0 });
  });

  it('gives pages', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    do {
      const answer = await stack.call(`/v1/traces/${run}/spans?limit=4${cursor ? `&cursor=${cursor}` : ''}`, { token: stack.keys.a }); // prettier-ignore
      const page = SpanListResponse.parse(answer.body);
      seen.push(...page.spans.map(({ span_id }) => span_id));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(6);
    expect(seen).toHaveLength(6);
  });
});

describe('a call', () => {
  it('can be read within 2 s of being answered', async () => {
    const waits: number[] = [];
    for (let i = 0; i < 5; i++) {
      const call = callTraced(stack.orgA);
      const answeredAtMs = Date.now();
      await stack.publish([call]);
      const path = `/v1/traces/${call.payload.traceId}`;
      await eventually(
        () => stack.call(path, { token: stack.keys.a }),
        ({ status }) => status === 200,
      );
      waits.push(Date.now() - answeredAtMs);
    }
    expect(Math.max(...waits)).toBeLessThan(2_000);
  }, 15_000);

  it('with text that JSON can hold and UTF-8 cannot does not stop the others', async () => {
    const odd = callSpan({ requestBody: 'half \ud800 of a pair, \u0000, "quotes" \\ and \u2028' });
    const call = callTraced(stack.orgA, { spans: [odd] });
    await stack.publish([call]);
    const path = `/v1/traces/${call.payload.traceId}/spans`;
    const answer = await eventually(
      () => stack.call(path, { token: stack.keys.a }),
      ({ status }) => status === 200,
    );
    const [span] = SpanListResponse.parse(answer.body).spans;
    expect(span?.request_body).toBe('half \ufffd of a pair, \u0000, "quotes" \\ and \u2028');
  });

  it('that is no event goes to the dead letters, alone', async () => {
    const good = callTraced(stack.orgA);
    const wrong = callTraced(stack.orgA, { traceId: 'f' });
    const implausible = callTraced(stack.orgA, { spans: [callSpan({ startTimeMs: 1 })] });
    await stack.publish([wrong, good, implausible, { hello: 'world' }]);
    const path = `/v1/traces/${good.payload.traceId}`;
    await eventually(
      () => stack.call(path, { token: stack.keys.a }),
      ({ status }) => status === 200,
    );
    await eventually(
      () => stack.redis.xlen('gwo:{trace}:dead'),
      (length) => length === 3,
    );
    expect(await stack.redis.xlen('gwo:{trace}:dead')).toBe(3);
  });
});
