import { onOneLine } from '@gatewayops/mcp';

/** Above this a sender that can wait is held back. */
const HIGH_WATER_BYTES = 256 * 1024;
/** What may wait for a client that reads too slowly: three of the largest answers. Beyond it the stream is cut off. */
export const QUEUED_BYTES_MAX = 32 * 1024 * 1024;
const EVENT_END = Buffer.from('\n\n');

/** Events for one client, from several senders at once, in the order in which they were given. */
export class EventQueue {
  private frames: Buffer[] = [];
  private bytes = 0;
  private isClosed = false;
  private hasOverflowed = false;
  private wake: (() => void) | null = null;
  private waiting: (() => void)[] = [];
  /** Called when its client has read too slowly: who waits for that client to read would wait on. */
  onOverflow = (): void => undefined;

  get closed(): boolean {
    return this.isClosed;
  }

  /** Whether its client read too slowly. */
  get overflowed(): boolean {
    return this.hasOverflowed;
  }

  /** Resolves, where it is a promise, when there is room again. What comes behind the end is dropped. */
  push(event: string, data: Buffer): void | Promise<void> {
    if (this.isClosed) return;
    const frame = Buffer.concat([Buffer.from(`event: ${event}\ndata: `), onOneLine(data), EVENT_END]);
    this.frames.push(frame);
    this.bytes += frame.length;
    this.wake?.();
    if (this.bytes > QUEUED_BYTES_MAX) {
      this.hasOverflowed = true;
      this.frames = [];
      this.close();
      return this.onOverflow();
    }
    if (this.bytes <= HIGH_WATER_BYTES) return;
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** What is queued still goes out. */
  close(): void {
    this.isClosed = true;
    this.wake?.();
    this.release();
  }

  /** To be read once. */
  async *read(): AsyncGenerator<Buffer> {
    for (;;) {
      const frame = this.frames.shift();
      if (frame !== undefined) {
        yield frame;
        this.bytes -= frame.length;
        if (this.bytes <= HIGH_WATER_BYTES) this.release();
        // Official clients lose progress that they read together with its result: each event gets a packet of its own.
        if (this.frames.length > 0) await new Promise(setImmediate);
      } else if (this.isClosed) return;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  private release(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
