import { defineScript, redisErrorCode, type Redis } from '@gatewayops/redis';
import { streamKeys } from '../stream-keys.js';

const script = defineScript(new URL('../../lua/append.lua', import.meta.url), 2);

/** Consecutive events of one producer for one stream. */
export interface EventBatch {
  readonly stream: string;
  readonly producerId: string;
  /** Sequence number of the first event; those of the others follow without a gap. */
  readonly firstSequence: number;
  readonly events: readonly (string | Buffer)[];
}

export const lastSequence = (batch: EventBatch): number => batch.firstSequence + batch.events.length - 1;

/** `stored`: all of it is in the stream. `full`: the cap is reached. `unknown`: no answer; it may be in the stream or not. */
export type AppendOutcome =
  { state: 'stored'; appended: number } | { state: 'full' | 'refused' | 'unknown'; error: unknown };

/** Sends a batch; may be repeated at any time with the same batch, and never throws. */
export async function appendBatch(redis: Redis, batch: EventBatch, bytesMax: number): Promise<AppendOutcome> {
  try {
    const appended = await script.run(
      redis,
      [batch.stream, streamKeys.producers(batch.stream)],
      [batch.producerId, batch.firstSequence, bytesMax, ...batch.events],
    );
    return { state: 'stored', appended: Number(appended) };
  } catch (error) {
    const code = redisErrorCode(error);
    if (code === undefined) return { state: 'unknown', error };
    return { state: code === 'STREAMFULL' ? 'full' : 'refused', error };
  }
}
