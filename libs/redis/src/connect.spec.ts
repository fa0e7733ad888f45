import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startRedis, type RunningEngine } from '@gatewayops/engines';
import { FaultProxy } from '@gatewayops/testing/fault-proxy';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { RedisAvailability } from './availability.js';
import { connectRedis, redisErrorCode, whenReady } from './connect.js';
import { checkPersistence } from './persistence.js';
import { RedisScript } from './script.js';
import { FRAME_HEAD_BYTES, FRAME_TAIL_BYTES } from './framed-argument.js';

let dir: string;
let engine: RunningEngine;
let proxy: FaultProxy;
let redis: Redis;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gatewayops-redis-'));
  engine = await startRedis({ dataDir: join(dir, 'redis'), cacheDir: join(homedir(), '.cache', 'gatewayops') });
}, 60_000);
afterAll(async () => {
  await engine.stop();
  await rm(dir, { recursive: true, force: true });
}, 30_000);
beforeEach(async () => {
  proxy = await FaultProxy.start({ port: engine.port });
  const url = new URL(engine.url);
  url.port = String(proxy.port);
  redis = connectRedis({ url: url.href, name: 'a test' });
  await whenReady(redis, 10_000);
});
afterEach(async () => {
  redis.disconnect();
  await proxy.close();
});

describe('a connection', () => {
  test('that breaks rejects what was under way, does not repeat it, and comes back', async () => {
    await redis.set('count', 0);
    proxy.loseReplies = true;
    const outcome = redis.incr('count').then(
      () => 'answered',
      (error: unknown) => (redisErrorCode(error) === undefined ? 'unknown' : 'refused'),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    proxy.loseReplies = false;
    proxy.cut();
    expect(await outcome).toBe('unknown');
    await whenReady(redis, 5_000);
    expect(await redis.get('count')).toBe('1');
  });

  test('that swallows everything counts as down within 3 s', async () => {
    const availability = new RedisAvailability(redis);
    expect(availability.state).toBe('up');
    const down = new Promise<void>((resolve) => availability.once('down', resolve));
    proxy.blackHole = true;
    await down;
    expect(availability.state).toBe('down');
    proxy.blackHole = false;
    proxy.cut();
    await new Promise<void>((resolve) => availability.once('up', resolve));
    availability.close();
  });
});

describe('a script', () => {
  const script = new RedisScript('return { KEYS[1], ARGV[1], #ARGV[2] }', 1);

  test('runs on a server that does not know it, and after that server forgot it', async () => {
    expect(await script.run(redis, ['k'], ['a', 'bc'])).toEqual(['k', 'a', 2]);
    await redis.script('FLUSH');
    expect(await script.run(redis, ['k'], ['a', 'bc'])).toEqual(['k', 'a', 2]);
  });

  test('takes a large last argument from a buffer with room around it', async () => {
    const buffer = Buffer.alloc(FRAME_HEAD_BYTES + 100_000 + FRAME_TAIL_BYTES, 'ü');
    const framed = { buffer, offset: FRAME_HEAD_BYTES, length: 100_000 };
    await redis.script('FLUSH');
    expect(await script.runFramed(redis, ['k'], ['a'], framed)).toEqual(['k', 'a', 100_000]);
    expect(await script.runFramed(redis, ['k'], ['a'], framed)).toEqual(['k', 'a', 100_000]);
    const other = await Promise.all([script.runFramed(redis, ['k'], ['b'], framed), redis.get('none')]);
    expect(other).toEqual([['k', 'b', 100_000], null]);
  });

  test('refuses a wrong number of keys, and passes the code of an error on', async () => {
    await expect(script.run(redis, [], [])).rejects.toThrow(RangeError);
    const failing = new RedisScript("return redis.error_reply('STREAMFULL no room')", 0);
    const code = await failing.run(redis, [], []).catch(redisErrorCode);
    expect(code).toBe('STREAMFULL');
  });
});

test('the persistence of the bundled engine is as it has to be; a weaker one is told', async () => {
  expect(await checkPersistence(redis)).toEqual([]);
  await redis.config('SET', 'appendfsync', 'everysec', 'maxmemory-policy', 'allkeys-lru');
  expect(await checkPersistence(redis)).toEqual([
    expect.stringContaining('`appendfsync everysec`'),
    expect.stringContaining('`maxmemory-policy allkeys-lru`'),
  ]);
});
