import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startRedis, type RunningEngine } from '@gatewayops/engines';
import { connectRedis, type Redis } from '@gatewayops/redis';
import type { BucketRequest, LeaseRequest } from './bucket-store.js';
import { MemoryBucketStore } from './memory-bucket-store.js';
import { seeded } from './simulation.fixture.js';

const script = new URL('../../lua/lease-tokens.lua', import.meta.url);
let dataDir: string;
let engine: RunningEngine;
let redis: Redis;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lease-tokens-'));
  engine = await startRedis({ dataDir, cacheDir: join(homedir(), '.cache', 'gatewayops'), syncsToDisk: false });
  redis = connectRedis({ url: engine.url, name: 'test' });
}, 60_000);
afterAll(async () => {
  redis.disconnect();
  await engine.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 30_000);

/** The script as it is, but for the clock: the last argument is the time in µs, and nothing expires by the real one. */
const source = readFileSync(script, 'utf8')
  .replace("redis.call('TIME')", '{math.floor(ARGV[#ARGV] / 1000000), ARGV[#ARGV] % 1000000}')
  .replace("redis.call('PEXPIRE'", "redis.call('EXISTS'");

async function askRedis({ least, waiting, epochUs, buckets }: LeaseRequest, nowUs: number): Promise<number[]> {
  const args = buckets.flatMap((b) => [b.rate, b.capacity, b.restMs * 1000, b.held, b.lot, b.patienceMs * 1000]);
  const keys = buckets.map((bucket) => bucket.key);
  return (await redis.eval(source, keys.length, ...keys, least, waiting, epochUs, ...args, nowUs)) as number[];
}

const micro = (ms: number) => Math.round(ms * 1000);

function flatten(store: MemoryBucketStore, request: LeaseRequest): number[] {
  const { given, waitMs, buckets } = store.leaseNow(request);
  const levels = buckets.flatMap((b) => [b.granted, Math.round(b.level * 1000), micro(b.nextMs)]);
  return [given ? 1 : 0, micro(waitMs), ...levels];
}

const LIMITS = [
  { rate: 100, capacity: 45, restMs: 50, patienceMs: 0 },
  { rate: 97, capacity: 1, restMs: 10, patienceMs: 20 },
  { rate: 7.3, capacity: 3, restMs: 50, patienceMs: 0 },
];

it('the twin in memory answers as the script does, over 2,000 random requests', async () => {
  expect(source).not.toContain("'TIME'");
  const random = seeded(42);
  const whole = (below: number) => Math.floor(random() * below);
  let nowUs = 1_790_000_000_123_456;
  let epochUs = 0;
  const store = new MemoryBucketStore(() => nowUs);
  for (let i = 0; i < 2_000; i++) {
    nowUs += whole(random() < 0.1 ? 400_000 : 9_000);
    if (random() < 0.01) epochUs = nowUs - whole(50_000);
    const first = whole(3);
    const buckets: BucketRequest[] = LIMITS.slice(first, first + 1 + whole(3)).map((limit, n) => ({
      ...limit,
      key: `{o}:${first + n}`,
      held: whole(2),
      lot: whole(4),
    }));
    const least = whole(3);
    const request = { least, waiting: least + (least > 0 ? whole(4) : 0), epochUs, buckets };
    const fromRedis = await askRedis(request, nowUs);
    expect({ i, request, reply: flatten(store, request) }).toEqual({ i, request, reply: fromRedis });
  }
}, 30_000);
