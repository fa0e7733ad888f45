/** How much may wait for a client that reads slowly before its servers are held back. */
const QUEUED_BYTES_MAX = 256 * 1024;

/** Joins what several write into one stream. Whoever writes into a full queue waits. */
export class FrameQueue implements AsyncIterable<Buffer> {
  private readonly frames: Buffer[] = [];
  private bytes = 0;
  private ended = false;
  private wakeReader: () => void = () => {};
  private wakeWriters: (() => void)[] = [];

  /** Resolves when there is room again; false once nobody reads any more. */
  async push(frame: Buffer): Promise<boolean> {
    if (this.ended) return false;
    this.frames.push(frame);
    this.bytes += frame.length;
    this.wakeReader();
    while (this.bytes > QUEUED_BYTES_MAX && !this.ended) {
      await new Promise<void>((resolve) => this.wakeWriters.push(resolve));
    }
    return !this.ended;
  }

  end(): void {
    this.ended = true;
    this.wakeReader();
    this.release();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        const frame = this.frames.shift();
        if (frame !== undefined) {
          this.bytes -= frame.length;
          if (this.bytes <= QUEUED_BYTES_MAX) this.release();
          yield frame;
        } else if (this.ended) return;
        else await new Promise<void>((resolve) => (this.wakeReader = resolve));
      }
    } finally {
      this.end();
    }
  }

  private release(): void {
    const waiting = this.wakeWriters;
    this.wakeWriters = [];
    for (const wake of waiting) wake();
  }
}
