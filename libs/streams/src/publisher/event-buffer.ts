import { FRAME_HEAD_BYTES, FRAME_TAIL_BYTES, type FramedArgument } from '@gatewayops/redis';

const CHUNK_BYTES = 1024 * 1024;
const CHUNK_EVENTS_MAX = 1_000;
const FREE_CHUNKS_MAX = 4;
const LINE_BREAK = 0x0a;

/** Up to 1,000 events and 1 MiB, one a line in UTF-8, with room around them for the command that sends them. */
export class EventChunk {
  #buffer: Buffer;
  #end = FRAME_HEAD_BYTES;
  count = 0;

  constructor(bytes = CHUNK_BYTES) {
    this.#buffer = Buffer.allocUnsafeSlow(bytes);
  }

  /** Takes an event where there is room for it. */
  add(event: string): boolean {
    const room = this.#buffer.length - this.#end - 1 - FRAME_TAIL_BYTES;
    // A UTF-16 unit takes at most 3 bytes; to count them exactly costs as much as to write them.
    if (event.length * 3 > room && Buffer.byteLength(event) > room) return false;
    if (this.count === CHUNK_EVENTS_MAX) return false;
    const start = this.count === 0 ? this.#end : this.#end + 1;
    if (this.count > 0) this.#buffer[this.#end] = LINE_BREAK;
    this.#end = start + this.#buffer.write(event, start);
    this.count += 1;
    return true;
  }

  get bytes(): number {
    return this.#end - FRAME_HEAD_BYTES;
  }

  get lines(): Buffer {
    return this.#buffer.subarray(FRAME_HEAD_BYTES, this.#end);
  }

  get framed(): FramedArgument {
    return { buffer: this.#buffer, offset: FRAME_HEAD_BYTES, length: this.bytes };
  }

  get isReusable(): boolean {
    return this.#buffer.length === CHUNK_BYTES;
  }

  clear(): void {
    this.#end = FRAME_HEAD_BYTES;
    this.count = 0;
  }

  /** Gives the memory back at once: collections of what has grown old are rare, and may be hours away. */
  free(): void {
    (this.#buffer.buffer as ArrayBuffer).transfer(0);
  }
}

/**
 * Events that wait to be sent, encoded as they come, so that their strings can be forgotten at once. The buffers are
 * used again: to touch new memory for each batch would cost more than all the rest, and the garbage collector looks through
 * the whole heap once so much of it was thrown away.
 */
export class EventBuffer {
  readonly #free: EventChunk[] = [];
  #full: EventChunk[] = [];
  #open = new EventChunk();
  #fullCount = 0;
  #fullBytes = 0;

  get count(): number {
    return this.#fullCount + this.#open.count;
  }

  get bytes(): number {
    return this.#fullBytes + this.#open.bytes;
  }

  /** True when more waits than fits into one batch. */
  get isBehind(): boolean {
    return this.#full.length > 0;
  }

  add(event: string): void {
    if (this.#open.add(event)) return;
    if (this.#open.count > 0) this.#closeChunk();
    if (this.#open.add(event)) return;
    this.#open = new EventChunk(FRAME_HEAD_BYTES + Buffer.byteLength(event) + 1 + FRAME_TAIL_BYTES);
    this.#open.add(event);
  }

  /** The oldest chunk; only while `count` is above 0. */
  take(): EventChunk {
    if (this.#full.length === 0) this.#closeChunk();
    const chunk = this.#full.shift()!;
    this.#fullCount -= chunk.count;
    this.#fullBytes -= chunk.bytes;
    return chunk;
  }

  /** Gives a chunk back whose bytes nobody reads any more. */
  recycle(chunk: EventChunk): void {
    if (!chunk.isReusable || this.#free.length >= FREE_CHUNKS_MAX) return chunk.free();
    chunk.clear();
    this.#free.push(chunk);
  }

  #closeChunk(): void {
    this.#full.push(this.#open);
    this.#fullCount += this.#open.count;
    this.#fullBytes += this.#open.bytes;
    this.#open = this.#free.pop() ?? new EventChunk();
  }
}
