/**
 * A program of its own, as Jest's sandbox makes every global ten times as dear: prints the CPU cost of `take()` on the
 * common path with all three levels, in microseconds, the best of several rounds.
 */
import type { Redis, RedisAvailability } from '@gatewayops/redis';
import { MemoryBucketStore } from './memory-bucket-store.js';
import { RateLimiter } from './rate-limiter.js';
import { NO_METRICS, principalOf, WIDE } from './simulation.fixture.js';

const TURNS = 1_000;
const CALLS = 200;

const availability = { state: 'up', on: () => availability, off: () => availability };
const limiter = new RateLimiter({
  redis: undefined as unknown as Redis,
  availability: availability as unknown as RedisAvailability,
  replicas: { last: 1 },
  whenRedisAway: 'divide',
  metrics: NO_METRICS,
  store: new MemoryBucketStore(() => Math.floor(performance.now() * 1000)),
  probe: { ping: () => Promise.resolve(), agreeReturn: () => Promise.reject(new Error('not needed')) },
});
const principal = principalOf({ key: WIDE, team: WIDE, org: WIDE });

async function microsecondsACall(): Promise<number> {
  let busyMs = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    const startedAt = performance.now();
    for (let i = 0; i < CALLS; i++) {
      const decision = limiter.take(principal);
      if (decision instanceof Promise) await decision;
    }
    busyMs += performance.now() - startedAt;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return (busyMs * 1000) / (TURNS * CALLS);
}

let best = Infinity;
for (let round = 0; round < 6; round++) best = Math.min(best, await microsecondsACall());
limiter.close();
process.stdout.write(`${best.toFixed(3)}\n`);
