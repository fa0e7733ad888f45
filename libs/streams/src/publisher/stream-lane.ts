import type { Redis } from '@gatewayops/redis';
import { setTimeout as delay } from 'node:timers/promises';
import type { StreamLogger } from '../logger.js';
import { encodeRecord } from '../spool/record.js';
import { deliveryUnavailable, type Spool } from '../spool/spool.js';
import { appendBatch, lastSequence, type AppendOutcome, type EventBatch } from './append.js';
import { Durability } from './durability.js';
import { EventBuffer, type EventChunk } from './event-buffer.js';
import type { PublisherMetrics } from './publisher-metrics.js';
import { SpoolReplay } from './spool-replay.js';

export interface LaneOptions {
  redis: Redis;
  stream: string;
  producerId: string;
  spool: Spool;
  streamBytesMax: number;
  batchEvents: number;
  bufferBytesMax: number;
  stallMs: number;
  metrics: PublisherMetrics;
  logger: StreamLogger;
}

const RETRY_MS = 100;
/** Of the buffer; what is left of it takes what comes in while the disk writes. */
const OVERRUN_PART = 2;
/** Batches that are under way to Redis at once: full ones only, so that little load does not mean small batches. */
const UNDER_WAY_MAX = 4;
/** How often it is looked whether a batch that is waited for still may be. */
const LOOK_MS = 25;
/** How long the end of a process waits for a connection to come back. */
const AWAY_MS_MAX = 2_000;

/**
 * One stream's events on their way out, in order. A batch keeps its sequence numbers until it is durable: it goes to Redis;
 * where Redis does not confirm it within `stallMs`, its outcome is unknown and it goes to the spool under the same numbers,
 * and so does everything after it until the spool is empty again. Batches may be under way together; they are settled in
 * their order, and Redis refuses one whose predecessor it does not have.
 */
export class StreamLane {
  readonly #durability = new Durability();
  readonly #replay: SpoolReplay;
  readonly #buffer = new EventBuffer();
  /** Given to events when their batch is closed; none is ever skipped. */
  #nextSequence = 1;
  /** Settles with the newest batch. */
  #delivering = Promise.resolve();
  #underWay = 0;
  #due = false;

  constructor(private readonly options: LaneOptions) {
    this.#replay = new SpoolReplay(options);
  }

