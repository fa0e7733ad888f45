import type { Redis } from '@gatewayops/redis';
import { setTimeout as delay } from 'node:timers/promises';
import type { StreamLogger } from '../logger.js';
import { deliverAbandoned } from '../spool/abandoned-spool.js';
import type { SpoolFolder } from '../spool/spool-folder.js';
import { appendBatch, type EventBatch } from './append.js';
import type { PublisherMetrics } from './publisher-metrics.js';

const LOOK_INTERVAL_MS = 15_000;
const RETRY_MS = 500;

/** Delivers what dead producers left in `SPOOL_DIR`, at the start and every 15 s. */
export class SpoolAdoption {
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  /** Folders that are ours now and not yet delivered. */
  readonly #adopted = new Set<string>();

  constructor(
    private readonly redis: Redis,
    private readonly folder: SpoolFolder,
    private readonly streamBytesMax: number,
    private readonly metrics: PublisherMetrics,
    private readonly logger: StreamLogger,
  ) {
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await this.#deliverAll();
      } catch (error) {
        this.logger.error({ err: error }, 'events that a dead producer left cannot be delivered');
      }
      await this.#pause(LOOK_INTERVAL_MS);
    }
  }

  async #deliverAll(): Promise<void> {
    for (const dir of await this.folder.adoptAbandoned()) this.#adopted.add(dir);
    for (const dir of this.#adopted) {
      const { events, complete } = await deliverAbandoned(dir, (batch) => this.#deliver(batch), this.logger);
      if (!complete) return;
      this.#adopted.delete(dir);
      if (events > 0) this.logger.info({ dir, events }, 'delivered the events that a dead producer left');
    }
  }

  /** Sends until it is stored; false when the process ends first. */
  async #deliver(batch: EventBatch): Promise<boolean> {
    while (!this.#stop.signal.aborted) {
      if (this.redis.status === 'ready') {
        const outcome = await appendBatch(this.redis, batch, this.streamBytesMax);
        if (outcome.state === 'stored') {
          this.metrics.replayed(batch.stream, batch.count);
          return true;
        }
      }
      await this.#pause(RETRY_MS);
    }
    return false;
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#stop.signal, ref: false }).catch(() => undefined);
  }
}
