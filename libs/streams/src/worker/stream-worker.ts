import { connectRedis, redisErrorCode, whenReady, type Redis } from '@gatewayops/redis';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { StreamLogger } from '../logger.js';
import { BatchProcessor, type ProcessingStep, type RecordedBatch } from './batch-processor.js';
import { ConsumerGroup, toMessages, type Message } from './consumer-group.js';
import type { EventHandler } from './event-handler.js';
import { FormingBatches } from './forming-batches.js';
import { measureDepth, tidyStream } from './housekeeping.js';
import { instrumented } from './instrument.js';
import { MessageParser, type ParsedMessage } from './message-parser.js';
import { Periodic } from './periodic.js';
import { Recovery } from './recovery.js';
import { noWorkerMetrics, type WorkerMetrics } from './worker-metrics.js';
import { WorkInHand } from './work-in-hand.js';

export interface StreamWorkerOptions {
  redisUrl: string;
  stream: string;
  group: string;
  /** Names this worker; unique for each start when absent. One that comes back under its name goes on with what it left. */
  consumer?: string;
  handlers: readonly EventHandler<unknown>[];
  batchMessages?: number;
  batchBytes?: number;
  /** How long the first message of a batch waits for others. */
  lingerMs?: number;
  /** Batches that are written at the same time. */
  concurrency?: number;
  deadAfterMs?: number;
  deadLettersMax?: number;
  /** How many tokens the store remembers. */
  tokenWindow?: number;
  metrics?: WorkerMetrics;
  logger: StreamLogger;
  /** For tests: called at each step. */
  onStep?: (step: ProcessingStep) => void;
}

const BLOCK_MS = 500;
const READ_BYTES = 4 * 1024 * 1024;
/** A read that brought little is followed by a rest, so that a trickle does not cost a round trip a message. */
const REST_MS = 100;
const BEAT_MS = 1_000;
const DRAIN_MS_MAX = 8_000;
const RETRY_DELAY_MS = 1_000;
const RETRY_DELAY_MS_MAX = 60_000;
const UNSEEN_INTERVAL_MS = 2_000;
const BATCH_MESSAGES_MAX = 2_000;

/**
 * Reads one stream as a member of a group and hands its events to handlers in batches that are counted exactly once,
 * whoever dies when: see the README of this package. Uses two connections, as one of them blocks.
 */
export class StreamWorker {
  readonly #redis: Redis;
  readonly #reading: Redis;
  readonly #group: ConsumerGroup;
  readonly #parser: MessageParser;
  readonly #forming: FormingBatches;
  readonly #processor: BatchProcessor;
  readonly #recovery: Recovery;
  readonly #inHand: WorkInHand;
  readonly #metrics: WorkerMetrics;
  readonly #stopReading = new AbortController();
  readonly #stopWriting = new AbortController();
  readonly #periodic: Periodic[] = [];
  #running: Promise<void> = Promise.resolve();
  #averageBytes = 1_024;

