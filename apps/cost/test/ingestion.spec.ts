import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createClickHouse, type ClickHouse } from '@gatewayops/clickhouse';
import { callPriced } from '@gatewayops/testing/call-events';
import { eventually, CostStack } from './cost-stack.js';

let stack: CostStack;
let clickhouse: ClickHouse;
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const workers = new Set<ChildProcess>();

beforeAll(async () => {
  stack = await CostStack.start({ serve: false });
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
  // 3,000 calls of 1 to 3,000 micro-dollars, a third of them at the turn of a month.
  const turnMs = Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth(), 1);
  const calls = Array.from({ length: 3_000 }, (_, i) =>
    callPriced(stack.orgA, { costMicroUsd: i + 1 }, i % 3 === 0 ? turnMs - 1 + (i % 2) : Date.now()),
  );
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

  const sums = 'toInt64(sum(total_cost) * 1000000) AS micro_usd, sum(call_count) AS calls';
  const stored = await eventually(
    () =>
      readRow(
        'SELECT count() AS calls, uniqExact(event_id) AS ids, toInt64(sum(cost) * 1000000) AS micro_usd FROM cost_events',
      ),
    (row) => row['calls'] === 3_000,
    45_000,
  );
  // What a dead worker left is taken over after 10 s; nothing may come on top of it.
  await pause(500);
  const micro_usd = (3_000 * 3_001) / 2;
  expect(stored).toEqual({ calls: 3_000, ids: 3_000, micro_usd });
  expect(await readRow(`SELECT ${sums} FROM cost_daily`)).toEqual({ calls: 3_000, micro_usd });
  expect(await readRow(`SELECT ${sums} FROM cost_hourly`)).toEqual({ calls: 3_000, micro_usd });
  const pending = await eventually(
    () => stack.redis.xpending('gwo:{cost}', 'cost') as Promise<[number]>,
    ([count]) => count === 0,
  );
  expect(pending[0]).toBe(0);
}, 90_000);
