import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomOf } from '@gatewayops/testing/random';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RedisFixture, until } from '../test/redis-fixture.js';
import { PublisherProcess, WorkerProcess } from '../test/test-processes.js';

const STREAM = 'gwo:{trace}';
const ROUNDS = 20;
let fixture: RedisFixture;
const processes: { kill(): Promise<void> }[] = [];

beforeAll(async () => {
  fixture = await RedisFixture.start();
}, 60_000);
afterAll(async () => {
  await Promise.all(processes.map((each) => each.kill()));
  await fixture.close();
}, 30_000);

const isQuiet = async () => {
  const [pending] = (await fixture.redis.xpending(STREAM, 'trace')) as [number];
  const records = await fixture.redis.hlen(`${STREAM}:records:trace`);
  return pending === 0 && records === 0 && (await fixture.redis.xlen(STREAM)) === 0;
};

test('whatever dies and whenever: what was answered for is in the store once, and nothing is there twice', async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stderr.write(`random faults: SEED=${seed}\n`);
  const random = randomOf(seed);
  const answered = new Set<string>();
  const spoolDir = join(fixture.dir, 'spool');
  let producers = 0;
  let named = 0;

  const startPublisher = async () => {
    const prefix = `p${(producers += 1)}`;
    const options = { redisUrl: fixture.proxyUrl, spoolDir, delivery: 'strict' as const, prefix, pauseMs: 10 };
    const publisher = await PublisherProcess.start(options, (id) => answered.add(id));
    processes.push(publisher);
    return publisher;
  };
  const startWorker = async (consumer?: string) => {
    const worker = await WorkerProcess.start({
      sinkUrl: fixture.engine.url,
      redisUrl: fixture.proxyUrl,
      stream: STREAM,
      failures: 0.05,
      ...(consumer ? { consumer } : {}),
    });
    processes.push(worker);
    return worker;
  };

  let publisher = await startPublisher();
  const workers = [await startWorker('worker-0'), await startWorker()];
  const faults: Record<string, () => Promise<unknown> | void> = {
    cut: () => void fixture.proxy.cut(),
    loseReplies: async () => {
      fixture.proxy.loseReplies = true;
      await delay(random() * 150);
      fixture.proxy.loseReplies = false;
      fixture.proxy.cut();
    },
    killRedis: () => fixture.killAndRestart(random() * 200),
    killWorker: async () => {
      await workers[0]!.kill();
      workers[0] = await startWorker('worker-0');
    },
    replaceWorker: async () => {
      await workers[1]!.kill();
      workers[1] = await startWorker(random() < 0.5 ? `never-again-${(named += 1)}` : undefined);
    },
    killPublisher: async () => {
      await publisher.kill();
      publisher = await startPublisher();
    },
  };
  const names = Object.keys(faults);
  for (let round = 0; round < ROUNDS; round++) {
    await delay(random() * 400);
    await faults[names[Math.floor(random() * names.length)]!]!();
  }
  fixture.proxy.cut();
  await publisher.end();
  // What the killed producers left on the disk is delivered by the next one.
  publisher = await startPublisher();
  await until('one spool is left', async () => (await readdir(spoolDir)).length === 1, 30_000);
  await publisher.end();
  await until('nothing is left', isQuiet, 40_000);
  for (const worker of workers) await worker.end();

  const stored = await fixture.redis.lrange('sink', 0, -1);
  const once = new Set(stored);
  expect(stored.length - once.size).toBe(0);
  const missing = [...answered].filter((id) => !once.has(id));
  expect({ missing: missing.length, first: missing.slice(0, 5) }).toEqual({ missing: 0, first: [] });
  expect(answered.size).toBeGreaterThan(500);
  expect(await fixture.redis.xlen(`${STREAM}:dead`)).toBe(0);
}, 180_000);
