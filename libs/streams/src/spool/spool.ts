import { GatewayOpsError } from '@gatewayops/contracts';
import { mkdir, rm } from 'node:fs/promises';
import type { StreamLogger } from '../logger.js';
import { Segment } from './segment.js';

export interface SpoolOptions {
  /** The folder of this producer; see `SpoolFolder`. */
  dir: string;
  bytesMax: number;
  /** Records are on the disk, and not only in its cache, before `append` resolves; room is written in advance. */
  sync: boolean;
  segmentBytes?: number;
  logger: StreamLogger;
  onUsed?: (bytes: number) => void;
}

interface Request {
  /** In parts, to be written one after the other. */
  record: readonly Buffer[];
  bytes: number;
  resolve: (segment: Segment | null) => void;
}

const SEGMENT_BYTES = 16 * 1024 * 1024;
const WRITE_BYTES_MAX = 4 * 1024 * 1024;
/** Room that is kept ready for calls that reserve some, when records are synced. */
const READY_BYTES = 4 * SEGMENT_BYTES;
/** After an error of the disk, no call is given room for this long. */
const FAILED_FOR_MS = 1_000;

/**
 * The log on disk that takes events while Redis is away: numbered segments, written in order by one writer, so that
 * many small appends share one write and one sync. Who appends also reads (`SpoolCursor`) and says what was delivered.
 */
export class Spool {
  readonly #segments: Segment[] = [];
  /** Preallocated, not yet written to. */
  readonly #ready: Segment[] = [];
  readonly #segmentBytes: number;
  #requests: Request[] = [];
  #writing = Promise.resolve();
  #isWriting = false;
  #allocating: Promise<void> | null = null;
  #nextNumber = 1;
  #reservedBytes = 0;
  #failedAtMs = -Infinity;
  #closed = false;

  constructor(private readonly options: SpoolOptions) {
    this.#segmentBytes = Math.min(options.segmentBytes ?? SEGMENT_BYTES, options.bytesMax);
    if (options.sync) this.#allocate();
  }

