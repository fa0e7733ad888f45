/** How much may wait for a slow reader before the server is held back. */
const BUFFERED_BYTES_MAX = 256 * 1024;

export interface StreamSource {
  pause(): void;
  resume(): void;
  /** The reader has lost interest. */
  abort(): void;
}

/** An answer that is passed on while it arrives. One reader; holds the server back when the reader is slow. */
export class AnswerStream implements AsyncIterableIterator<Buffer> {
  /** Handed over so far. */
  bytes = 0;
  /** Whether the result says that the tool failed; known when it has ended. */
  isError = false;
  private readonly queue: Buffer[] = [];
  private queuedBytes = 0;
  private paused = false;
  private ended = false;
  private failure: Error | null = null;
  private waiting: { resolve: (r: IteratorResult<Buffer>) => void; reject: (e: Error) => void } | null = null;
  private endListener: ((failure: Error | null) => void) | null = null;

  constructor(private readonly source: StreamSource) {}

  push(chunk: Buffer): void {
    if (this.ended || chunk.length === 0) return;
    this.bytes += chunk.length;
    if (this.waiting) {
      const { resolve } = this.waiting;
      this.waiting = null;
      resolve({ done: false, value: chunk });
      return;
    }
    this.queue.push(chunk);
    this.queuedBytes += chunk.length;
    if (this.queuedBytes > BUFFERED_BYTES_MAX && !this.paused) {
      this.paused = true;
      this.source.pause();
    }
  }

  /** No more comes; a failure is thrown to the reader after what it has not read yet. */
  end(failure: Error | null): void {
    if (this.ended) return;
    this.ended = true;
    this.failure = failure;
    // Before the reader learns of it: the listener gives the failure its final form.
    this.endListener?.(failure);
    if (!this.waiting) return;
    const { resolve, reject } = this.waiting;
    this.waiting = null;
    if (this.failure) reject(this.failure);
    else resolve({ done: true, value: undefined });
  }

  /** Calls back once, at once if it has ended. */
  onEnd(listener: (failure: Error | null) => void): void {
    if (this.ended) listener(this.failure);
    else this.endListener = listener;
  }

  /** Makes the failure that the reader sees; the one of the leg lacks the attempts. */
  failWith(failure: Error): void {
    this.failure = failure;
  }

  next(): Promise<IteratorResult<Buffer>> {
    const chunk = this.queue.shift();
    if (chunk) {
      this.queuedBytes -= chunk.length;
      if (this.paused && this.queuedBytes < BUFFERED_BYTES_MAX / 2) {
        this.paused = false;
        this.source.resume();
      }
      return Promise.resolve({ done: false, value: chunk });
    }
    if (this.ended) {
      return this.failure ? Promise.reject(this.failure) : Promise.resolve({ done: true, value: undefined });
    }
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  return(): Promise<IteratorResult<Buffer>> {
    this.queue.length = 0;
    if (!this.ended) this.source.abort();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
