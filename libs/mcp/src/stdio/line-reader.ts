const LF = 0x0a;
const CR = 0x0d;
/** Of a line that is too long, this much from its start is kept to find out what it was. */
const HEAD_BYTES = 4_096;

/** Cuts a stream of bytes into lines of at most `lineBytesMax`; a longer one is dropped, and its start given to `onOverlong`. */
export class LineReader {
  private parts: Buffer[] = [];
  private bytes = 0;
  private head: Buffer | null = null;

  constructor(
    private readonly lineBytesMax: number,
    private readonly onLine: (line: Buffer) => void,
    private readonly onOverlong: (head: Buffer) => void,
  ) {}

  push(chunk: Buffer): void {
    let start = 0;
    let end = chunk.indexOf(LF);
    while (end >= 0) {
      this.add(chunk.subarray(start, end));
      this.endLine();
      start = end + 1;
      end = chunk.indexOf(LF, start);
    }
    if (start < chunk.length) this.add(chunk.subarray(start));
  }

  private add(part: Buffer): void {
    this.bytes += part.length;
    if (this.bytes > this.lineBytesMax) {
      this.head ??= Buffer.from(Buffer.concat([...this.parts, part]).subarray(0, HEAD_BYTES));
      this.parts = [];
    } else if (part.length > 0) {
      this.parts.push(part);
    }
  }

  private endLine(): void {
    const { head, parts } = this;
    this.head = null;
    this.parts = [];
    this.bytes = 0;
    if (head) return this.onOverlong(head);
    let line = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
    if (line[line.length - 1] === CR) line = line.subarray(0, -1);
    if (line.length > 0) this.onLine(line);
  }
}