  constructor(private readonly options: StreamWorkerOptions) {
    const { logger, stream } = options;
    const batchMessages = Math.min(options.batchMessages ?? 1_000, BATCH_MESSAGES_MAX);
    const consumer = options.consumer ?? `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
    const onError = (error: Error) => logger.warn({ err: error, stream }, 'the connection of a worker to Redis failed');
    this.#metrics = options.metrics ?? noWorkerMetrics;
    this.#redis = connectRedis({ url: options.redisUrl, name: `${options.group}:worker`, onError });
    this.#reading = connectRedis({ url: options.redisUrl, name: `${options.group}:reader`, onError });
    this.#group = new ConsumerGroup({
      redis: this.#redis,
      stream,
      group: options.group,
      consumer,
      deadAfterMs: options.deadAfterMs ?? 10_000,
      deadLettersMax: options.deadLettersMax ?? 100_000,
    });
    this.#parser = new MessageParser(options.handlers.map((each) => instrumented(each, stream, this.#metrics)));
    this.#inHand = new WorkInHand({ concurrency: options.concurrency ?? 2, messagesMax: batchMessages * 3 });
    this.#processor = this.#createProcessor();
    this.#recovery = this.#createRecovery();
    this.#forming = new FormingBatches({
      messagesMax: batchMessages,
      bytesMax: options.batchBytes ?? 8 * 1024 * 1024,
      lingerMs: options.lingerMs ?? 400,
      onBatch: (messages) => {
        const token = randomUUID();
        void this.#inHand.run(token, messages, () => this.#processNew(token, messages));
      },
    });
  }

  get consumer(): string {
    return this.#group.consumer;
  }

  /** Joins the group and begins to read; rejects where Redis cannot be reached within 10 s. */
  async start(): Promise<void> {
    await whenReady(this.#redis, 10_000);
    await this.#group.ensure();
    await this.#group.beat();
    const { stream, group, logger, deadAfterMs = 10_000 } = this.options;
    const failed = (what: string) => (error: unknown) => logger.warn({ err: error, stream }, `${what} failed`);
    const each = (intervalMs: number, what: string, work: () => Promise<void>) =>
      this.#periodic.push(new Periodic(intervalMs, work, failed(what)));
    each(BEAT_MS, 'a sign of life', () => this.#group.beat());
    each(Math.max(500, deadAfterMs / 5), 'taking over from dead workers', () => this.#recoverDead());
    each(UNSEEN_INTERVAL_MS, 'looking for unseen messages', () => this.#recovery.recoverUnseen());
    each(1_000, 'trimming', () => tidyStream(this.#redis, stream));
    each(5_000, 'measuring', async () =>
      this.#metrics.depth(stream, group, await measureDepth(this.#redis, stream, group)),
    );
    this.#running = this.#run();
  }

  /** Stops reading, finishes what it has within 8 s, and leaves the rest to the others. */
  async close(): Promise<void> {
    this.#stopReading.abort();
    const deadline = setTimeout(() => this.#stopWriting.abort(), DRAIN_MS_MAX);
    await this.#running;
    for (const periodic of this.#periodic.slice(1)) await periodic.stop();
    this.#forming.flush();
    await this.#inHand.idle();
    clearTimeout(deadline);
    this.#stopWriting.abort();
    // The signs of life last: until here, nobody may take over what is being finished.
    await this.#periodic[0]?.stop();
    await this.#group.remove(this.#group.consumer).catch(() => undefined);
    this.#redis.disconnect();
    this.#reading.disconnect();
  }

  async #run(): Promise<void> {
    let recovered = false;
    while (!this.#stopReading.signal.aborted) {
      try {
        if (!recovered) await this.#recovery.recoverOwn();
        recovered = true;
        await this.#inHand.room();
        await this.#read();
      } catch (error) {
        if (this.#stopReading.signal.aborted) return;
        await this.#readFailed(error);
      }
    }
  }

  async #read(): Promise<void> {
    const { group, stream, batchMessages = 1_000 } = this.options;
    const count = Math.max(16, Math.min(batchMessages, Math.floor(READ_BYTES / this.#averageBytes)));
    const reply = await this.#reading.xreadgroup(
      'GROUP', group, this.#group.consumer, 'COUNT', count, 'BLOCK', BLOCK_MS, 'STREAMS', stream, '>',
    ); // prettier-ignore
    if (!reply) return;
    const messages = (reply as [string, [string, string[]][]][]).flatMap(([, entries]) => toMessages(entries));
    await this.#accept(messages);
    if (messages.length < count / 4) await this.#rest(REST_MS);
  }

  async #readFailed(cause: unknown): Promise<void> {
    // The stream was deleted, or Redis lost its data.
    if (redisErrorCode(cause) === 'NOGROUP') await this.#group.ensure().catch(() => undefined);
    this.options.logger.warn({ err: cause, stream: this.options.stream }, 'reading a stream failed');
    await this.#rest(200);
  }

  /** Sorts messages into batches; bad ones go to the dead letters. */
  async #accept(messages: readonly Message[]): Promise<void> {
    const dead = new Map<string, string>();
    let bytes = 0;
    for (const message of messages) {
      bytes += message.body.length;
      if (this.#inHand.has(message.id)) continue;
      const parsed = this.#parser.parse(message);
      if (typeof parsed === 'string') dead.set(message.id, parsed);
      else this.#take(parsed);
    }
    if (messages.length > 0) this.#averageBytes = Math.max(64, bytes / messages.length);
    if (dead.size > 0) await this.#bury(dead);
    await this.#inHand.room();
  }

  #take(message: ParsedMessage): void {
    this.#inHand.hold(message.id);
    this.#forming.add(message);
  }

  async #bury(dead: ReadonlyMap<string, string>): Promise<void> {
    const { stream, logger } = this.options;
    await this.#group.bury(dead);
    this.#metrics.outcome(stream, 'unreadable', 'dead', dead.size);
    logger.warn({ stream, messages: dead.size, reason: dead.values().next().value }, 'messages cannot be read');
  }

  /** Only while signs of life are sure to have arrived: after an outage of Redis, everyone looks dead for a moment. */
  async #recoverDead(): Promise<void> {
    const uptime = /uptime_in_seconds:(\d+)/.exec(await this.#redis.info('server'))?.[1];
    if (Number(uptime) * 1_000 < (this.options.deadAfterMs ?? 10_000)) return;
    await this.#recovery.recoverDead();
  }

  #retryLater(messages: readonly ParsedMessage[]): void {
    const again = messages.map((message) => ({ ...message, retries: message.retries + 1 }));
    // The batch that they leave lets go of them at its end.
    setImmediate(() => again.forEach(({ id }) => this.#inHand.hold(id)));
    const delayMs = Math.min(RETRY_DELAY_MS * 2 ** again[0]!.retries, RETRY_DELAY_MS_MAX);
    void this.#rest(delayMs).then(() => again.forEach((message) => this.#forming.add(message)));
  }

  async #processNew(token: string, messages: readonly ParsedMessage[]): Promise<void> {
    try {
      await this.#processor.processNew(token, messages);
    } catch (error) {
      // Nothing is lost: what has no record is found again as unseen, and a record is found to be in nobody's hands.
      this.options.logger.error({ err: error, stream: this.options.stream }, 'a batch was given up');
    }
  }

  async #rest(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#stopReading.signal }).catch(() => undefined);
  }

  #createProcessor(): BatchProcessor {
    return new BatchProcessor({
      group: this.#group,
      tokenWindow: this.options.tokenWindow ?? 100_000,
      metrics: this.#metrics,
      logger: this.options.logger,
      onRetry: (messages) => this.#retryLater(messages),
      inHand: this.#inHand,
      onStep: this.options.onStep,
      signal: this.#stopWriting.signal,
    });
  }

  #createRecovery(): Recovery {
    return new Recovery({
      group: this.#group,
      parser: this.#parser,
      metrics: this.#metrics,
      logger: this.options.logger,
      processRecorded: (batch: RecordedBatch) =>
        this.#inHand.run(batch.token, batch.messages, () => this.#processor.processRecorded(batch)),
      accept: (messages) => this.#accept(messages),
      isHeld: (token) => this.#inHand.has(token),
    });
  }
}
