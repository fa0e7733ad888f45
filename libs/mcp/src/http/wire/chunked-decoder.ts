import { malformed, WireError } from './wire-error.js';

/** Of what may follow a chunk's length, and of all trailers together: they are skipped, but not without end. */
const EXTENSION_BYTES_MAX = 4 * 1024;
const TRAILER_BYTES_MAX = 16 * 1024;
const [HT, LF, CR, SEMICOLON] = [0x09, 0x0a, 0x0d, 0x3b] as const;

const enum State {
  Size,
  Extension,
  SizeEnd,
  Data,
  DataCr,
  DataLf,
  /** At the start of a trailer line, or of the empty one that ends all. */
  TrailerStart,
  Trailer,
  TrailerLf,
  LastLf,
  Done,
}

/** Takes the chunked transfer coding apart (RFC 9112, section 7.1). Extensions and trailers are skipped. */
export class ChunkedDecoder {
  /** Where the content found by the last `decode` begins and ends in its bytes. */
  contentStart = 0;
  contentEnd = 0;
  private state: State = State.Size;
  private size = 0;
  private digits = 0;
  private skipped = 0;

  get isDone(): boolean {
    return this.state === State.Done;
  }

  start(): void {
    this.state = State.Size;
    this.size = this.digits = this.skipped = 0;
  }

  /**
   * Reads on from `at`; the content of all chunks is moved together within `bytes`, so that many small ones make one piece.
   * @returns where it stopped: past the last byte, or past the end of the body
   * @throws WireError
   */
  decode(bytes: Buffer, from: number): number {
    this.contentStart = this.contentEnd = from;
    let at = from;
    while (at < bytes.length && this.state !== State.Done) {
      if (this.state === State.Data) at = this.takeData(bytes, at);
      else this.step(bytes[at++] as number);
    }
    return at;
  }

  private takeData(bytes: Buffer, at: number): number {
    const end = Math.min(at + this.size, bytes.length);
    if (this.contentEnd === this.contentStart) this.contentStart = this.contentEnd = at;
    else bytes.copyWithin(this.contentEnd, at, end);
    this.contentEnd += end - at;
    this.size -= end - at;
    if (this.size === 0) this.state = State.DataCr;
    return end;
  }

  private step(byte: number): void {
    switch (this.state) {
      case State.Size:
        return this.takeSize(byte);
      case State.Extension:
        if (byte === CR) this.state = State.SizeEnd;
        else this.skip(byte, EXTENSION_BYTES_MAX);
        return;
      case State.SizeEnd:
        expect(byte, LF);
        this.skipped = 0;
        this.state = this.size === 0 ? State.TrailerStart : State.Data;
        return;
      case State.DataCr:
        return this.next(byte, CR, State.DataLf);
      case State.DataLf:
        this.digits = 0;
        return this.next(byte, LF, State.Size);
      case State.TrailerStart:
      case State.Trailer:
        return this.takeTrailer(byte);
      case State.TrailerLf:
        return this.next(byte, LF, State.TrailerStart);
      default:
        return this.next(byte, LF, State.Done);
    }
  }

  private takeSize(byte: number): void {
    const value = hexDigit(byte);
    if (value >= 0) {
      this.size = this.size * 16 + value;
      // Leading zeros could go on for ever; twelve digits are 256 TB.
      if (++this.digits > 12) throw malformed('a chunk of a senseless length');
      return;
    }
    if (this.digits === 0) throw malformed('a chunk without a length');
    if (byte === CR) this.state = State.SizeEnd;
    else if (byte === SEMICOLON) this.state = State.Extension;
    else throw malformed('a chunk without a length');
  }

  private takeTrailer(byte: number): void {
    if (byte === CR) {
      this.state = this.state === State.TrailerStart ? State.LastLf : State.TrailerLf;
    } else {
      this.skip(byte, TRAILER_BYTES_MAX);
      this.state = State.Trailer;
    }
  }

  private skip(byte: number, bytesMax: number): void {
    if ((byte < 0x20 && byte !== HT) || byte === 0x7f) throw malformed('a control character between chunks');
    if (++this.skipped > bytesMax) throw new WireError('WIRE_HEAD_TOO_LARGE', 'too much between chunks');
  }

  private next(byte: number, expected: number, state: State): void {
    expect(byte, expected);
    this.state = state;
  }
}

function expect(byte: number, expected: number): void {
  if (byte !== expected) throw malformed('chunks that do not join');
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
