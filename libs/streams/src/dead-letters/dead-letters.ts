import { defineScript, type Redis } from '@gatewayops/redis';
import { streamKeys } from '../stream-keys.js';

const script = defineScript(new URL('../../lua/replay-dead.lua', import.meta.url), 2);

/** A message that could not be taken. */
export interface DeadLetter {
  /** Of the dead letter; rises with time. */
  id: string;
  /** Of the message in its stream. */
  messageId: string;
  reason: string;
  /** Milliseconds since 1970, UTC. */
  diedAtMs: number;
  /** The envelope as it came. */
  body: string;
}

const LIST_MAX = 1_000;

export async function countDeadLetters(redis: Redis, stream: string): Promise<number> {
  return redis.xlen(streamKeys.dead(stream));
}

/** Up to `limit` (at most 1,000) dead letters, oldest first, after the one with the id `after`. */
export async function listDeadLetters(
  redis: Redis,
  stream: string,
  page: { limit: number; after?: string },
): Promise<DeadLetter[]> {
  const start = page.after === undefined ? '-' : `(${page.after}`;
  const limit = Math.max(1, Math.min(page.limit, LIST_MAX));
  const entries = await redis.xrange(streamKeys.dead(stream), start, '+', 'COUNT', limit);
  return entries.map(([id, fields]) => {
    const facts = new Map<string, string>();
    for (let i = 0; i + 1 < fields.length; i += 2) facts.set(fields[i]!, fields[i + 1]!);
    return {
      id,
      messageId: facts.get('id') ?? '',
      reason: facts.get('reason') ?? '',
      diedAtMs: Number(facts.get('at') ?? 0),
      body: facts.get('e') ?? '',
    };
  });
}

/** Puts dead letters back on their stream; returns how many were there to be put back. At most 1,000 at once. */
export async function replayDeadLetters(redis: Redis, stream: string, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  if (ids.length > LIST_MAX) throw new RangeError(`at most ${LIST_MAX} dead letters can be replayed at once`);
  return Number(await script.run(redis, [stream, streamKeys.dead(stream)], ids));
}