  /** Takes an event; false where the buffer is full. */
  add(event: string, mayDrop: boolean): boolean {
    if (mayDrop && this.#buffer.bytes + event.length > this.options.bufferBytesMax) return false;
    // Outside of strings, where JSON has none, a line break is as good as a space.
    this.#buffer.add(event.includes('\n') ? event.replaceAll('\n', ' ') : event);
    this.#startDue();
    return true;
  }

  get stream(): string {
    return this.options.stream;
  }

  get hasOpenEvents(): boolean {
    return this.#buffer.count > 0;
  }

  /** Sends what was taken so far; what comes in while a batch is under way forms the next. */
  flush(): void {
    this.#due = true;
    this.#startDue();
  }

  /** Resolves when everything taken so far is durable; null where it is already. */
  whenDurable(): Promise<void> | null {
    const reached = this.#durability.reached(this.#nextSequence - 1 + this.#buffer.count);
    if (reached && this.#buffer.count > 0) this.flush();
    return reached;
  }

  /** Resolves when nothing is left in memory, and what is in the spool was sent or `deadline` aborts. */
  async drain(deadline: AbortSignal): Promise<void> {
    while ((this.#buffer.count > 0 || this.#underWay > 0) && !deadline.aborted) {
      if (this.#buffer.count > 0) this.flush();
      await Promise.race([this.#delivering, aborted(deadline)]);
    }
    await this.#replayed(deadline);
    await this.#replay.stop();
  }

  /** Waits for the spool to be delivered, but not for a Redis that stays away: the next process delivers it then. */
  async #replayed(deadline: AbortSignal): Promise<void> {
    let lastReadyMs = performance.now();
    while (this.#replay.pending && !deadline.aborted) {
      if (this.options.redis.status === 'ready') lastReadyMs = performance.now();
      else if (performance.now() - lastReadyMs > AWAY_MS_MAX) return;
      await delay(10);
    }
  }

  /** Events that are in memory only. */
  get volatileEvents(): number {
    return this.#buffer.count + this.#nextSequence - 1 - this.#durability.confirmed;
  }

  #startDue(): void {
    while (this.#isDue) {
      if (!this.#buffer.isBehind) this.#due = false;
      const before = this.#delivering;
      this.#delivering = this.#carry(this.#buffer.take(), before);
    }
  }

  get #isDue(): boolean {
    if (this.#buffer.isBehind) return this.#underWay < UNDER_WAY_MAX;
    if (this.#underWay > 0) return false;
    return this.#buffer.count > 0 && (this.#due || this.#buffer.count >= this.options.batchEvents);
  }

  /** Brings one batch out of memory. It is sent at once and settled after the one before it. */
  async #carry(chunk: EventChunk, before: Promise<void>): Promise<void> {
    const batch = this.#batchOf(chunk);
    const startedMs = performance.now();
    const sending = this.#goesToSpool || this.#isOverrun ? null : this.#send(batch);
    this.#underWay += 1;
    await before;
    const outcome = sending && (await this.#outcomeOf(batch, sending));
    const via = outcome?.state === 'stored' ? 'redis' : await this.#deliver(batch);
    // What Redis has answered for is out of the socket; anything else may still lie in it.
    if (sending === null || outcome !== null) this.#buffer.recycle(chunk);
    this.#underWay -= 1;
    this.#confirm(batch, via, performance.now() - startedMs);
    this.#startDue();
  }

  #batchOf(chunk: EventChunk): EventBatch {
    const { stream, producerId } = this.options;
    const { count, lines, framed } = chunk;
    const batch = { stream, producerId, firstSequence: this.#nextSequence, count, lines, framed };
    this.#nextSequence += count;
    return batch;
  }

  #confirm(batch: EventBatch, via: 'redis' | 'spool', ms: number): void {
    this.#durability.confirm(lastSequence(batch));
    this.options.metrics.flushed(batch.stream, via, batch.count, ms / 1000);
    if (this.#durability.hasWaiters) this.#due = true;
  }

  /** While the spool holds earlier events, or there is no connection: then a command would only wait in the client's queue. */
  get #goesToSpool(): boolean {
    return this.#replay.pending || this.options.redis.status !== 'ready';
  }

  /** More comes in than Redis takes: the disk is faster than that, and memory must not fill. */
  get #isOverrun(): boolean {
    return this.#buffer.bytes > this.options.bufferBytesMax / OVERRUN_PART;
  }

  #send(batch: EventBatch): Promise<AppendOutcome> {
    const { redis, streamBytesMax } = this.options;
    return appendBatch(redis, { ...batch, isFollowing: this.#underWay > 0 }, streamBytesMax);
  }

  /**
   * Of what was sent; null where it is not known in time. With its predecessor in the spool there is nothing to wait for, and
   * with memory running full no time to.
   */
  async #outcomeOf(batch: EventBatch, sending: Promise<AppendOutcome>): Promise<AppendOutcome | null> {
    const { stallMs, metrics } = this.options;
    const untilMs = performance.now() + stallMs;
    for (;;) {
      const leftMs = this.#replay.pending || this.#isOverrun ? 0 : Math.max(0, untilMs - performance.now());
      const outcome = await firstOf(sending, Math.min(leftMs, LOOK_MS));
      if (outcome === null && leftMs > 0) continue;
      if (outcome?.state !== 'stored') metrics.appendFailed(batch.stream, outcome?.state ?? 'unknown');
      return outcome;
    }
  }

  /** Tries the spool, and Redis where that holds nothing earlier, until one of them has the batch. */
  async #deliver(batch: EventBatch): Promise<'redis' | 'spool'> {
    for (;;) {
      if (await this.#spool(batch)) return 'spool';
      this.#durability.fail(deliveryUnavailable());
      await delay(RETRY_MS);
      if (this.#goesToSpool) continue;
      const { redis, streamBytesMax } = this.options;
      const outcome = await this.#outcomeOf(batch, appendBatch(redis, batch, streamBytesMax));
      if (outcome?.state === 'stored') return 'redis';
    }
  }

  async #spool(batch: EventBatch): Promise<boolean> {
    const segment = await this.options.spool.append(encodeRecord(batch));
    if (!segment) return false;
    this.#replay.added();
    return true;
  }
}

/**
 * The result, or null where it is not there within `ms`. A busy event loop runs its timers before it reads its sockets, so
 * these are read once more before the result is given up.
 */
async function firstOf<T>(result: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => setImmediate(resolve, null), ms);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
