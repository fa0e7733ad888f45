import type { FileHandle } from 'node:fs/promises';
import { bodyIsSound, RECORD_HEADER_BYTES } from './record.js';

const READ_AHEAD_BYTES = 256 * 1024;

/** Reads the records of one segment in order, a quarter of a megabyte at a time. */
export class RecordReader {
  #offset = 0;
  /** Grows to the largest record and is used again. */
  #memory = Buffer.allocUnsafeSlow(READ_AHEAD_BYTES);
  #window = this.#memory.subarray(0, 0);
  #windowOffset = 0;

  constructor(private readonly file: FileHandle) {}

  /** How many bytes of the segment were read as sound records. */
  get offset(): number {
    return this.#offset;
  }

  /**
   * The body of the next record that ends at or before `endBytes`, or null where there is none: the end, or a record that
   * was torn when its writer died. It is a view that holds until the next call. Does not move on null, so that it can be asked again when more was written.
   */
  async next(endBytes: number): Promise<Buffer | null> {
    const header = await this.#read(this.#offset, RECORD_HEADER_BYTES, endBytes);
    if (!header) return null;
    const length = header.readUInt32LE(0);
    if (length === 0) return null;
    const checksum = header.readUInt32LE(4);
    const body = await this.#read(this.#offset + RECORD_HEADER_BYTES, length, endBytes);
    if (!body || !bodyIsSound(body, checksum)) return null;
    this.#offset += RECORD_HEADER_BYTES + length;
    return body;
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  async #read(at: number, length: number, endBytes: number): Promise<Buffer | null> {
    if (at + length > endBytes) return null;
    const start = at - this.#windowOffset;
    if (start >= 0 && start + length <= this.#window.length) return this.#window.subarray(start, start + length);

    const wanted = Math.min(Math.max(length, READ_AHEAD_BYTES), endBytes - at);
    if (this.#memory.length < wanted) this.#memory = Buffer.allocUnsafeSlow(wanted);
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await this.file.read(this.#memory, filled, wanted - filled, at + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    this.#window = this.#memory.subarray(0, filled);
    this.#windowOffset = at;
    return filled >= length ? this.#window.subarray(0, length) : null;
  }
}
