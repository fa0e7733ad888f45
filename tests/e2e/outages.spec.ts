import { randomBytes } from 'node:crypto';
import { choosePort, waitUntil } from '@gatewayops/engines';
import {
  startDualEraServer,
  startFaultUpstream,
  type FaultUpstream,
  type RunningFixture,
} from '@gatewayops/testing/fixture-mcp-servers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { send, until, type Organization, type Reply } from './support/organization.js';
import { TestStack } from './support/test-stack.js';

const PRICE_MICRO_USD = 700;
const VISIBLE_WITHIN_MS = 10_000;
/** Time enough for what was stored to be stored once more, if anything did that. */
const SETTLED_AFTER_MS = 2_000;
const DAY_MS = 86_400_000;

let stack: TestStack;
let sound: RunningFixture;
let faults: FaultUpstream;

beforeAll(async () => {
  [sound, faults] = await Promise.all([startDualEraServer(), startFaultUpstream()]);
  stack = await TestStack.start({ everything: false });
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  await Promise.all([sound, faults].map((fixture) => fixture?.close()));
}, 30_000);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** An organisation of a test's own, so that everything that is stored of it comes from that test. */
async function prepare(name: string): Promise<{ org: Organization; key: string }> {
  const org = await stack.createOrganization(name);
  await org.addHttpServer('sound', sound.url);
  await org.addPrice('sound', '*', PRICE_MICRO_USD);
  const { key } = await org.createKey();
  const first = await org.callTool(key, 'sound', 'slow', { ms: 1 });
  expect({ status: first.status, cost: first.json['metadata'] }).toMatchObject({
    status: 200,
    cost: { cost_micro_usd: PRICE_MICRO_USD },
  });
  return { org, key };
}

