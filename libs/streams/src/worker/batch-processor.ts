import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID as uuid } from 'node:crypto';
import type { StreamLogger } from '../logger.js';
import type { ConsumerGroup } from './consumer-group.js';
import { isRefused, type EventHandler, type Outcome, type WriteBatch, type WriteResult } from './event-handler.js';
import type { ParsedMessage } from './message-parser.js';
import type { WorkerMetrics } from './worker-metrics.js';
import type { WorkInHand } from './work-in-hand.js';

/** A batch that has a record. */
export interface RecordedBatch {
  token: string;
  handler: EventHandler<unknown>;
  partition: string;
  messages: ParsedMessage[];
  /** Messages of the record that cannot be read any more, with the reason. */
  unreadable: ReadonlyMap<string, string>;
  /** Number of the record and how many there ever were when it was last looked at: its age in tokens. */
  number: number;
  recordsEver: number;
  createdAtMs: number;
  replay: boolean;
}

/** Where a process can die; tests let it die there. */
export type ProcessingStep = 'before-record' | 'after-record' | 'after-write' | 'after-finish';

export interface BatchProcessorOptions {
  group: ConsumerGroup;
  /** How many tokens the store remembers; see `WriteBatch.lookFirst`. */
  tokenWindow: number;
  metrics: WorkerMetrics;
  logger: StreamLogger;
  onRetry: (messages: readonly ParsedMessage[]) => void;
  /** Tokens that it makes itself stand here while it is at work on them. */
  inHand: Pick<WorkInHand, 'hold' | 'release'>;
  onStep: ((step: ProcessingStep) => void) | undefined;
  signal: AbortSignal;
}

/** A message that its handler wants to try again so often is given up. */
const RETRIES_MAX = 10;
const PAUSE_MS_FIRST = 100;
const PAUSE_MS_MAX = 5_000;
/** Stores also forget tokens by time: an hour is the shortest that ClickHouse is set to. */
const LOOK_FIRST_AFTER_MS = 30 * 60_000;

/** Brings batches through record, write and acknowledgement, each step until it has succeeded. */
export class BatchProcessor {
  constructor(private readonly options: BatchProcessorOptions) {}

