import { shardOf, STREAM_KINDS, streamName, type StreamKind } from '@gatewayops/contracts';
import { corked, type Redis } from '@gatewayops/redis';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StreamLogger } from '../logger.js';
import { deliveryUnavailable, Spool } from '../spool/spool.js';
import { SpoolFolder } from '../spool/spool-folder.js';
import { SpoolAdoption } from './spool-adoption.js';
import { noPublisherMetrics, type PublisherMetrics } from './publisher-metrics.js';
import { StreamLane } from './stream-lane.js';

export interface EventPublisherOptions {
  /** A connection of its own, best made with `offlineQueue: false`. */
  redis: Redis;
  /** Names the service and replica in files and in Redis; each start of a process adds something unique to it. */
  producerId: string;
  /** Into how many streams each kind is split, and how many bytes of Redis' memory one of them may take. */
  streams: { shards: number; bytesMax?: number };
  delivery: 'async' | 'strict';
  spool: { dir: string; bytesMax: number };
  flushMs?: number;
  flushEvents?: number;
  /** How long Redis may take to confirm a batch before it is put in the spool. */
  stallMs?: number;
  /** How much of one stream may wait in memory; in `async` mode what comes on top is dropped. */
  bufferBytesMax?: number;
  metrics?: PublisherMetrics;
  logger: StreamLogger;
}

/**
 * An append that Redis makes durable takes a millisecond or two, and tens where its disk or its processor is busy. To take
 * that for a failure would send everything through the spool just when there is least time for it.
 */
const STALL_MS = 250;
const STREAM_BYTES_MAX = 512 * 1024 * 1024;
const BUFFER_BYTES_MAX = 32 * 1024 * 1024;
const CLOSE_MS_MAX = 10_000;
const DURABLE_MS_MAX = 10_000;
const DROP_LOG_INTERVAL_MS = 1_000;

/**
 * Puts events on the streams: exactly once, in the order of each stream, across cut connections and restarts of Redis.
 *
 * `async`: an event is in memory for at most `flushMs`, and while Redis confirms the batch before it (at most
 * `stallMs`); a SIGKILL loses these. `strict`: `reserve` before the work, `whenDurable` before the last byte of the
 * answer, `release` after it; then a SIGKILL loses nothing that was answered.
 */
export class EventPublisher {
  readonly #lanes: Record<StreamKind, StreamLane[]>;
  readonly #allLanes: StreamLane[];
  readonly #folder: SpoolFolder;
  readonly #spool: Spool;
  readonly #adoption: SpoolAdoption;
  readonly #metrics: PublisherMetrics;
  readonly #flushMs: number;
  readonly #mayDrop: boolean;
  readonly #onTimer = () => this.flush();
  #timer: NodeJS.Timeout | null = null;
  #dropped = 0;
  #dropLogDueMs = 0;
  #closing: Promise<void> | null = null;

