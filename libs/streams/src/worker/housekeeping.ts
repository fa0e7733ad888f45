import { defineScript, type Redis } from '@gatewayops/redis';
import { streamKeys } from '../stream-keys.js';
import type { StreamDepth } from './worker-metrics.js';

const script = defineScript(new URL('../../lua/housekeeping.lua', import.meta.url), 3);

const LOCK_MS = 900;
const TRIM_COUNT = 20_000;
/**
 * Producers not seen for a week are forgotten. A spool that lay about for longer, and whose first batch had reached Redis
 * unknown to its producer, would then have that batch appended twice.
 */
const PRODUCER_UNSEEN_MS_MAX = 7 * 24 * 3_600_000;

/** Removes what all groups have acknowledged; at most once a second, whoever of the workers asks first. */
export async function tidyStream(redis: Redis, stream: string): Promise<void> {
  const keys = [stream, streamKeys.housekeepingLock(stream), streamKeys.producers(stream)];
  await script.run(redis, keys, [LOCK_MS, TRIM_COUNT, PRODUCER_UNSEEN_MS_MAX]);
}

/** How a stream and a group stand. */
export async function measureDepth(redis: Redis, stream: string, group: string): Promise<StreamDepth> {
  const [length, bytes, groups, pending, deadLetters] = await Promise.all([
    redis.xlen(stream),
    redis.memory('USAGE', stream),
    redis.xinfo('GROUPS', stream) as Promise<unknown[][]>,
    redis.xpending(stream, group) as Promise<[number, string | null]>,
    redis.xlen(streamKeys.dead(stream)),
  ]);
  const facts = groups.map(factsOf).find((each) => each.get('name') === group);
  const delivered = String(facts?.get('last-delivered-id') ?? '0-0');
  const oldest = pending[1] ?? (await redis.xrange(stream, `(${delivered}`, '+', 'COUNT', 1))[0]?.[0];
  return {
    length,
    bytes: bytes ?? 0,
    pending: pending[0],
    // Redis 7 counts it; before, all that is not pending is taken as unread, which is right after a trim.
    lag: Number(facts?.get('lag') ?? Math.max(0, length - pending[0])),
    oldestSeconds: oldest ? Math.max(0, (Date.now() - Number(oldest.split('-')[0])) / 1000) : 0,
    deadLetters,
  };
}

function factsOf(flat: unknown[]): Map<string, unknown> {
  const facts = new Map<string, unknown>();
  for (let i = 0; i + 1 < flat.length; i += 2) facts.set(String(flat[i]), flat[i + 1]);
  return facts;
}
