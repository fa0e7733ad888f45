import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createClickHouse, type ClickHouse } from '@gatewayops/clickhouse';
import { attemptSpan, callSpan, callTraced, newTraceId } from '@gatewayops/testing/call-events';
import { eventually, TraceStack } from './trace-stack.js';

let stack: TraceStack;
let clickhouse: ClickHouse;
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const workers = new Set<ChildProcess>();

beforeAll(async () => {
  stack = await TraceStack.start({ serve: false });
  clickhouse = createClickHouse({ url: stack.clickhouse.url, service: 'test' });
}, 60_000);
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await clickhouse?.close();
  await stack?.close();
}, 30_000);

/** The service as a process of its own, that reads small batches so that a kill finds one under way. */
async function startWorker(): Promise<ChildProcess> {
  const env = {
    ...process.env,
    ...stack.environment(),
    LOG_LEVEL: 'info',
    BATCH_EVENTS_MAX: '50',
    BATCH_WAIT_MS: '50',
  };
  const worker = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  workers.add(worker);
  worker.once('exit', () => workers.delete(worker));
  await new Promise<void>((resolve, reject) => {
    worker.stdout?.on('data', (text: Buffer) => text.includes('"listening"') && resolve());
    worker.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
  });
  return worker;
}

async function killWorker(worker: ChildProcess): Promise<void> {
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}

const readRow = async (sql: string) => {
  const rows = await clickhouse
    .select(sql, { operation: 'test', tag: { route: 'test', orgId: null } })
    .catch(() => [{}]);
  return rows[0] as Record<string, number>;
};

it('counts every call once, also while workers and ClickHouse are killed', async () => {
  // 3,000 calls of two spans in 1,000 traces, a third of them at the turn of a month; 1 to 3,000 micro-dollars.
  const turnMs = Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth(), 1);
  const traceIds = Array.from({ length: 1_000 }, newTraceId);
  const calls = Array.from({ length: 3_000 }, (_, i) => {
    const startTimeMs = i % 3 === 0 ? turnMs - 1 + (i % 2) : Date.now();
    const root = callSpan({ costMicroUsd: i + 1, startTimeMs });
    const attempt = attemptSpan(root, { startTimeMs: startTimeMs + 1 });
    return callTraced(stack.orgA, { traceId: traceIds[i % 1_000]!, spans: [root, attempt] });
  });
  const published = (async () => {
    for (let i = 0; i < calls.length; i += 100) {
      await stack.publish(calls.slice(i, i + 100));
      await pause(60);
    }
  })();

  // Two at once, so that one can take over from the other; schema and group are made by whoever comes first.
  let [first, second] = await Promise.all([startWorker(), startWorker()]);
  await pause(300);
  await killWorker(first);
  first = await startWorker();
  await pause(200);
  stack.clickhouse.kill('SIGKILL');
  await stack.clickhouse.exited;
  await pause(200);
  await killWorker(second);
  await stack.startClickHouse();
  second = await startWorker();
  await published;

  const spans = await eventually(
    () => readRow('SELECT count() AS stored, uniqExact(span_id) AS ids, uniqExact(event_id) AS calls FROM spans'),
    (row) => row['stored'] === 6_000,
    45_000,
  );
  // What a dead worker left is taken over after 10 s; nothing may come on top of it.
  await pause(500);
  expect(spans).toEqual({ stored: 6_000, ids: 6_000, calls: 3_000 });
  expect(await readRow('SELECT sum(span_count) AS spans, sum(call_count) AS calls, uniqExact(trace_id) AS traces, toInt64(sum(total_cost) * 1000000) AS micro_usd FROM traces')).toEqual({ spans: 6_000, calls: 3_000, traces: 1_000, micro_usd: (3_000 * 3_001) / 2 }); // prettier-ignore
  const pending = await eventually(
    () => stack.redis.xpending('gwo:{trace}', 'trace') as Promise<[number]>,
    ([count]) => count === 0,
  );
  expect(pending[0]).toBe(0);
}, 90_000);