/** A call under a trace of its own, which the caller knows also where it gets no answer. */
async function slowCall(gateway: string, key: string, ms: number): Promise<{ traceId: string; status: number }> {
  const traceId = randomBytes(16).toString('hex');
  const traceparent = `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
  const reply = await send('POST', `${gateway}/v1/mcp/sound/tools/call`, {
    token: key,
    body: { tool: 'slow', arguments: { ms } },
    headers: { traceparent },
  }).catch(() => ({ status: 0 }));
  return { traceId, status: reply.status };
}

interface StoredTrace {
  id: string;
  call_count: number;
  total_cost_micro_usd: number;
}

/** All traces of an organisation: fewer than 200 in these tests. */
async function storedTraces(org: Organization, key: string): Promise<Map<string, StoredTrace>> {
  const now = Date.now();
  const [from, to] = [now - 600_000, now + 600_000].map((ms) => encodeURIComponent(new Date(ms).toISOString()));
  const url = `${org.urls.trace}/v1/traces?start_time=${from}&end_time=${to}&limit=200`;
  const reply = await send('GET', url, { token: key });
  if (reply.status !== 200) throw new Error(`Expected traces, got ${reply.status} ${reply.text}`);
  return new Map((reply.json['traces'] as unknown as StoredTrace[]).map((trace) => [trace.id, trace]));
}

async function storedCosts(org: Organization, key: string): Promise<{ total_calls: number; total: number }> {
  // Not one day: midnight may come while a test runs.
  const [from, to] = [-DAY_MS, DAY_MS].map((ms) => new Date(Date.now() + ms).toISOString().slice(0, 10));
  const url = `${org.urls.cost}/v1/costs/summary?start_date=${from}&end_date=${to}`;
  const { json } = await send('GET', url, { token: key });
  const summary = json['summary'] as unknown as { total_calls: number; total_cost_micro_usd: number };
  return { total_calls: summary.total_calls, total: summary.total_cost_micro_usd };
}

/** Waits until all of `ids` are stored and a while longer, then gives how often each is. */
async function countStored(org: Organization, key: string, ids: readonly string[]): Promise<Record<string, number>> {
  const has = (traces: Map<string, StoredTrace>) => ids.every((id) => traces.has(id));
  await until(() => storedTraces(org, key), has, VISIBLE_WITHIN_MS);
  await pause(SETTLED_AFTER_MS);
  const traces = await storedTraces(org, key);
  return Object.fromEntries(ids.map((id) => [id, traces.get(id)?.call_count ?? 0]));
}

const onceEach = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, 1]));

describe('an error of a server', () => {
  it.each([
    ['error-500', 502, 'error', 'upstream_error'],
    ['reset', 502, 'error', 'upstream_error'],
    ['hang', 504, 'timeout', 'timeout'],
  ] as const)(
    '%s is seen in the trace, with what it cost: nothing',
    async (fault, status, traceStatus, code) => {
      const { org, key } = await prepare(`Traces of ${fault}`);
      await org.addHttpServer(fault, faults.urlOf(fault), { timeout_ms: 1_000 });
      await org.addPrice(fault, '*', PRICE_MICRO_USD);
      const reply: Reply = await org.callTool(key, fault, 'call', {});
      expect(reply.status).toBe(status);
      const traceUrl = `${org.urls.trace}/v1/traces/${reply.headers.get('x-trace-id')}`;
      const trace = await until(
        () => send('GET', traceUrl, { token: key }),
        (got) => got.status === 200,
        VISIBLE_WITHIN_MS,
      );
      expect(trace.json).toMatchObject({ status: traceStatus, total_cost_micro_usd: 0, mcp_servers: [fault] });
      const { json } = await send('GET', `${traceUrl}/spans`, { token: key });
      const spans = json['spans'] as unknown as { kind: string; error_code: string; status: string }[];
      expect(spans.filter(({ kind }) => kind === 'call')).toMatchObject([{ error_code: code, status: traceStatus }]);
      expect(spans.filter(({ kind }) => kind === 'attempt')).toMatchObject([{ status: traceStatus }]);
    },
    30_000,
  );
});

describe('a gateway that is told to stop', () => {
  it('answers what is under way, and every call that it answered is stored once', async () => {
    const { org, key } = await prepare('Stopped');
    const gateway = await stack.stack.addReplica('gateway-2', 'gateway', await choosePort(undefined, 'a test'));
    const answered: string[] = [];
    const sent = new Set<string>();
    const end = new AbortController();
    const lane = async () => {
      while (!end.signal.aborted) {
        const { traceId, status } = await slowCall(gateway, key, 20);
        sent.add(traceId);
        if (status === 200) answered.push(traceId);
        await pause(150);
      }
    };
    const lanes = Array.from({ length: 6 }, lane);
    await waitUntil(async () => answered.length >= 30, { timeoutMs: 10_000 });
    const underWay = Array.from({ length: 10 }, () => slowCall(gateway, key, 800));
    await pause(300);
    const stoppedAt = performance.now();
    await stack.stack.stopPart('gateway-2', 8_000);
    expect(performance.now() - stoppedAt).toBeLessThan(6_000);
    end.abort();
    await Promise.all(lanes);
    const last = await Promise.all(underWay);
    expect(last.map(({ status }) => status)).toEqual(last.map(() => 200));
    const ids = [...answered, ...last.map(({ traceId }) => traceId)];
    expect(await countStored(org, key, ids)).toEqual(onceEach(ids));
    // And nothing that nobody sent: one more call was made to prepare.
    const known = new Set([...sent, ...ids]);
    const stored = await storedTraces(org, key);
    expect([...stored.keys()].filter((id) => !known.has(id))).toHaveLength(1);
  }, 60_000);
});

describe('Redis killed, and back', () => {
  it('calls go on, readiness says degraded, and every call is stored and priced once afterwards', async () => {
    const { org, key } = await prepare('Without Redis');
    const { gateway } = org.urls;
    // A gateway that has just lost Redis starts its share of each limit from empty: callers do as Retry-After says.
    const patientCall = async () => {
      for (let attempt = 1; ; attempt++) {
        const answer = await slowCall(gateway, key, 5);
        if (answer.status !== 429 || attempt === 4) return answer;
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    };
    const calls = (count: number) => Promise.all(Array.from({ length: count }, patientCall));
    const before = await calls(20);
    await stack.stack.killPart('redis');
    const during = [];
    for (let i = 0; i < 5; i++) during.push(...(await calls(8)));
    const ready = await send('GET', `${gateway}/ready`);
    expect(ready.status).toBe(200);
    expect(ready.json).toMatchObject({ status: 'degraded', dependencies: { 'rate-limiter': { state: 'degraded' } } });
    await stack.stack.startPart('redis');
    const after = await calls(20);
    const all = [...before, ...during, ...after];
    expect(all.filter(({ status }) => status !== 200)).toEqual([]);

    const ids = all.map(({ traceId }) => traceId);
    await until(
      () => storedTraces(org, key),
      (traces) => ids.every((id) => traces.has(id)),
      30_000,
    );
    expect(await countStored(org, key, ids)).toEqual(onceEach(ids));
    const calledOnce = { total_calls: ids.length + 1, total: (ids.length + 1) * PRICE_MICRO_USD };
    const costs = await until(
      () => storedCosts(org, key),
      ({ total_calls }) => total_calls >= calledOnce.total_calls,
      VISIBLE_WITHIN_MS,
    );
    expect(costs).toEqual(calledOnce);
    const isReady = (reply: Reply) => reply.json['status'] === 'ready';
    expect(isReady(await until(() => send('GET', `${gateway}/ready`), isReady, 10_000))).toBe(true);
  }, 90_000);
});
