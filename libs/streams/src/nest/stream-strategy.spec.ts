import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import 'reflect-metadata';
import { z } from 'zod';
import { RedisFixture, silentLogger, until } from '../../test/redis-fixture.js';
import type { WriteBatch } from '../worker/event-handler.js';
import { StreamHandler } from './stream-handler.js';
import { StreamStrategy, type StreamStrategyOptions } from './stream-strategy.js';

const STREAM = 'gwo:{trace}';
const TestEvent = z.object({ type: z.literal('test'), id: z.string() });
type TestEvent = z.infer<typeof TestEvent>;
const handled = { type: 'test', schema: TestEvent, partitionOf: () => '202611' };

let fixture: RedisFixture;
const written: string[] = [];
let failures = 0;

@Controller()
class TestController {
  @StreamHandler(handled)
  async write(batch: WriteBatch<TestEvent>): Promise<void> {
    if (failures-- > 0) throw new Error('the store is away');
    written.push(...batch.events.map(({ id }) => id));
  }
}

@Controller()
class OtherController {
  @StreamHandler(handled)
  async write(): Promise<void> {}
}

beforeAll(async () => {
  fixture = await RedisFixture.start();
}, 60_000);
afterAll(() => fixture.close(), 30_000);
beforeEach(async () => {
  await fixture.redis.flushall();
  written.length = 0;
  failures = 0;
});

async function createService(
  controllers: (new () => object)[],
  streams: StreamStrategyOptions['streams'] = { trace: ['test'] },
): Promise<INestMicroservice> {
  @Module({ controllers })
  class TestModule {}
  const strategy = new StreamStrategy({ redisUrl: fixture.engine.url, streams, lingerMs: 20, logger: silentLogger });
  return NestFactory.createMicroservice(TestModule, { strategy, logger: false, abortOnError: false });
}

const start = async (...args: Parameters<typeof createService>) => (await createService(...args)).listen();

describe('a service with a StreamStrategy', () => {
  test('hands batches to the method that is marked for their type, again when it throws', async () => {
    failures = 2;
    await fixture.redis.xadd(STREAM, '*', 'e', JSON.stringify({ type: 'test', id: 'a' }));
    const service = await createService([TestController]);
    await service.listen();
    await until('written', () => written.length > 0);
    await until('acknowledged', async () => (await fixture.redis.xlen(STREAM)) === 0);
    await service.close();
    expect(written).toEqual(['a']);
  }, 20_000);

  test('does not start while an event has no handler, two of them, or a handler has no stream', async () => {
    await expect(start([])).rejects.toThrow('The event test has no @StreamHandler');
    await expect(start([TestController, OtherController])).rejects.toThrow(
      'The event test has more than one @StreamHandler',
    );
    await expect(start([TestController], {})).rejects.toThrow(
      "The @StreamHandler of test is for none of this service's streams",
    );
  });
});
