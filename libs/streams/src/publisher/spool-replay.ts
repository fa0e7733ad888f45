import type { Redis } from '@gatewayops/redis';
import { setTimeout as delay } from 'node:timers/promises';
import type { StreamLogger } from '../logger.js';
import type { Spool } from '../spool/spool.js';
import { SpoolCursor, type SpooledBatch } from '../spool/spool-cursor.js';
import { appendBatch, type EventBatch } from './append.js';
import type { PublisherMetrics } from './publisher-metrics.js';

export interface SpoolReplayOptions {
  redis: Redis;
  stream: string;
  spool: Spool;
  streamBytesMax: number;
  metrics: PublisherMetrics;
  logger: StreamLogger;
}

const PAUSE_MS_FIRST = 25;
const PAUSE_MS_MAX = 1_000;

/** Brings one stream's records out of the spool into Redis, in order, each until it is confirmed. */
export class SpoolReplay {
  readonly #cursor: SpoolCursor;
  #pendingRecords = 0;
  #running = Promise.resolve();
  #isRunning = false;
  #stopped = false;

  constructor(private readonly options: SpoolReplayOptions) {
    this.#cursor = new SpoolCursor(options.spool, options.stream);
  }

  /** True while the spool holds records of the stream that Redis has not confirmed. */
  get pending(): boolean {
    return this.#pendingRecords > 0;
  }

  /** A record was written. */
  added(): void {
    this.#pendingRecords += 1;
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    await this.#cursor.close();
  }

  async #run(): Promise<void> {
    while (this.#pendingRecords > 0 && !this.#stopped) {
      let spooled: SpooledBatch | null;
      try {
        spooled = await this.#cursor.next();
      } catch (error) {
        this.options.logger.error({ err: error }, 'the spool for events cannot be read');
        await delay(PAUSE_MS_MAX);
        continue;
      }
      if (!spooled) {
        this.options.logger.error({ records: this.#pendingRecords }, 'records of the spool cannot be read any more');
        this.#pendingRecords = 0;
        break;
      }
      if (!(await this.#sendUntilStored(spooled.batch))) break;
      this.#pendingRecords -= 1;
      this.options.metrics.replayed(this.options.stream, spooled.batch.count);
      this.options.spool.delivered(spooled.segment);
    }
    // In the same turn as the check of the loop, so that no record is added unseen.
    this.#isRunning = false;
  }

  async #sendUntilStored(batch: EventBatch): Promise<boolean> {
    for (let pauseMs = PAUSE_MS_FIRST; !this.#stopped; pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX)) {
      if (this.options.redis.status === 'ready') {
        const outcome = await appendBatch(this.options.redis, batch, this.options.streamBytesMax);
        if (outcome.state === 'stored') return true;
      }
      await delay(pauseMs);
    }
    return false;
  }
}
