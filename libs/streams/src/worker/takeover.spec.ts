import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encode, Store } from '../../test/store.js';
import { RedisFixture, silentLogger, until } from '../../test/redis-fixture.js';
import { ConsumerGroup } from './consumer-group.js';
import { StreamWorker, type StreamWorkerOptions } from './stream-worker.js';
import { WorkerProcess } from '../../test/test-processes.js';

const STREAM = 'gwo:{trace}';
let fixture: RedisFixture;
let workers: StreamWorker[] = [];

beforeAll(async () => {
  fixture = await RedisFixture.start();
}, 60_000);
afterAll(() => fixture.close(), 30_000);
beforeEach(() => fixture.redis.flushall());
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  workers = [];
}, 30_000);

const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `e${from + i}`);

async function append(bodies: string[]): Promise<void> {
  const pipeline = fixture.redis.pipeline();
  for (const body of bodies) pipeline.xadd(STREAM, '*', 'e', body);
  await pipeline.exec();
}

async function startWorker(store: Store, options: Partial<StreamWorkerOptions> = {}): Promise<StreamWorker> {
  const worker = new StreamWorker({
    redisUrl: fixture.proxyUrl,
    stream: STREAM,
    group: 'trace',
    handlers: [store.handler],
    lingerMs: 50,
    deadAfterMs: 1_500,
    logger: silentLogger,
    ...options,
  });
  await worker.start();
  workers.push(worker);
  return worker;
}

const sink = () => fixture.redis.lrange('sink', 0, -1);
const processOptions = () => ({ sinkUrl: fixture.engine.url, redisUrl: fixture.engine.url, stream: STREAM });
const pendingCount = async () => ((await fixture.redis.xpending(STREAM, 'trace')) as [number])[0];
const nothingLeft = async () =>
  (await pendingCount()) === 0 &&
  (await fixture.redis.hlen(`${STREAM}:records:trace`)) === 0 &&
  (await fixture.redis.scard(`${STREAM}:recorded:trace`)) === 0;

describe('a worker that is taken for dead and lives', () => {
  /** Wipes its signs of life away until `done`. */
  const silence = async (worker: StreamWorker, done: () => boolean) => {
    await until('robbed', async () => {
      await fixture.redis.zrem(`${STREAM}:workers:trace`, worker.consumer);
      return done();
    });
  };

  test('leaves messages to the one that took them, though it still holds them', async () => {
    const [first, second] = [new Store(), new Store()];
    const slow = await startWorker(first, { lingerMs: 4_000 });
    await append([encode('a'), encode('b')]);
    await until('read', async () => (await pendingCount()) === 2);
    await startWorker(second);
    await silence(slow, () => second.ids.length === 2);
    await append([encode('c')]);
    await until('all done', async () => first.ids.length + second.ids.length >= 3 && (await nothingLeft()));
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    expect(second.ids.slice(0, 2)).toEqual(['a', 'b']);
    expect([...first.ids, ...second.ids].toSorted()).toEqual(['a', 'b', 'c']);
  }, 20_000);

  test('writes under the same token as the one that took its batch over', async () => {
    const store = new Store();
    const written = Promise.withResolvers<void>();
    const tokens: string[] = [];
    store.answer = ({ token }) => {
      tokens.push(token);
      return tokens.length === 1 ? written.promise : undefined;
    };
    const slow = await startWorker(store);
    await append([encode('a')]);
    await until('being written', () => tokens.length === 1);
    await startWorker(store);
    await silence(slow, () => tokens.length === 2);
    written.resolve();
    await until('acknowledged', nothingLeft);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(tokens[1]).toBe(tokens[0]);
    expect(store.ids).toEqual(['a']);
    expect(store.batches[0]!.replay).toBe(true);
  }, 20_000);
});

test('a record that became a worker’s own without its knowing is found by it', async () => {
  const [store, idle] = [new Store(), new Store()];
  const groupOf = (consumer: string) =>
    new ConsumerGroup({
      redis: fixture.redis,
      stream: STREAM,
      group: 'trace',
      consumer,
      deadAfterMs: 1_500,
      deadLettersMax: 10,
    });
  const dead = groupOf('dead');
  await dead.ensure();
  await append([encode('a')]);
  await fixture.redis.xreadgroup('GROUP', 'trace', 'dead', 'STREAMS', STREAM, '>');
  const [entry] = await fixture.redis.xrange(STREAM, '-', '+');
  await dead.record('token-1', 'test', '202611', [entry![0]]);
  // Alive until the worker has looked for what an earlier life of its own left.
  await dead.beat();
  const worker = await startWorker(store);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await fixture.redis.zrem(`${STREAM}:workers:trace`, 'dead');
  // As if the connection had broken before this answer arrived.
  expect(await groupOf(worker.consumer).takeOver('token-1', 'dead')).not.toBeNull();
  await startWorker(idle);
  await until('written', () => store.ids.length === 1);
  expect(store.batches[0]).toMatchObject({ token: 'token-1', replay: true });
  expect(idle.batches).toEqual([]);
  await until('acknowledged', nothingLeft);
}, 20_000);

describe('a worker killed with SIGKILL', () => {
  test.each(['before-record', 'after-record', 'after-write', 'after-finish'])(
    '%s: another one finishes its work, and it is removed from the group',
    async (dieAt) => {
      await append(ids(1, 300).map((id) => encode(id)));
      const first = await WorkerProcess.start({ ...processOptions(), dieAt, dieAfter: 2 });
      await first.exited;
      const second = await WorkerProcess.start(processOptions());
      await until('all written', async () => (await sink()).length >= 300 && (await nothingLeft()));
      await until('one consumer is left', async () => {
        const consumers = (await fixture.redis.xinfo('CONSUMERS', STREAM, 'trace')) as unknown[];
        return consumers.length === 1;
      });
      await second.end();
      expect((await sink()).toSorted()).toEqual(ids(1, 300).toSorted());
    },
    30_000,
  );

  test('that comes back under its name goes on at once', async () => {
    await append(ids(1, 100).map((id) => encode(id)));
    const named = { ...processOptions(), consumer: 'worker-1', deadAfterMs: 60_000 };
    const first = await WorkerProcess.start({ ...named, dieAt: 'after-record' });
    await first.exited;
    const second = await WorkerProcess.start(named);
    await until('all written', async () => (await sink()).length >= 100 && (await nothingLeft()), 5_000);
    await second.end();
    expect((await sink()).toSorted()).toEqual(ids(1, 100).toSorted());
  }, 30_000);
});
