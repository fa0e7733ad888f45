import { defineScript, redisErrorCode, type FramedArgument, type Redis } from '@gatewayops/redis';
import { streamKeys } from '../stream-keys.js';

const script = defineScript(new URL('../../lua/append.lua', import.meta.url), 2);

/** Consecutive events of one producer for one stream. */
export interface EventBatch {
  readonly stream: string;
  readonly producerId: string;
  /** Sequence number of the first event; those of the others follow without a gap. */
  readonly firstSequence: number;
  readonly count: number;
  /** UTF-8, one event a line; events are JSON without line breaks. */
  readonly lines: Buffer;
  /** The lines in a buffer with room around them, so that they can be sent without a copy. */
  readonly framed?: FramedArgument;
  /** Sent while the batch before it is not answered yet: refused by a Redis that does not have that one. */
  readonly isFollowing?: boolean;
}

export const lastSequence = (batch: EventBatch): number => batch.firstSequence + batch.count - 1;

/** `stored`: all of it is in the stream. `full`: the cap is reached. `unknown`: no answer; it may be in the stream or not. */
export type AppendOutcome =
  { state: 'stored'; appended: number } | { state: 'full' | 'refused' | 'unknown'; error: unknown };

/** Sends a batch; may be repeated at any time with the same batch, and never throws. */
export async function appendBatch(redis: Redis, batch: EventBatch, bytesMax: number): Promise<AppendOutcome> {
  try {
    const keys = [batch.stream, streamKeys.producers(batch.stream)];
    const args = [batch.producerId, batch.firstSequence, batch.count, bytesMax, batch.isFollowing === true ? 1 : 0];
    const appended = batch.framed
      ? await script.runFramed(redis, keys, args, batch.framed)
      : await script.run(redis, keys, [...args, batch.lines]);
    return { state: 'stored', appended: Number(appended) };
  } catch (error) {
    const code = redisErrorCode(error);
    if (code === undefined) return { state: 'unknown', error };
    return { state: code === 'STREAMFULL' ? 'full' : 'refused', error };
  }
}