  /** Throws the system's error where the spool's folder cannot be made. */
  constructor(private readonly options: EventPublisherOptions) {
    this.#metrics = options.metrics ?? noPublisherMetrics;
    this.#flushMs = options.flushMs ?? 5;
    this.#mayDrop = options.delivery === 'async';
    const producerId = `${options.producerId.replaceAll(/[^A-Za-z0-9._-]/g, '-').slice(0, 64)}.${randomUUID()}`;
    mkdirSync(options.spool.dir, { recursive: true, mode: 0o700 });
    this.#folder = new SpoolFolder(options.spool.dir, producerId);
    this.#spool = new Spool({
      dir: join(options.spool.dir, producerId),
      bytesMax: options.spool.bytesMax,
      sync: options.delivery === 'strict',
      logger: options.logger,
      onUsed: (bytes) => this.#metrics.spoolBytes(bytes),
    });
    this.#lanes = this.#createLanes(producerId);
    this.#allLanes = Object.values(this.#lanes).flat();
    const streamBytesMax = options.streams.bytesMax ?? STREAM_BYTES_MAX;
    this.#adoption = new SpoolAdoption(options.redis, this.#folder, streamBytesMax, this.#metrics, options.logger);
  }

  /** Resolves when the spool has room for calls that reserve some (`strict`); `async` is ready at once. */
  async ready(): Promise<void> {
    await this.#spool.settle();
  }

  /** Hands an event over, as JSON of its envelope. Costs no I/O, never throws, never waits. */
  publish(kind: StreamKind, orgId: string, encodedEnvelope: string): void {
    const lanes = this.#lanes[kind];
    const lane = lanes.length === 1 ? lanes[0]! : lanes[shardOf(orgId, lanes.length)]!;
    if (!lane.add(encodedEnvelope, this.#mayDrop)) return this.#drop(lane);
    this.#timer ??= setTimeout(this.#onTimer, this.#flushMs);
  }

  /** Sends what was published so far, without waiting for more. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    corked(this.options.redis, () => {
      for (const lane of this.#allLanes) if (lane.hasOpenEvents) lane.flush();
    });
  }

  /**
   * Sets room in the spool aside for the events of one call, before the call does anything. False: refuse the call with
   * `delivery_unavailable`. Each `reserve` that was granted needs one `release` of as much.
   */
  reserve(bytes: number): boolean {
    return this.#closing === null && this.#spool.reserve(bytes);
  }

  release(bytes: number): void {
    this.#spool.release(bytes);
  }

  /**
   * Resolves when everything published so far is in Redis or on the disk. Rejects with `delivery_unavailable` where
   * neither would take it, or not within 10 s: then the answer must not be completed.
   */
  whenDurable(): Promise<void> {
    const waits: Promise<void>[] = [];
    for (const lane of this.#allLanes) {
      const wait = lane.whenDurable();
      if (wait) waits.push(wait);
    }
    return waits.length === 0 ? Promise.resolve() : withinTime(Promise.all(waits), DURABLE_MS_MAX);
  }

  /** Everything that was given up since the start. */
  get droppedEvents(): number {
    return this.#dropped;
  }

  /** Sends or spools everything, then closes the spool. What is in the spool is delivered by the next process. */
  close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  async #drain(): Promise<void> {
    const deadline = AbortSignal.timeout(CLOSE_MS_MAX);
    await this.#adoption.close();
    await Promise.all(this.#allLanes.map((lane) => lane.drain(deadline)));
    const lost = this.#allLanes.reduce((events, lane) => events + lane.volatileEvents, 0);
    if (lost > 0)
      this.options.logger.error({ events: lost }, 'events were lost: neither Redis nor the spool took them');
    await this.#spool.close();
    this.#folder.close();
  }

  #drop(lane: StreamLane): void {
    this.#dropped += 1;
    this.#metrics.dropped(lane.stream, 1);
    const nowMs = performance.now();
    if (nowMs < this.#dropLogDueMs) return;
    this.#dropLogDueMs = nowMs + DROP_LOG_INTERVAL_MS;
    this.options.logger.error({ dropped: this.#dropped }, 'events are dropped: Redis is away and the spool is full');
  }

  #createLanes(producerId: string): Record<StreamKind, StreamLane[]> {
    const { shards } = this.options.streams;
    const lanesOf = (kind: StreamKind) =>
      Array.from({ length: shards }, (_, shard) => this.#createLane(streamName(kind, shard, shards), producerId));
    return Object.fromEntries(STREAM_KINDS.map((kind) => [kind, lanesOf(kind)])) as Record<StreamKind, StreamLane[]>;
  }

  #createLane(stream: string, producerId: string): StreamLane {
    const { options } = this;
    return new StreamLane({
      redis: options.redis,
      stream,
      producerId,
      spool: this.#spool,
      streamBytesMax: options.streams.bytesMax ?? STREAM_BYTES_MAX,
      batchEvents: options.flushEvents ?? 100,
      bufferBytesMax: options.bufferBytesMax ?? BUFFER_BYTES_MAX,
      stallMs: options.stallMs ?? STALL_MS,
      metrics: this.#metrics,
      logger: options.logger,
    });
  }
}

async function withinTime(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(deliveryUnavailable()), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
