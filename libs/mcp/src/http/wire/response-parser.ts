import { ChunkedDecoder } from './chunked-decoder.js';
import { ResponseHead, VERSION } from './response-head.js';
import { malformed, WireError } from './wire-error.js';

export const HEAD_BYTES_MAX = 64 * 1024;
/** What is kept of a head that comes in pieces starts this large, and doubles. */
const HELD_BYTES_FIRST = 2 * 1024;
const HEAD_END = Buffer.from('\r\n\r\n');

const enum State {
  /** No response is expected, or nobody wants to hear of it any more. */
  Idle,
  Head,
  Length,
  Chunked,
  UntilClose,
  Complete,
}

/** Told of a response while it is parsed; may stop the parser. */
export interface ResponseSink {
  /** Of the final response, not of 1xx. `head` is to be read at once. */
  onHead(head: ResponseHead): void;
  /** @param chunk its own memory, or that of the bytes that were pushed where those are not used again */
  onBody(chunk: Buffer): void;
}

/** Takes HTTP/1.1 responses apart as their bytes arrive, one response after another (RFC 9112). */
export class ResponseParser {
  readonly head = new ResponseHead();
  /** Whether the framing of the response leaves no doubt about where the next one would begin. */
  isReusable = false;
  private state: State = State.Idle;
  private endsWithHead = false;
  /** Of a body with a length: what is still to come. */
  private remaining = 0;
  private held: Buffer | null = null;
  private heldBytes = 0;
  private readonly chunks = new ChunkedDecoder();

  constructor(private readonly sink: ResponseSink) {}

  get isComplete(): boolean {
    return this.state === State.Complete;
  }

  /** A request was sent, so a response is awaited. @param isHead whether one to HEAD, which ends with its head */
  start(isHead = false): void {
    this.state = State.Head;
    this.endsWithHead = isHead;
    this.held = null;
    this.heldBytes = 0;
    this.isReusable = false;
  }

  /** Nothing more is wanted of the response. */
  stop(): void {
    this.state = State.Idle;
    this.held = null;
  }

  /**
   * @param bytes may be written to
   * @param areBorrowed whether they are used for other bytes afterwards, so that what is handed on must be copied
   * @returns how many belong to the response
   * @throws WireError
   */
  push(bytes: Buffer, areBorrowed: boolean): number {
    let at = 0;
    while (this.state === State.Head && at < bytes.length) at = this.readHead(bytes, at);
    if (at === bytes.length) return at;
    switch (this.state) {
      case State.Length:
        return this.readLength(bytes, at, areBorrowed);
      case State.Chunked:
        return this.readChunks(bytes, at, areBorrowed);
      case State.UntilClose:
        this.handOn(bytes, at, bytes.length, areBorrowed);
        return bytes.length;
      default:
        return at;
    }
  }

  /** The server ended the connection. @throws WireError when that cuts the response short */
  end(): void {
    if (this.state === State.UntilClose) this.state = State.Complete;
    if (this.state !== State.Complete) throw new WireError('WIRE_CLOSED', 'closed before the answer was complete');
  }

  private readHead(bytes: Buffer, from: number): number {
    if (this.held) return this.readHeldHead(this.held, bytes, from);
    const end = bytes.indexOf(HEAD_END, from);
    if (end < 0) {
      this.held = Buffer.allocUnsafe(HELD_BYTES_FIRST);
      return this.readHeldHead(this.held, bytes, from);
    }
    if (end - from > HEAD_BYTES_MAX) throw tooLarge();
    this.parseHead(bytes, from, end);
    return end + HEAD_END.length;
  }

  private readHeldHead(held: Buffer, bytes: Buffer, from: number): number {
    const before = this.heldBytes;
    const taken = Math.min(bytes.length - from, HEAD_BYTES_MAX + HEAD_END.length - before);
    let grown = held;
    if (before + taken > held.length) {
      grown = Buffer.allocUnsafe(Math.max(before + taken, held.length * 2));
      held.copy(grown, 0, 0, before);
      this.held = grown;
    }
    bytes.copy(grown, before, from, from + taken);
    this.heldBytes = before + taken;
    const whole = grown.subarray(0, this.heldBytes);
    // What speaks no HTTP is known by its first bytes, and may never send an empty line.
    if (before < VERSION.length && !startsLike(whole)) throw malformed('no HTTP/1.1 status line');
    const end = whole.indexOf(HEAD_END, Math.max(0, before - HEAD_END.length + 1));
    if (end < 0 && taken < bytes.length - from) throw tooLarge();
    if (end < 0) return bytes.length;
    this.held = null;
    this.heldBytes = 0;
    this.parseHead(whole, 0, end);
    return from + end + HEAD_END.length - before;
  }

  private parseHead(bytes: Buffer, start: number, end: number): void {
    const { head } = this;
    head.parse(bytes, start, end + 2);
    // We never ask for another protocol; other 1xx only announce the response (RFC 9110, section 15.2).
    if (head.status === 101) throw malformed('another protocol than was asked for');
    if (head.status < 200) return;
    this.frame();
    this.sink.onHead(head);
    head.release();
  }

  /** How the body ends (RFC 9112, section 6.3). */
  private frame(): void {
    const { head } = this;
    const { contentLength, hasTransferCoding } = head;
    // Both at once may be an attempt to have two readers see different bodies.
    this.isReusable = head.isPersistent && !(hasTransferCoding && contentLength >= 0);
    if (head.status === 204 || head.status === 304 || this.endsWithHead) {
      this.state = State.Complete;
    } else if (hasTransferCoding) {
      this.chunks.start();
      this.state = State.Chunked;
    } else if (contentLength >= 0) {
      this.remaining = contentLength;
      this.state = contentLength === 0 ? State.Complete : State.Length;
    } else {
      this.isReusable = false;
      this.state = State.UntilClose;
    }
  }

  private readLength(bytes: Buffer, from: number, areBorrowed: boolean): number {
    const end = Math.min(from + this.remaining, bytes.length);
    this.remaining -= end - from;
    if (this.remaining === 0) this.state = State.Complete;
    this.handOn(bytes, from, end, areBorrowed);
    return end;
  }

  private readChunks(bytes: Buffer, from: number, areBorrowed: boolean): number {
    const { chunks } = this;
    const at = chunks.decode(bytes, from);
    if (chunks.isDone) this.state = State.Complete;
    if (chunks.contentEnd > chunks.contentStart) {
      this.handOn(bytes, chunks.contentStart, chunks.contentEnd, areBorrowed);
    }
    return at;
  }

  private handOn(bytes: Buffer, start: number, end: number, areBorrowed: boolean): void {
    if (!areBorrowed) return this.sink.onBody(bytes.subarray(start, end));
    const copy = Buffer.allocUnsafe(end - start);
    bytes.copy(copy, 0, start, end);
    this.sink.onBody(copy);
  }
}

const tooLarge = (): WireError => new WireError('WIRE_HEAD_TOO_LARGE', 'a head of more than 64 KiB');

function startsLike(bytes: Buffer): boolean {
  const length = Math.min(bytes.length, VERSION.length);
  return bytes.toString('latin1', 0, length) === VERSION.slice(0, length);
}
