import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { redisKeys, type Principal, type RateLimit } from '@gatewayops/contracts';
import { startRedis, type RunningEngine } from '@gatewayops/engines';
import { connectRedis, RedisAvailability, whenReady, type Redis } from '@gatewayops/redis';
import { RateLimiter } from './rate-limiter.js';
import { ReplicaDirectory } from '../replicas/replica-directory.js';
import { excess, NO_METRICS, principalOf } from './simulation.fixture.js';

const cacheDir = join(homedir(), '.cache', 'gatewayops');
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Replica {
  redis: Redis;
  count: ReplicaDirectory;
  limiter: RateLimiter;
  close(): Promise<void>;
}

let dataDir: string;
let engine: RunningEngine;
let replicas: Replica[] = [];
let keys = 100;

async function addReplica(metrics = NO_METRICS): Promise<Replica> {
  const redis = connectRedis({ url: engine.url, name: 'test:limiter', offlineQueue: false });
  await whenReady(redis, 5_000);
  const availability = new RedisAvailability(redis);
  const count = new ReplicaDirectory(redis, { url: 'http://127.0.0.1:1', heartbeatMs: 100 });
  await count.refresh();
  const limiter = new RateLimiter({ redis, availability, replicas: count, whenRedisAway: 'divide', metrics });
  const close = async () => {
    limiter.close();
    availability.close();
    await count.close();
    redis.disconnect();
  };
  const replica = { redis, count, limiter, close };
  replicas.push(replica);
  return replica;
}

/** A principal whose key nobody used before. */
const freshPrincipal = (limit: RateLimit): Principal => principalOf({ key: limit }, keys++);

