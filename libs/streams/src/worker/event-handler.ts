import type { z } from 'zod';

/** What became of one message. `retry` and `dead` say why; both promise that the message had no effect. */
export type Outcome =
  { state: 'ok' } | { state: 'drop' } | { state: 'retry'; reason: string } | { state: 'dead'; reason: string };

/** The store said that it will never take the batch, and took nothing of it: its halves are tried, down to single messages. */
export interface BatchRefused {
  refused: string;
}

/**
 * Nothing: all are `ok`. Or an outcome for each event, in their order. A handler that throws has done nothing or is not
 * sure: the same batch comes again under the same token until it is written.
 */
export type WriteResult = void | readonly Outcome[] | BatchRefused;

/** Events of one type and partition that are written together, in this order, under `token`, however often it takes. */
export interface WriteBatch<Event> {
  /** The same at each attempt: what the store tells repetitions by. */
  readonly token: string;
  readonly partition: string;
  readonly events: readonly Event[];
  /** Ids of the messages in the stream, one for each event. */
  readonly messageIds: readonly string[];
  readonly createdAtMs: number;
  /** An earlier attempt, here or in a process that died, may have written it. */
  readonly replay: boolean;
  /** How many batches of this stream were recorded since. */
  readonly ageTokens: number;
  /** The store may have forgotten the token: look for the batch before writing it. Only ever true on a replay. */
  readonly lookFirst: boolean;
}

export interface EventHandler<Event> {
  /** `type` of the envelopes that it takes. */
  readonly type: string;
  readonly schema: z.ZodType<Event>;
  /** What may be written together, e.g. the month `YYYYMM` of a table's partition. */
  partitionOf(event: Event): string;
  /** The spans that an event belongs to, to link the worker's own trace with; W3C ids. */
  traceOf?(event: Event): { traceId: string; spanId: string } | null;
  write(batch: WriteBatch<Event>): Promise<WriteResult>;
}

export const isRefused = (result: WriteResult): result is BatchRefused =>
  typeof result === 'object' && 'refused' in result;
