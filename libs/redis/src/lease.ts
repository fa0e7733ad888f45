import { GatewayOpsError } from '@gatewayops/contracts';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { defineScript } from './script.js';

const release = defineScript(new URL('../lua/release-lease.lua', import.meta.url), 1);
const renew = defineScript(new URL('../lua/renew-lease.lua', import.meta.url), 1);

const RETRY_MS = 100;

/**
 * Runs `work` while no other process runs work under the same `key`. The lease lasts `ttlMs` and is renewed while the work
 * goes on, so that one that died is waited for no longer than that. It is a lease, not a fence: the work must bear being
 * run twice, as it may be if this process is paused for longer.
 * Rejects with `service_unavailable` when the lease cannot be had within `waitMs`.
 */
export async function withLease<T>(
  redis: Redis,
  key: string,
  work: () => Promise<T>,
  { ttlMs = 15_000, waitMs = 60_000 }: { ttlMs?: number; waitMs?: number } = {},
): Promise<T> {
  const owner = randomUUID();
  const giveUpAt = Date.now() + waitMs;
  while ((await redis.set(key, owner, 'PX', ttlMs, 'NX')) === null) {
    if (Date.now() > giveUpAt) throw new GatewayOpsError('service_unavailable', { retryAfterSeconds: 5 });
    await sleep(RETRY_MS);
  }
  // A renewal that fails is made up for by the next; the lease outlives two of them.
  const renewal = setInterval(() => void renew.run(redis, [key], [owner, ttlMs]).catch(() => {}), ttlMs / 3);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await release.run(redis, [key], [owner]).catch(() => {});
  }
}
