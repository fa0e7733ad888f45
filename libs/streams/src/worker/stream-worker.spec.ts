import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encode, Store } from '../../test/store.js';
import { RedisFixture, silentLogger, until } from '../../test/redis-fixture.js';
import { StreamWorker, type StreamWorkerOptions } from './stream-worker.js';

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

const pendingCount = async () => ((await fixture.redis.xpending(STREAM, 'trace')) as [number])[0];
const nothingLeft = async () =>
  (await pendingCount()) === 0 &&
  (await fixture.redis.hlen(`${STREAM}:records:trace`)) === 0 &&
  (await fixture.redis.scard(`${STREAM}:recorded:trace`)) === 0;

describe('a worker', () => {
  test('reads what was there before it, writes it in order and once, and leaves nothing behind', async () => {
    await append(ids(1, 2_500).map((id) => encode(id)));
    const store = new Store();
    await startWorker(store, { concurrency: 1 });
    await until('all written', () => store.ids.length >= 2_500);
    expect(store.ids).toEqual(ids(1, 2_500));
    expect(Math.max(...store.batches.map(({ events }) => events.length))).toBeLessThanOrEqual(1_000);
    await until('acknowledged', nothingLeft);
    await until('trimmed', async () => (await fixture.redis.xlen(STREAM)) === 0);
  });

  test('makes a batch of one month each', async () => {
    const store = new Store();
    await startWorker(store);
    await append([encode('a', '202610'), encode('b', '202611'), encode('c', '202610')]);
    await until('all written', () => store.ids.length === 3);
    expect(store.batches.map(({ partition, events }) => [partition, events.map(({ id }) => id)]).toSorted()).toEqual([
      ['202610', ['a', 'c']],
      ['202611', ['b']],
    ]);
  });

  test('writes a failed batch again under its token, marked as a replay', async () => {
    const store = new Store();
    const seen: [string, boolean][] = [];
    store.answer = ({ token, replay }) => {
      seen.push([token, replay]);
      if (seen.length < 3) throw new Error('away');
    };
    await startWorker(store);
    await append([encode('a')]);
    await until('written', () => store.ids.length === 1);
    const token = seen[0]![0];
    expect(seen).toEqual([
      [token, false],
      [token, true],
      [token, true],
    ]);
  });

  test('keeps its messages however long a write takes, as long as it gives signs of life', async () => {
    const slow = new Store();
    const written = Promise.withResolvers<void>();
    slow.answer = () => written.promise;
    await startWorker(slow);
    await append([encode('a')]);
    await until('being written', async () => (await fixture.redis.hlen(`${STREAM}:records:trace`)) === 1);
    const other = new Store();
    await startWorker(other);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(other.batches).toEqual([]);
    written.resolve();
    await until('acknowledged', nothingLeft);
    expect(slow.ids).toEqual(['a']);
  }, 15_000);
});

describe('messages that cannot be taken', () => {
  test('that are not readable go to the dead letters with the reason; the others are written', async () => {
    const store = new Store();
    await startWorker(store);
    await append(['{', '{"type":"other"}', encode('a'), '{"type":"test","id":7,"month":"202611"}']);
    await until('all done', async () => store.ids.length === 1 && (await nothingLeft()));
    const dead = await fixture.redis.xrange(`${STREAM}:dead`, '-', '+');
    expect(dead.map(([, fields]) => fields[3])).toEqual([
      expect.stringMatching(/^not JSON/),
      'no handler for type "other"',
      expect.stringMatching(/^does not fit its schema: id: /),
    ]);
    expect(dead.map(([, fields]) => fields[7])[0]).toBe('{');
  });

  test('that the store refuses are found by halving, and take no other with them', async () => {
    const store = new Store();
    store.answer = ({ events }) => (events.some(({ id }) => id === 'e7') ? { refused: 'bad row' } : undefined);
    await append(ids(1, 20).map((id) => encode(id)));
    await startWorker(store);
    await until('all done', async () => store.ids.length === 19 && (await nothingLeft()));
    expect(store.ids.toSorted()).toEqual(ids(1, 20).filter((id) => id !== 'e7').toSorted()); // prettier-ignore
    const dead = await fixture.redis.xrange(`${STREAM}:dead`, '-', '+');
    expect(dead.map(([, fields]) => [fields[3], fields[7]])).toEqual([['bad row', encode('e7')]]);
  });

  test('that the handler wants again come again, and are not lost when it gives one up', async () => {
    const store = new Store();
    let calls = 0;
    store.answer = ({ events }) => {
      calls += 1;
      if (calls > 1) return undefined;
      return events.map(({ id }) => {
        if (id === 'e1') return { state: 'retry', reason: 'later' };
        return id === 'e2' ? { state: 'dead', reason: 'never' } : { state: 'ok' };
      });
    };
    await append(ids(1, 3).map((id) => encode(id)));
    await startWorker(store);
    await until('tried again', async () => store.ids.length === 1 && (await nothingLeft()));
    expect(store.ids).toEqual(['e1']);
    expect(await fixture.redis.xlen(`${STREAM}:dead`)).toBe(1);
  });
});

describe('a connection that breaks', () => {
  test('with the answer to a read on its way: the messages are found again', async () => {
    const store = new Store();
    await startWorker(store);
    await append(ids(1, 50).map((id) => encode(id)));
    await until('the first are written', () => store.ids.length === 50);
    fixture.proxy.loseReplies = true;
    await append(ids(51, 100).map((id) => encode(id)));
    await until('delivered, unknown to the worker', async () => (await pendingCount()) === 50);
    fixture.proxy.cut();
    fixture.proxy.loseReplies = false;
    await until('all written', () => store.ids.length >= 100);
    await until('acknowledged', nothingLeft);
    expect(store.ids.toSorted()).toEqual(ids(1, 100).toSorted());
  }, 20_000);

  test('again and again while batches are recorded and acknowledged', async () => {
    const store = new Store();
    await startWorker(store);
    for (let round = 0; round < 20; round++) {
      await append(ids(round * 100 + 1, round * 100 + 100).map((id) => encode(id)));
      fixture.proxy.loseReplies = round % 3 === 0;
      await new Promise((resolve) => setTimeout(resolve, 20 + ((round * 31) % 90)));
      fixture.proxy.cut();
    }
    fixture.proxy.loseReplies = false;
    fixture.proxy.cut();
    await until('all written', async () => store.ids.length >= 2_000 && (await nothingLeft()), 20_000);
    expect(store.ids.toSorted()).toEqual(ids(1, 2_000).toSorted());
  }, 40_000);
});