/** Calls from `clients` at once on each replica, each at once again, for `forMs`; when calls were admitted, in ms. */
async function hammer(principal: Principal, forMs: number, clients = 8): Promise<number[]> {
  const admittedAt: number[] = [];
  const until = performance.now() + forMs;
  const client = async ({ limiter }: Replica) => {
    while (performance.now() < until) {
      if ((await limiter.take(principal)).admitted) admittedAt.push(performance.now());
      await pause(1);
    }
  };
  await Promise.all(replicas.flatMap((replica) => Array.from({ length: clients }, () => client(replica))));
  return admittedAt;
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'limiter-'));
  engine = await startRedis({ dataDir, cacheDir, syncsToDisk: false });
}, 60_000);
afterEach(async () => {
  await Promise.all(replicas.map((replica) => replica.close()));
  replicas = [];
});
afterAll(async () => {
  await engine.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 30_000);

describe('limiters over one Redis', () => {
  it.each([
    { rps: 100, burst: 50 },
    { rps: 1000, burst: 200 },
    { rps: 20, burst: 5 },
  ])(
    '$rps a second with a burst of $burst: never more in any window, and hardly fewer',
    async (limit) => {
      await Promise.all([addReplica(), addReplica(), addReplica()]);
      const principal = freshPrincipal(limit);
      const admittedAt = await hammer(principal, 2_000);
      expect(excess(admittedAt, limit)).toBeLessThanOrEqual(0);
      // A busy machine takes some of the time that the limit allows for.
      expect(admittedAt.length).toBeGreaterThanOrEqual(Math.floor(0.8 * (limit.rps * 2 + limit.burst)));
    },
    15_000,
  );

  it('hold to a limit that changed from the next call on', async () => {
    await Promise.all([addReplica(), addReplica()]);
    const wide = freshPrincipal({ rps: 1000, burst: 1000 });
    expect((await hammer(wide, 300)).length).toBeGreaterThan(200);
    const narrow = { ...wide, limits: { ...wide.limits, key: { rps: 10, burst: 10 } } };
    const admittedAt = await hammer(narrow, 1_000);
    expect(excess(admittedAt, { rps: 10, burst: 10 })).toBeLessThanOrEqual(0);
    expect((await hammer(wide, 500)).length).toBeGreaterThan(200);
  });

  it('say when to come back, and are right', async () => {
    const [{ limiter }] = [await addReplica()];
    const principal = freshPrincipal({ rps: 1, burst: 3 });
    for (let i = 0; i < 3; i++) await limiter.take(principal);
    const refused = await limiter.take(principal);
    expect(refused).toMatchObject({ admitted: false, scope: 'key', limit: 1, remaining: 0, retryAfterSeconds: 1 });
    const batch = await limiter.take(principal, 2);
    expect(batch).toMatchObject({ admitted: false, retryAfterSeconds: 2 });
    await pause(refused.retryAfterSeconds * 1000);
    expect(await limiter.take(principal)).toMatchObject({ admitted: true, remaining: 0 });
  });

  it('count refusals by the level that was reached', async () => {
    const hits: string[] = [];
    const { limiter } = await addReplica({ ...NO_METRICS, refused: (scope) => hits.push(scope) });
    const principal = principalOf({ key: { rps: 50, burst: 50 }, team: { rps: 1, burst: 2 } }, keys++, keys);
    const decisions = await Promise.all(Array.from({ length: 5 }, () => limiter.take(principal)));
    expect(decisions.map(({ admitted }) => admitted)).toEqual([true, true, false, false, false]);
    expect(hits).toEqual(['team', 'team', 'team']);
    expect(decisions[4]).toMatchObject({ scope: 'team', limit: 1 });
  });

  it('decide most calls without a round trip', async () => {
    const { limiter, redis } = await addReplica();
    const principal = freshPrincipal({ rps: 1_000_000, burst: 1_000_000 });
    const before = await commandsOf(redis);
    let synchronous = 0;
    for (let i = 0; i < 100_000; i++) {
      const decision = limiter.take(principal);
      if (decision instanceof Promise) await decision;
      else synchronous += 1;
      if (i % 200 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(synchronous).toBeGreaterThan(0.95 * 100_000);
    expect((await commandsOf(redis)) - before).toBeLessThan(1_000);
  });

  it('decide in under a microsecond of CPU on that path', async () => {
    const program = new URL('../../dist/rate-limit/take-cost.fixture.js', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [program], { timeout: 30_000 });
    process.stderr.write(`take(): ${stdout.trim()} µs\n`);
    expect(Number(stdout)).toBeGreaterThan(0);
    expect(Number(stdout)).toBeLessThan(1);
  }, 40_000);

  it('keep nothing in Redis of a key that is idle', async () => {
    const { limiter, redis } = await addReplica();
    const principal = freshPrincipal({ rps: 100, burst: 50 });
    await limiter.take(principal);
    const key = redisKeys.rateLimit(principal.orgId, 'key', principal.keyId);
    expect(await redis.exists(key)).toBe(1);
    await pause(1_500);
    expect(await redis.exists(key)).toBe(0);
  });
});

async function commandsOf(redis: Redis): Promise<number> {
  return Number(/calls=(\d+)/.exec((await redis.info('commandstats')).split('cmdstat_evalsha:')[1] ?? '')?.[1] ?? 0);
}

describe('replicas', () => {
  it('know how many they are, and when one leaves', async () => {
    const [first, second, third] = [await addReplica(), await addReplica(), await addReplica()];
    await first.count.refresh();
    expect(first.count.last).toBe(3);
    await third.count.close();
    await second.count.refresh();
    expect(second.count.last).toBe(2);
  });
});

describe('Redis killed and back', () => {
  it('divides the limit by the replicas meanwhile, and returns to it without a burst', async () => {
    const modes: string[] = [];
    await addReplica({ ...NO_METRICS, setMode: (mode) => modes.push(mode) });
    await addReplica();
    await Promise.all(replicas.map(({ count }) => count.refresh()));
    const limit = { rps: 200, burst: 60 };
    const principal = freshPrincipal(limit);
    const hammered = hammer(principal, 7_000, 4);
    await pause(1_000);
    engine.kill('SIGKILL');
    await engine.exited;
    await pause(1_500);
    expect(replicas.map(({ limiter }) => limiter.mode)).toEqual(['divided', 'divided']);
    expect(await replicas[0]?.limiter.health()).toMatchObject({
      state: 'degraded',
      detail: expect.stringContaining('2 gateways'),
    });
    engine = await startRedis({ dataDir, cacheDir, port: engine.port, syncsToDisk: false });
    const admittedAt = await hammered;
    expect(modes).toEqual(['shared', 'divided', 'shared']);
    expect(excess(admittedAt, limit)).toBeLessThanOrEqual(0);
    // Calls wait 0.3 s for Redis to come back before the shares begin, empty.
    expect(admittedAt.length).toBeGreaterThanOrEqual(0.95 * (limit.rps * 6.6 + limit.burst));
  }, 60_000);
});