  /** Bytes on disk, room that is only kept ready included. */
  get usedBytes(): number {
    let bytes = this.#ready.length * this.#segmentBytes;
    for (const segment of this.#segments) bytes += this.options.sync ? segment.capacityBytes : segment.writtenBytes;
    return bytes;
  }

  /** Segments in order, oldest first. The last one may still grow. */
  get segments(): readonly Segment[] {
    return this.#segments;
  }

  /** Writes a record; resolves with its segment, or null where there is no room or the disk fails. Never rejects. */
  append(record: readonly Buffer[]): Promise<Segment | null> {
    const bytes = record.reduce((sum, part) => sum + part.length, 0);
    return new Promise((resolve) => {
      this.#requests.push({ record, bytes, resolve });
      if (this.#isWriting) return;
      this.#isWriting = true;
      this.#writing = this.#write();
    });
  }

  /** One record of the segment has reached Redis. */
  delivered(segment: Segment): void {
    segment.outstanding -= 1;
    if (segment.outstanding === 0 && !this.#isWriting) void this.#dropDelivered();
  }

  /** Sets `bytes` aside; false where they cannot be had now. With `sync` they are already on the disk. */
  reserve(bytes: number): boolean {
    if (this.#closed || performance.now() - this.#failedAtMs < FAILED_FOR_MS) return false;
    const free = this.options.sync ? this.#readyBytes() : this.options.bytesMax - this.usedBytes;
    const granted = this.#reservedBytes + bytes <= free;
    if (granted) this.#reservedBytes += bytes;
    if (this.options.sync && (!granted || free - this.#reservedBytes < READY_BYTES / 2)) this.#allocate();
    return granted;
  }

  release(bytes: number): void {
    this.#reservedBytes = Math.max(0, this.#reservedBytes - bytes);
  }

  /** Resolves when what was appended is written and room that is being made is made. */
  async settle(): Promise<void> {
    await this.#writing;
    await this.#allocating;
  }

  /** Closes the files; with nothing left to deliver, the folder goes too. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.settle();
    const empty = this.#segments.every((segment) => segment.outstanding === 0);
    for (const segment of this.#ready.splice(0)) await segment.delete();
    for (const segment of this.#segments) await segment.close();
    if (empty) await rm(this.options.dir, { recursive: true, force: true });
  }

  async #write(): Promise<void> {
    // A turn of the event loop later, so that the lanes' batches share a write.
    await Promise.resolve();
    while (this.#requests.length > 0) {
      const segment = await this.#segmentFor(this.#requests[0]!.bytes);
      if (!segment) {
        for (const request of this.#requests.splice(0)) request.resolve(null);
        break;
      }
      const batch = this.#takeRequests(segment.freeBytes);
      const written = await this.#writeTo(segment, batch);
      for (const request of batch) request.resolve(written ? segment : null);
      await this.#dropDelivered();
      this.options.onUsed?.(this.usedBytes);
    }
    // In the same turn as the check of the loop, so that no request is left waiting.
    this.#isWriting = false;
  }

  #takeRequests(freeBytes: number): Request[] {
    let total = 0;
    let count = 0;
    for (const { bytes } of this.#requests) {
      if (total + bytes > freeBytes || (count > 0 && total + bytes > WRITE_BYTES_MAX)) break;
      total += bytes;
      count += 1;
    }
    return this.#requests.splice(0, count);
  }

  async #writeTo(segment: Segment, batch: Request[]): Promise<boolean> {
    try {
      await segment.write(
        batch.map(({ record }) => record),
        this.options.sync,
      );
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  /** The segment to write a record of `bytes` to: the newest one if it has room, else the next. */
  async #segmentFor(bytes: number): Promise<Segment | null> {
    const newest = this.#segments.at(-1);
    if (newest && newest.freeBytes >= bytes) return newest;
    const ready = bytes <= this.#segmentBytes ? this.#ready.shift() : undefined;
    if (ready) {
      this.#segments.push(ready);
      return ready;
    }
    if (this.usedBytes + bytes > this.options.bytesMax) return null;
    try {
      const segment = await this.#create(Math.max(bytes, this.#room()), false);
      this.#segments.push(segment);
      return segment;
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  /** The size of a next segment, which ends where the spool is full. */
  #room(): number {
    return Math.min(this.#segmentBytes, this.options.bytesMax - this.usedBytes);
  }

  async #create(capacityBytes: number, preallocate: boolean): Promise<Segment> {
    await mkdir(this.options.dir, { recursive: true, mode: 0o700 });
    return Segment.create(this.options.dir, this.#nextNumber++, capacityBytes, preallocate);
  }

  /** What can be written without a new block of the disk; the end of a segment may stay unused. */
  #readyBytes(): number {
    const unusable = this.#segmentBytes / 8;
    let bytes = this.#ready.length * (this.#segmentBytes - unusable);
    const newest = this.#segments.at(-1);
    if (newest) bytes += Math.max(0, newest.freeBytes - unusable);
    return bytes;
  }

  #allocate(): void {
    this.#allocating ??= this.#makeReady()
      .catch((error: unknown) => this.#failed(error))
      .finally(() => (this.#allocating = null));
  }

  async #makeReady(): Promise<void> {
    while (!this.#closed && this.#readyBytes() < this.#reservedBytes + READY_BYTES) {
      if (this.usedBytes + this.#segmentBytes > this.options.bytesMax) return;
      this.#ready.push(await this.#create(this.#segmentBytes, true));
    }
  }

  async #dropDelivered(): Promise<void> {
    const delivered = this.#segments.filter(isDelivered);
    if (delivered.length === 0) return;
    // Out of the list before anything is awaited, so that no write can choose one of them.
    this.#segments.splice(0, Infinity, ...this.#segments.filter((segment) => !isDelivered(segment)));
    for (const segment of delivered) await segment.delete().catch((error: unknown) => this.#failed(error));
    this.options.onUsed?.(this.usedBytes);
    if (this.options.sync) this.#allocate();
  }

  #failed(error: unknown): void {
    this.#failedAtMs = performance.now();
    this.options.logger.error({ err: error, dir: this.options.dir }, 'the spool for events cannot be written');
  }
}

const isDelivered = (segment: Segment): boolean => segment.outstanding === 0 && segment.writtenBytes > 0;

/** What a call is refused with where neither Redis nor the spool can take its events. */
export const deliveryUnavailable = (cause?: unknown): GatewayOpsError =>
  new GatewayOpsError('delivery_unavailable', { cause });
