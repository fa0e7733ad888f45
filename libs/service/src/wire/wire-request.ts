import type { Socket } from 'node:net';
import type { GatewayOpsError } from '@gatewayops/contracts';
import { bodyCutOff, bodyTooLarge } from './body-errors.js';
import type { RequestHead } from './request-head.js';

interface Waiting {
  resolve(body: Buffer): void;
  reject(error: GatewayOpsError): void;
}

/** A simple request: a `POST` whose body has a known length. */
export class WireRequest {
  readonly method = 'POST';
  readonly url: string;
  readonly headers: Record<string, string>;
  /** Called once, when the exchange is over; false when the client left before its answer was complete. */
  onEnd: ((answered: boolean) => void) | null = null;
  private readonly length: number;
  private received = 0;
  private first: Buffer | null = null;
  private chunks: Buffer[] | null = null;
  private waiting: Waiting | null = null;
  private hasLeft = false;

  constructor(
    head: RequestHead,
    readonly socket: Socket,
  ) {
    this.url = head.url;
    this.headers = head.headers;
    this.length = head.contentLength;
  }

  get isComplete(): boolean {
    return this.received === this.length;
  }

  /** Takes what belongs to the body, and returns what does not. */
  add(bytes: Buffer): Buffer | null {
    const missing = this.length - this.received;
    const own = bytes.length <= missing ? bytes : bytes.subarray(0, missing);
    this.received += own.length;
    if (this.first === null) this.first = own;
    else if (own.length > 0) (this.chunks ??= [this.first]).push(own);
    if (this.waiting !== null && this.isComplete) {
      this.waiting.resolve(this.body());
      this.waiting = null;
    }
    return own.length === bytes.length ? null : bytes.subarray(missing);
  }

  /**
   * The whole body, at once where it is there. Throws, or rejects with, 413 `payload_too_large` beyond `bytesMax` and 400
   * `bad_request` when it is cut off.
   */
  readBody(bytesMax: number): Buffer | Promise<Buffer> {
    if (this.length > bytesMax) throw bodyTooLarge(bytesMax);
    if (this.hasLeft) throw bodyCutOff();
    if (this.isComplete) return this.body();
    return new Promise((resolve, reject) => (this.waiting = { resolve, reject }));
  }

  /** The exchange is over. */
  leave(answered: boolean): void {
    this.hasLeft = true;
    this.waiting?.reject(bodyCutOff());
    this.waiting = null;
    const { onEnd } = this;
    this.onEnd = null;
    onEnd?.(answered);
  }

  private body(): Buffer {
    const { first, chunks } = this;
    return chunks === null ? (first as Buffer) : Buffer.concat(chunks);
  }
}
