import { malformed, WireError } from './wire-error.js';
import type { WireHeaders } from './wire-handler.js';

/** What every response begins with. */
export const VERSION = 'HTTP/1.';
const HEADERS_MAX = 200;
const [HT, LF, CR, SPACE, COLON] = [0x09, 0x0a, 0x0d, 0x20, 0x3a] as const;
const NONE = Buffer.alloc(0);

/** 1 for what a header's name is made of (RFC 9110, section 5.6.2). */
const TOKEN = new Uint8Array(256);
for (const c of "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
  TOKEN[c.charCodeAt(0)] = 1;
/** 1 for what a header's value and a reason phrase are made of (RFC 9110, section 5.5). */
const TEXT = new Uint8Array(256).fill(1, 0x20).fill(0, 0x7f, 0x80);
TEXT[HT] = 1;

/**
 * Status line and headers of one response after another: they are left where they stand, and only what frames the body is
 * read at once. Strict, since a lenient reader of framing is one that can be told two stories.
 */
export class ResponseHead implements WireHeaders {
  status = 0;
  /** Of `Content-Length`; -1 when there is none. */
  contentLength = -1;
  hasTransferCoding = false;
  /** Whether the server lets the connection be used again (RFC 9112, section 9.3); HTTP/1.0 never does. */
  isPersistent = false;
  /** `Keep-Alive: timeout=N`, in milliseconds; -1 when there is none. */
  keepAliveMs = -1;
  private bytes: Buffer = NONE;
  private count = 0;
  /** Of each header: start and end of its name, start and end of its value. */
  private readonly at = new Int32Array(HEADERS_MAX * 4);

  /**
   * @param bytes from `start` the status line, then the headers, each with its line break, up to `end`
   * @throws WireError
   */
  parse(bytes: Buffer, start: number, end: number): void {
    this.bytes = bytes;
    this.count = 0;
    this.contentLength = this.keepAliveMs = -1;
    this.hasTransferCoding = false;
    let at = this.parseStatus(bytes, start);
    while (at < end) at = this.parseHeader(bytes, at);
  }

  get(name: string): string | null {
    for (let h = 0; h < this.count * 4; h += 4) {
      if ((this.at[h + 1] as number) - (this.at[h] as number) === name.length && this.isNamed(h, name)) {
        return this.bytes.toString('latin1', this.at[h + 2], this.at[h + 3]);
      }
    }
    return null;
  }

  /** Lets go of the bytes. */
  release(): void {
    this.bytes = NONE;
    this.count = 0;
  }

  /** `HTTP/1.1 200 OK`: the reason, and the space before it, may be missing. */
  private parseStatus(bytes: Buffer, start: number): number {
    const minor = bytes[start + 7];
    for (let i = 0; i < VERSION.length; i++) {
      if (bytes[start + i] !== VERSION.charCodeAt(i)) throw malformed('no HTTP/1.1 status line');
    }
    if ((minor !== 0x30 && minor !== 0x31) || bytes[start + 8] !== SPACE) throw malformed('no HTTP/1.1 status line');
    let status = 0;
    for (let i = start + 9; i < start + 12; i++) status = status * 10 + digit(bytes[i]);
    let at = start + 12;
    if (status < 100 || (bytes[at] !== SPACE && bytes[at] !== CR)) throw malformed('no HTTP/1.1 status line');
    while (TEXT[bytes[at] as number] === 1) at++;
    this.status = status;
    this.isPersistent = minor === 0x31;
    return afterLineBreak(bytes, at);
  }

  private parseHeader(bytes: Buffer, start: number): number {
    let at = start;
    while (TOKEN[bytes[at] as number] === 1) at++;
    const nameEnd = at;
    // Also where a line starts with a space, which once continued the line before (obs-fold).
    if (nameEnd === start || bytes[at] !== COLON) throw malformed('no header line');
    at++;
    while (bytes[at] === SPACE || bytes[at] === HT) at++;
    const valueStart = at;
    while (TEXT[bytes[at] as number] === 1) at++;
    const next = afterLineBreak(bytes, at);
    while (at > valueStart && (bytes[at - 1] === SPACE || bytes[at - 1] === HT)) at--;
    if (this.count === HEADERS_MAX) throw new WireError('WIRE_HEAD_TOO_LARGE', 'too many headers');
    const h = this.count++ * 4;
    this.at[h] = start;
    this.at[h + 1] = nameEnd;
    this.at[h + 2] = valueStart;
    this.at[h + 3] = at;
    const length = nameEnd - start;
    if (length === 10 || length === 14 || length === 17) this.noteFraming(h, length);
    return next;
  }

  /** What says how long the body is, and what becomes of the connection. */
  private noteFraming(h: number, length: number): void {
    const { bytes } = this;
    const start = this.at[h + 2] as number;
    const end = this.at[h + 3] as number;
    if (length === 14 && this.isNamed(h, 'content-length')) {
      const announced = decimal(bytes, start, end);
      if (this.contentLength >= 0 && this.contentLength !== announced) throw malformed('two lengths');
      this.contentLength = announced;
    } else if (length === 17 && this.isNamed(h, 'transfer-encoding')) {
      // Two of them would be a list of codings, of which none but the one is known.
      if (this.hasTransferCoding || bytes.toString('latin1', start, end).toLowerCase() !== 'chunked') {
        throw malformed('an unknown transfer coding');
      }
      this.hasTransferCoding = true;
    } else if (length === 10 && this.isNamed(h, 'connection')) {
      // `keep-alive` is what most say, and is recognized without a string of it.
      if (end - start === 10 && this.reads(start, 'keep-alive')) return;
      if (/(?:^|[,\s])close(?:[,\s]|$)/i.test(bytes.toString('latin1', start, end))) this.isPersistent = false;
    } else if (length === 10 && this.isNamed(h, 'keep-alive')) {
      const timeout = /(?:^|[,;\s])timeout\s*=\s*(\d{1,9})/i.exec(bytes.toString('latin1', start, end));
      if (timeout) this.keepAliveMs = Number(timeout[1]) * 1_000;
    }
  }

  /** `name` is as long as the header's. */
  private isNamed(h: number, name: string): boolean {
    return this.reads(this.at[h] as number, name);
  }

  /** Compares without case with `text`, which is letters and hyphens in lower case. */
  private reads(start: number, text: string): boolean {
    for (let i = 0; i < text.length; i++) {
      // Of the bytes that may stand here, this bit makes these characters of nothing but their own upper case.
      if (((this.bytes[start + i] as number) | 0x20) !== text.charCodeAt(i)) return false;
    }
    return true;
  }
}

function digit(byte: number | undefined): number {
  const value = (byte ?? 0) - 0x30;
  if (value < 0 || value > 9) throw malformed('no digit');
  return value;
}

/** Digits only, up to 999 TB (RFC 9112, section 6.3: anything else is no length at all). */
function decimal(bytes: Buffer, start: number, end: number): number {
  if (end === start || end - start > 15) throw malformed('no length');
  let value = 0;
  for (let i = start; i < end; i++) value = value * 10 + digit(bytes[i]);
  return value;
}

function afterLineBreak(bytes: Buffer, at: number): number {
  if (bytes[at] !== CR || bytes[at + 1] !== LF) throw malformed('a line without end');
  return at + 2;
}
