import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readAll, RedisFixture, silentLogger, until } from '../../test/redis-fixture.js';
import { appendBatch } from './append.js';
import { EventPublisher, type EventPublisherOptions } from './event-publisher.js';
import { noPublisherMetrics } from './publisher-metrics.js';

const STREAM = 'gwo:{trace}';
const ORG = '019a0000-0000-7000-8000-000000000001';
let fixture: RedisFixture;
let runs = 0;

beforeAll(async () => {
  fixture = await RedisFixture.start();
}, 60_000);
afterAll(() => fixture.close(), 30_000);
beforeEach(async () => {
  await fixture.redis.flushall();
  fixture.proxy.loseReplies = false;
  fixture.proxy.blackHole = false;
  fixture.proxy.refuse = false;
});

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

async function createPublisher(options: Partial<EventPublisherOptions> & { dir?: string } = {}) {
  const spoolDir = options.dir ?? join(fixture.dir, `spool-${(runs += 1)}`);
  const redis = await fixture.connect({ offlineQueue: false });
  const publisher = new EventPublisher({
    redis,
    producerId: 'test',
    streams: { shards: 1 },
    delivery: 'async',
    spool: { dir: spoolDir, bytesMax: 8 * 1024 * 1024 },
    logger: silentLogger,
    ...options,
  });
  return { publisher, spoolDir, redis };
}

const publish = (publisher: EventPublisher, events: string[]) => {
  for (const event of events) publisher.publish('trace', ORG, event);
};

describe('a healthy Redis', () => {
  test('gets each event once, in order, without anything on the disk', async () => {
    const { publisher, spoolDir } = await createPublisher({ stallMs: 5_000 });
    publish(publisher, numbers(1, 1_234));
    await until('all are there', async () => (await fixture.redis.xlen(STREAM)) === 1_234);
    const [folder] = await readdir(spoolDir);
    expect(await readdir(join(spoolDir, folder!))).toEqual(['owner.json']);
    await publisher.close();
    expect(await readAll(fixture.redis, STREAM)).toEqual(numbers(1, 1_234));
    expect(await readdir(spoolDir)).toEqual([]);
  });

  test('close sends what was published in the same moment', async () => {
    const { publisher } = await createPublisher();
    publish(publisher, numbers(1, 7));
    await publisher.close();
    expect(await readAll(fixture.redis, STREAM)).toEqual(numbers(1, 7));
  });
});

describe('a connection that breaks', () => {
  test('after Redis did the append: the batch is sent again and stands there once', async () => {
    const { publisher, redis } = await createPublisher();
    publish(publisher, numbers(1, 50));
    await until('the first are there', async () => (await fixture.redis.xlen(STREAM)) === 50);

    fixture.proxy.loseReplies = true;
    publish(publisher, numbers(51, 100));
    await until('Redis has them, unknown to the client', async () => (await fixture.redis.xlen(STREAM)) === 100);
    fixture.proxy.loseReplies = false;
    fixture.proxy.cut();
    publish(publisher, numbers(101, 150));
    await until('connected again', () => redis.status === 'ready');
    await publisher.close();
    expect(await readAll(fixture.redis, STREAM)).toEqual(numbers(1, 150));
  });

  test('again and again under load: nothing missing, nothing twice, order kept', async () => {
    const { publisher, redis } = await createPublisher();
    for (let round = 0; round < 30; round++) {
      publish(publisher, numbers(round * 100 + 1, round * 100 + 100));
      fixture.proxy.loseReplies = round % 3 === 0;
      await new Promise((resolve) => setTimeout(resolve, (round * 7) % 40));
      if (round % 2 === 0) fixture.proxy.cut();
    }
    fixture.proxy.loseReplies = false;
    fixture.proxy.cut();
    await until('connected again', () => redis.status === 'ready');
    await until('all are there', async () => (await fixture.redis.xlen(STREAM)) >= 3_000);
    await publisher.close();
    expect(await readAll(fixture.redis, STREAM)).toEqual(numbers(1, 3_000));
    expect(publisher.droppedEvents).toBe(0);
  }, 30_000);
});

