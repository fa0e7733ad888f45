const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const SPACE = 0x20;
const NEWLINE = Buffer.from('\n');
const EMPTY = Buffer.alloc(0);

export interface SseEvent {
  /** `message` unless named. */
  event: string;
  data: Buffer;
  id: string | null;
  /** Milliseconds to wait before connecting again, when this event says so. */
  retryMs: number | null;
}

/** An event or line is larger than the limit. */
export class SseOverflow extends Error {
  override readonly name = 'SseOverflow';
}

/**
 * Reads an event stream (WHATWG HTML, section 9.2.6) from chunks that may end anywhere. Data stays bytes. An event whose
 * `data` field is empty is given too (MCP primes streams with them).
 */
export class SseParser {
  private readonly partial: Buffer[] = [];
  private data: Buffer[] = [];
  private hasData = false;
  private bytes = 0;
  private afterCr = false;
  private atStart = true;
  private event = 'message';
  private id: string | null = null;
  private retryMs: number | null = null;

  /** @param eventBytesMax of one event with all its lines */
  constructor(
    private readonly eventBytesMax: number,
    private readonly onEvent: (event: SseEvent) => void,
    private readonly onComment: () => void = () => {},
  ) {}

  /** @throws SseOverflow */
  push(chunk: Buffer): void {
    let start = 0;
    if (this.afterCr && chunk.length > 0) {
      this.afterCr = false;
      if (chunk[0] === LF) start = 1;
    }
    let nextCr = chunk.indexOf(CR, start);
    let nextLf = chunk.indexOf(LF, start);
    while (nextCr >= 0 || nextLf >= 0) {
      const isCr = nextCr >= 0 && (nextLf < 0 || nextCr < nextLf);
      const end = isCr ? nextCr : nextLf;
      this.endLine(chunk.subarray(start, end));
      start = end + 1;
      if (isCr && start === chunk.length) this.afterCr = true;
      else if (isCr && chunk[start] === LF) start++;
      if (nextCr >= 0 && nextCr < start) nextCr = chunk.indexOf(CR, start);
      if (nextLf >= 0 && nextLf < start) nextLf = chunk.indexOf(LF, start);
    }
    if (start < chunk.length) this.keep(chunk.subarray(start));
  }

  private keep(rest: Buffer): void {
    this.count(rest.length);
    this.partial.push(rest);
  }

  private count(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.eventBytesMax) throw new SseOverflow('an event is larger than the limit');
  }

  private endLine(rest: Buffer): void {
    this.count(rest.length);
    let line = rest;
    if (this.partial.length > 0) {
      this.partial.push(rest);
      line = Buffer.concat(this.partial);
      this.partial.length = 0;
    }
    if (this.atStart) {
      this.atStart = false;
      if (line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf) line = line.subarray(3);
    }
    if (line.length === 0) this.dispatch();
    else if (line[0] === COLON) this.endComment(line);
    else this.field(line);
  }

  private endComment(line: Buffer): void {
    this.bytes -= line.length;
    this.onComment();
  }

  private field(line: Buffer): void {
    const colon = line.indexOf(COLON);
    const name = line.toString('latin1', 0, colon < 0 ? line.length : colon);
    const valueStart = colon < 0 ? line.length : colon + (line[colon + 1] === SPACE ? 2 : 1);
    if (name === 'data') {
      if (this.hasData) this.data.push(NEWLINE);
      this.data.push(line.subarray(valueStart));
      this.hasData = true;
    } else if (name === 'event') {
      this.event = line.toString('utf8', valueStart);
    } else if (name === 'id') {
      const id = line.toString('utf8', valueStart);
      if (!id.includes('\0')) this.id = id;
    } else if (name === 'retry') {
      const digits = line.toString('latin1', valueStart);
      if (/^\d{1,9}$/.test(digits)) this.retryMs = Number(digits);
    }
  }

  private dispatch(): void {
    const { hasData, data, event, id, retryMs } = this;
    this.data = [];
    this.hasData = false;
    this.bytes = 0;
    this.event = 'message';
    this.retryMs = null;
    if (!hasData) return;
    const bytes = data.length === 1 ? (data[0] ?? EMPTY) : Buffer.concat(data);
    this.onEvent({ event, data: bytes, id, retryMs });
  }
}
