import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { roomIn } from './room-in.js';

/** Whose answer this is, and what becomes of the connection after it. */
export interface AnswerOwner {
  /** Whether the connection may be used again. */
  readonly keepsAlive: boolean;
  /** Seconds, for the client to know. */
  readonly idleSeconds: number;
  /** The last byte was handed to the socket. */
  answered(): void;
}

/** Up to this, one string of a head and a body costs less than the two of them as two pieces. */
export const ONE_STRING_BYTES_MAX = 16 * 1024;

/** What may stand in a header's value (RFC 9110, section 5.5). */
const NOT_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
const enum Framing {
  None,
  Length,
  Chunked,
}

/** An answer, written to the socket itself. Writes after the client went away, or behind the end, are dropped. */
export class WireAnswer {
  /** The head, until there is something to send with it. */
  private unsentHead: string | null = null;
  private framing = Framing.None;
  private bodyBytesLeft = 0;
  private begun = false;
  private ended = false;

  constructor(
    private readonly socket: Socket,
    private readonly owner: AnswerOwner,
  ) {}

  get started(): boolean {
    return this.begun;
  }

  get hasEnded(): boolean {
    return this.ended;
  }

  get gone(): boolean {
    return this.ended || this.socket.destroyed;
  }

  /** Names and values in turn. @throws TypeError for a value that would break the message */
  head(status: number, headers: readonly string[]): void {
    if (this.gone) return;
    this.unsentHead = this.headOf(status, headers);
  }

  flushHead(): void {
    if (this.gone || this.unsentHead === null) return;
    this.socket.write(this.takeHead(), 'latin1');
  }

  /** Resolves when there is room for more: a client that reads slowly slows its server down, not us. */
  write(chunk: Buffer | string): void | Promise<void> {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (this.gone || bytes.length === 0 || this.corked(bytes)) return;
    return roomIn(this.socket);
  }

  /** Head and body in one write; each character of the body is one byte. */
  endWhole(status: number, headers: readonly string[], latin1: string): void {
    if (this.gone) return;
    this.unsentHead = this.headOf(status, headers);
    this.writeLast(latin1);
    this.complete();
  }

  end(chunk?: Buffer | string): void {
    if (this.gone) return;
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    // Latin-1 maps each byte to one character and back.
    if (bytes === undefined || bytes.length <= ONE_STRING_BYTES_MAX) this.writeLast(bytes?.toString('latin1') ?? '');
    else {
      this.socket.cork();
      this.corked(bytes);
      if (this.framing === Framing.Chunked) this.socket.write(LAST_CHUNK, 'latin1');
      this.socket.uncork();
    }
    this.complete();
  }

  /** Cuts the connection: the only way to tell a client that an answer that has begun will not be completed. */
  abort(): void {
    this.socket.destroy();
  }

  private complete(): void {
    this.ended = true;
    // Another length than was announced would make the rest of the connection unreadable.
    if (this.framing === Framing.Length && this.bodyBytesLeft !== 0) this.socket.destroy();
    this.owner.answered();
  }

  private writeLast(latin1: string): void {
    const head = this.unsentHead === null ? '' : this.takeHead();
    this.bodyBytesLeft -= latin1.length;
    const text = this.framing === Framing.Chunked ? head + chunkOf(latin1) + LAST_CHUNK : head + latin1;
    if (text !== '') this.socket.write(text, 'latin1');
  }

  private corked(bytes: Buffer): boolean {
    const { socket } = this;
    this.bodyBytesLeft -= bytes.length;
    socket.cork();
    if (this.unsentHead !== null) socket.write(this.takeHead(), 'latin1');
    if (this.framing === Framing.Chunked) socket.write(`${bytes.length.toString(16)}\r\n`, 'latin1');
    let hasRoom = socket.write(bytes);
    if (this.framing === Framing.Chunked) hasRoom = socket.write('\r\n', 'latin1');
    socket.uncork();
    return hasRoom;
  }

  private takeHead(): string {
    const head = this.unsentHead as string;
    this.unsentHead = null;
    return head;
  }

  private headOf(status: number, headers: readonly string[]): string {
    this.begun = true;
    let text = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n`;
    this.framing = status === 204 || status === 304 ? Framing.None : Framing.Chunked;
    for (let at = 0; at < headers.length; at += 2) {
      const name = headers[at]!;
      const value = headers[at + 1]!;
      if (NOT_IN_VALUE.test(value)) throw new TypeError(`the value of ${name} cannot be a header's`);
      if (name.length === LENGTH.length && name.toLowerCase() === LENGTH) {
        this.framing = Framing.Length;
        this.bodyBytesLeft = Number(value);
      }
      text += `${name}: ${value}\r\n`;
    }
    if (this.framing === Framing.Chunked) text += 'Transfer-Encoding: chunked\r\n';
    const { keepsAlive, idleSeconds } = this.owner;
    const connection = keepsAlive ? `keep-alive\r\nKeep-Alive: timeout=${idleSeconds}` : 'close';
    return `${text}Date: ${dateNow()}\r\nConnection: ${connection}\r\n\r\n`;
  }
}

const LENGTH = 'content-length';
const LAST_CHUNK = '0\r\n\r\n';
const chunkOf = (latin1: string): string => (latin1 === '' ? '' : `${latin1.length.toString(16)}\r\n${latin1}\r\n`);

let dateText = '';
let dateSecond = 0;

/** The `Date` of an answer (RFC 9110, section 6.6.1), made once a second. */
function dateNow(): string {
  const second = Math.floor(Date.now() / 1000);
  if (second !== dateSecond) {
    dateSecond = second;
    dateText = new Date(second * 1000).toUTCString();
  }
  return dateText;
}
