import type { EventBatch } from '../publisher/append.js';
import { decodeBody, streamOfBody } from './record.js';
import { RecordReader } from './record-reader.js';
import type { Segment } from './segment.js';
import type { Spool } from './spool.js';

export interface SpooledBatch {
  batch: EventBatch;
  segment: Segment;
}

/** Walks through the records of one stream in a spool that is still being written. */
export class SpoolCursor {
  #segment: Segment | null = null;
  #reader: RecordReader | null = null;
  #nextNumber = 0;

  constructor(
    private readonly spool: Spool,
    private readonly stream: string,
  ) {}

  /** The next record of the stream; null when there is none for now. */
  async next(): Promise<SpooledBatch | null> {
    for (;;) {
      const segment = (this.#segment ??= this.#findSegment());
      if (!segment) return null;
      this.#reader ??= new RecordReader(await segment.openForReading());
      const body = await this.#reader.next(segment.writtenBytes);
      if (!body) {
        if (this.spool.segments.at(-1) === segment) return null;
        await this.#leaveSegment(segment);
      } else if (streamOfBody(body) === this.stream) {
        return { batch: decodeBody(body), segment };
      }
    }
  }

  async close(): Promise<void> {
    await this.#reader?.close();
    this.#reader = null;
  }

  #findSegment(): Segment | null {
    return this.spool.segments.find((segment) => segment.number >= this.#nextNumber) ?? null;
  }

  async #leaveSegment(segment: Segment): Promise<void> {
    await this.close();
    this.#segment = null;
    this.#nextNumber = segment.number + 1;
  }
}