  /** A batch of new messages, all of one handler and partition. */
  async processNew(token: string, messages: readonly ParsedMessage[]): Promise<void> {
    this.options.onStep?.('before-record');
    // A record lists its messages in the order of the stream; a batch that is divided relies on it.
    const recorded = await this.#record(
      token,
      messages.toSorted((a, b) => compareIds(a.id, b.id)),
    );
    if (!recorded) return;
    this.options.onStep?.('after-record');
    await this.processRecorded(recorded);
  }

  /** A batch that has its record already. */
  async processRecorded(batch: RecordedBatch): Promise<void> {
    if (batch.messages.length === 0) return this.#finish(batch, []);
    const result = await this.#write(batch);
    if (result === 'stopped') return;
    this.options.onStep?.('after-write');
    if (isRefused(result)) await this.#divide(batch, result.refused);
    else await this.#finish(batch, result ?? []);
    this.options.onStep?.('after-finish');
  }

  async #record(token: string, all: readonly ParsedMessage[]): Promise<RecordedBatch | null> {
    let messages = [...all];
    while (messages.length > 0) {
      const { handler, partition } = messages[0]!;
      const ids = messages.map(({ id }) => id);
      const answer = await this.#untilAnswered(() => this.options.group.record(token, handler.type, partition, ids));
      if (!answer || answer[0] === 'taken') return null;
      if (answer[0] === 'created') {
        const [, number, createdAtMs] = answer;
        const unreadable = new Map<string, string>();
        return {
          token,
          handler,
          partition,
          messages,
          unreadable,
          number,
          recordsEver: number,
          createdAtMs,
          replay: false,
        };
      }
      // Another consumer took these over, because this one seemed dead: they are its business now.
      const refused = new Set<string>(answer.slice(1));
      messages = messages.filter(({ id }) => !refused.has(id));
    }
    return null;
  }

  async #write(batch: RecordedBatch): Promise<WriteResult | 'stopped'> {
    const { metrics, logger, signal, group } = this.options;
    let current = batch;
    for (let pauseMs = PAUSE_MS_FIRST; !signal.aborted; pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX)) {
      try {
        return await batch.handler.write(this.#contentOf(current));
      } catch (error) {
        metrics.failed(group.stream, batch.handler.type);
        const fields = { err: error, stream: group.stream, type: batch.handler.type, token: batch.token };
        logger.warn(fields, 'a batch could not be written and will be tried again');
      }
      await this.#pause(pauseMs);
      const recordsEver = await this.#untilAnswered(() => group.recordsEver());
      current = { ...batch, replay: true, recordsEver: recordsEver ?? current.recordsEver };
    }
    return 'stopped';
  }

  #contentOf(batch: RecordedBatch): WriteBatch<unknown> {
    const ageTokens = Math.max(0, batch.recordsEver - batch.number);
    const isOld = ageTokens > this.options.tokenWindow / 2 || Date.now() - batch.createdAtMs > LOOK_FIRST_AFTER_MS;
    return {
      token: batch.token,
      partition: batch.partition,
      events: batch.messages.map(({ event }) => event),
      messageIds: batch.messages.map(({ id }) => id),
      createdAtMs: batch.createdAtMs,
      replay: batch.replay,
      ageTokens,
      lookFirst: batch.replay && isOld,
    };
  }

  async #finish(batch: RecordedBatch, outcomes: readonly Outcome[]): Promise<void> {
    const { group, metrics, logger } = this.options;
    const again: ParsedMessage[] = [];
    const dead = new Map(batch.unreadable);
    const counts = new Map<Outcome['state'], number>();
    for (const [i, message] of batch.messages.entries()) {
      const outcome = lastTry(outcomes[i] ?? { state: 'ok' }, message);
      counts.set(outcome.state, (counts.get(outcome.state) ?? 0) + 1);
      if (outcome.state === 'retry') again.push(message);
      if (outcome.state === 'dead') dead.set(message.id, outcome.reason);
    }
    const ids = again.map(({ id }) => id);
    const answer = await this.#untilAnswered(() => group.finish(batch.token, ids, dead));
    if (answer === null) return;
    // `gone` is also the answer to a second call after the first was cut; counted then as well.
    for (const [state, count] of counts) metrics.outcome(group.stream, batch.handler.type, state, count);
    if (dead.size > 0)
      logger.warn({ stream: group.stream, messages: dead.size }, 'messages were moved to the dead letters');
    if (answer === 'done' && again.length > 0) this.options.onRetry(again);
  }

  /** The store takes nothing of the batch: tries its halves, and gives a single message up. */
  async #divide(batch: RecordedBatch, reason: string): Promise<void> {
    if (batch.messages.length === 1) return this.#finish(batch, [{ state: 'dead', reason }]);
    // Unreadable messages go to the first half, whose length the record counts in all its ids.
    const readable = Math.floor(batch.messages.length / 2);
    const order = [...batch.unreadable.keys(), ...batch.messages.map(({ id }) => id)].toSorted(compareIds);
    const border = batch.messages[readable]!.id;
    const [first, second] = [uuid(), uuid()];
    const { group, inHand } = this.options;
    for (const token of [first, second]) inHand.hold(token);
    try {
      const answer = await this.#untilAnswered(() => group.split(batch.token, first, second, order.indexOf(border)));
      if (answer !== 'done') return;
      await this.processRecorded(partOf(batch, first, (id) => compareIds(id, border) < 0));
      await this.processRecorded(partOf(batch, second, (id) => compareIds(id, border) >= 0));
    } finally {
      for (const token of [first, second]) inHand.release(token);
    }
  }

  /** Calls until Redis answers; null when the worker stops before. */
  async #untilAnswered<T>(call: () => Promise<T>): Promise<T | null> {
    for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, 1_000)) {
      try {
        return await call();
      } catch (error) {
        if (this.options.signal.aborted) return null;
        this.options.logger.warn({ err: error, stream: this.options.group.stream }, 'Redis did not answer a worker');
      }
      await this.#pause(pauseMs);
    }
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.options.signal }).catch(() => undefined);
  }
}

function partOf(batch: RecordedBatch, token: string, isPart: (id: string) => boolean): RecordedBatch {
  const messages = batch.messages.filter(({ id }) => isPart(id));
  const unreadable = new Map([...batch.unreadable].filter(([id]) => isPart(id)));
  return { ...batch, token, messages, unreadable, replay: false };
}

function lastTry(outcome: Outcome, message: ParsedMessage): Outcome {
  if (outcome.state !== 'retry' || message.retries < RETRIES_MAX) return outcome;
  return { state: 'dead', reason: `tried ${message.retries + 1} times: ${outcome.reason}` };
}

/** Order of stream ids `<ms>-<sequence>`. */
export function compareIds(a: string, b: string): number {
  const [aMs = '', aSequence = ''] = a.split('-');
  const [bMs = '', bSequence = ''] = b.split('-');
  return Number(aMs) - Number(bMs) || Number(aSequence) - Number(bSequence);
}