describe('Redis killed with SIGKILL while events are published', () => {
  test('everything is there once after its restart', async () => {
    const { publisher } = await createPublisher();
    let published = 0;
    const load = setInterval(() => publish(publisher, numbers(published + 1, (published += 20))), 5);
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve, 120 + round * 37));
      await fixture.killAndRestart(50);
    }
    clearInterval(load);
    await until('all are there', async () => (await fixture.redis.xlen(STREAM)) >= published);
    await publisher.close();
    expect(await readAll(fixture.redis, STREAM)).toEqual(numbers(1, published));
  }, 60_000);
});

describe('the spool', () => {
  test('keeps what a process leaves at its end, and the next one delivers it first', async () => {
    const first = await createPublisher();
    publish(first.publisher, numbers(1, 10));
    await until('sent', async () => (await fixture.redis.xlen(STREAM)) === 10);
    fixture.proxy.refuse = true;
    fixture.proxy.cut();
    publish(first.publisher, numbers(11, 60));
    await first.publisher.close();
    expect(await fixture.redis.xlen(STREAM)).toBe(10);
    expect(await readdir(first.spoolDir)).toHaveLength(1);

    // The folder's owner is this very process, alive; a dead one is played by another number.
    const [folder] = await readdir(first.spoolDir);
    const { rm } = await import('node:fs/promises');
    await rm(join(first.spoolDir, folder!, 'owner.json'));
    fixture.proxy.refuse = false;
    const second = await createPublisher({ dir: first.spoolDir });
    await until('adopted', async () => (await fixture.redis.xlen(STREAM)) === 60);
    await second.publisher.close();
    expect(await readAll(fixture.redis, STREAM)).toEqual(numbers(1, 60));
    expect(await readdir(first.spoolDir)).toEqual([]);
  });

  test('that is full counts what it drops, and takes events again when Redis is back', async () => {
    const { publisher } = await createPublisher({
      spool: { dir: join(fixture.dir, 'spool-full'), bytesMax: 64 * 1024 },
      bufferBytesMax: 32 * 1024,
    });
    fixture.proxy.refuse = true;
    fixture.proxy.cut();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const event = 'x'.repeat(1024);
    for (let i = 0; i < 300; i++) {
      publish(publisher, [event]);
      if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(publisher.droppedEvents).toBeGreaterThan(100);
    fixture.proxy.refuse = false;
    const kept = 300 - publisher.droppedEvents;
    await until('what was kept is there', async () => (await fixture.redis.xlen(STREAM)) === kept);
    publish(publisher, ['after']);
    await publisher.close();
    expect((await readAll(fixture.redis, STREAM)).at(-1)).toBe('after');
    expect(await fixture.redis.xlen(STREAM)).toBe(kept + 1);
  }, 30_000);
});

describe('a Redis that takes less than comes in', () => {
  test('gets the rest by way of the spool, and nothing is dropped', async () => {
    const dir = join(fixture.dir, 'spool-overrun');
    const ways = new Set<string>();
    const { publisher } = await createPublisher({
      dir,
      spool: { dir, bytesMax: 64 * 1024 * 1024 },
      bufferBytesMax: 12 * 1024 * 1024,
      stallMs: 5_000,
      metrics: { ...noPublisherMetrics, flushed: (_stream, via) => ways.add(via) },
    });
    // A batch of a megabyte takes about half a second, in which five come in.
    fixture.proxy.delayMs = 250;
    const event = 'x'.repeat(10 * 1024);
    for (let i = 0; i < 300; i++) {
      publish(
        publisher,
        numbers(i * 10 + 1, i * 10 + 10).map((number) => `${number} ${event}`),
      );
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    fixture.proxy.delayMs = 0;
    await until('all are there', async () => (await fixture.redis.xlen(STREAM)) + publisher.droppedEvents >= 3_000);
    await publisher.close();
    expect(publisher.droppedEvents).toBe(0);
    expect([...ways]).toEqual(['redis', 'spool']);
    const order = (await readAll(fixture.redis, STREAM)).map((text) => text.split(' ')[0]);
    expect(order).toEqual(numbers(1, 3_000));
    expect(await readdir(dir)).toEqual([]);
  }, 30_000);
});

describe('a batch that was sent before the one ahead of it was answered for', () => {
  const batch = (firstSequence: number, isFollowing: boolean) => ({
    stream: STREAM,
    producerId: 'p',
    firstSequence,
    count: 1,
    lines: Buffer.from(String(firstSequence)),
    isFollowing,
  });

  test('is refused by a Redis that does not have that one, so that order is kept and nothing counts as sent', async () => {
    const { redis, publisher } = await createPublisher();
    expect(await appendBatch(redis, batch(2, true), 1e9)).toMatchObject({ state: 'refused' });
    expect(await appendBatch(redis, batch(1, false), 1e9)).toMatchObject({ state: 'stored', appended: 1 });
    expect(await appendBatch(redis, batch(3, true), 1e9)).toMatchObject({ state: 'refused' });
    expect(await appendBatch(redis, batch(2, true), 1e9)).toMatchObject({ state: 'stored', appended: 1 });
    // Sent alone, it is one whose predecessors this Redis had and lost.
    expect(await appendBatch(redis, batch(9, false), 1e9)).toMatchObject({ state: 'stored', appended: 1 });
    expect(await readAll(fixture.redis, STREAM)).toEqual(['1', '2', '9']);
    await publisher.close();
  });
});

describe('a stream at its cap', () => {
  test('is not appended to; the events wait in the spool until there is room', async () => {
    const { publisher } = await createPublisher({ streams: { shards: 1, bytesMax: 200_000 } });
    const event = 'x'.repeat(1_000);
    for (let i = 0; i < 10; i++) {
      publish(
        publisher,
        Array.from({ length: 100 }, () => event),
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const lengthAtCap = await fixture.redis.xlen(STREAM);
    expect(lengthAtCap).toBeLessThan(400);
    let removed = 0;
    await until('all came through', async () => {
      removed += await fixture.redis.xtrim(STREAM, 'MAXLEN', 0);
      return removed >= 1_000;
    });
    expect(removed).toBe(1_000);
    await publisher.close();
  }, 30_000);
});

describe('strict delivery', () => {
  test('an answer is released by Redis, or by the disk while Redis is away', async () => {
    const { publisher } = await createPublisher({
      delivery: 'strict',
      spool: { dir: join(fixture.dir, 'spool-strict'), bytesMax: 32 * 1024 * 1024 },
    });
    await publisher.ready();
    expect(publisher.reserve(100_000)).toBe(true);
    publish(publisher, ['1']);
    await publisher.whenDurable();
    expect(await fixture.redis.xlen(STREAM)).toBe(1);
    publisher.release(100_000);

    fixture.proxy.blackHole = true;
    expect(publisher.reserve(100_000)).toBe(true);
    publish(publisher, ['2']);
    await publisher.whenDurable();
    publisher.release(100_000);
    expect(await fixture.redis.xlen(STREAM)).toBe(1);

    fixture.proxy.blackHole = false;
    fixture.proxy.cut();
    await until('replayed', async () => (await fixture.redis.xlen(STREAM)) === 2);
    await publisher.close();
  }, 30_000);

  test('a call for which no room can be had is refused', async () => {
    const { publisher } = await createPublisher({
      delivery: 'strict',
      spool: { dir: join(fixture.dir, 'spool-none'), bytesMax: 1024 * 1024 },
    });
    await publisher.ready();
    expect(publisher.reserve(600_000)).toBe(true);
    expect(publisher.reserve(600_000)).toBe(false);
    publisher.release(600_000);
    expect(publisher.reserve(600_000)).toBe(true);
    await publisher.close();
    expect(publisher.reserve(1)).toBe(false);
  });
});
