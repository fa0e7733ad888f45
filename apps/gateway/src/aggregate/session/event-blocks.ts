import { SseOverflow } from '@gatewayops/mcp';

const LF = 0x0a;
const CR = 0x0d;
const NEWLINE = Buffer.from('\n');
const BLANK_LINE = Buffer.from('\n');

/** One event of a stream as it came, the blank line behind it included; comments and lone fields are such blocks, too. */
export interface EventBlock {
  readonly raw: Buffer;
  /** null where the block has none. */
  readonly id: string | null;
  /** null where the block has none; empty in an event that only primes the stream. */
  readonly data: Buffer | null;
  readonly retryMs: number | null;
}

/**
 * Cuts an event stream (WHATWG HTML, section 9.2.6) into its blocks, from chunks that may end anywhere: what need not be
 * changed can then go on byte for byte.
 */
export class EventBlocks {
  private pending: Buffer[] = [];
  private bytes = 0;
  private lineIsEmpty = true;
  private afterCr = false;

  constructor(private readonly blockBytesMax: number) {}

  /** The blocks that are complete now. @throws SseOverflow */
  push(chunk: Buffer): EventBlock[] {
    const blocks: EventBlock[] = [];
    let from = this.afterCr && chunk[0] === LF ? 1 : 0;
    if (chunk.length > 0) this.afterCr = false;
    let at = from;
    while (at < chunk.length) {
      const end = lineEnd(chunk, at);
      if (end > at) this.lineIsEmpty = false;
      if (end === chunk.length) break;
      at = end + 1;
      if (chunk[end] === CR) {
        if (at === chunk.length) this.afterCr = true;
        else if (chunk[at] === LF) at++;
      }
      if (this.lineIsEmpty) {
        blocks.push(this.take(chunk.subarray(from, at)));
        from = at;
      }
      this.lineIsEmpty = true;
    }
    this.keep(chunk.subarray(from));
    return blocks;
  }

  private take(rest: Buffer): EventBlock {
    this.keep(rest);
    const raw = this.pending.length === 1 ? this.pending[0]! : Buffer.concat(this.pending);
    this.pending = [];
    this.bytes = 0;
    return readBlock(raw);
  }

  private keep(rest: Buffer): void {
    if (rest.length === 0) return;
    this.bytes += rest.length;
    if (this.bytes > this.blockBytesMax) throw new SseOverflow('an event is larger than the limit');
    this.pending.push(rest);
  }
}

function lineEnd(chunk: Buffer, from: number): number {
  const lf = chunk.indexOf(LF, from);
  const until = lf < 0 ? chunk.length : lf;
  const cr = chunk.subarray(from, until).indexOf(CR);
  return cr < 0 ? until : from + cr;
}

type FieldName = 'id' | 'data' | 'retry';

/** Each line of a block that is one of these fields: where it is, and where its value is. */
function* fieldsOf(raw: Buffer): Generator<{ name: FieldName; start: number; value: Buffer; end: number }> {
  let start = 0;
  while (start < raw.length) {
    const valueEnd = lineEnd(raw, start);
    const end = raw[valueEnd] === CR && raw[valueEnd + 1] === LF ? valueEnd + 2 : valueEnd + 1;
    const colon = raw.subarray(start, Math.min(valueEnd, start + 6)).indexOf(0x3a);
    const name = raw.toString('latin1', start, colon < 0 ? valueEnd : start + colon);
    if (name === 'id' || name === 'data' || name === 'retry') {
      const from = colon < 0 ? valueEnd : start + colon + 1;
      yield {
        name,
        start,
        value: raw.subarray(raw[from] === 0x20 && from < valueEnd ? from + 1 : from, valueEnd),
        end,
      };
    }
    start = end;
  }
}

function readBlock(whole: Buffer): EventBlock {
  const raw = whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf ? whole.subarray(3) : whole;
  const data: Buffer[] = [];
  let id: string | null = null;
  let retryMs: number | null = null;
  for (const { name, value } of fieldsOf(raw)) {
    if (name === 'data') data.push(...(data.length > 0 ? [NEWLINE, value] : [value]));
    else if (name === 'id') id = value.includes(0) ? id : value.toString();
    else if (/^\d{1,9}$/.test(value.toString('latin1'))) retryMs = Number(value);
  }
  const joined = data.length === 0 ? null : data.length === 1 ? data[0]! : Buffer.concat(data);
  return { raw, id, data: joined, retryMs };
}

/** The block with another id (null: without one) and other data, which is on one line; what need not change stays as it is. */
export function rewritten(block: EventBlock, id: string | null, data: Buffer | null): Buffer {
  const keepsData = data === block.data;
  if (keepsData && id === block.id) return block.raw;
  const parts: Buffer[] = [];
  if (id !== null) parts.push(Buffer.from(`id: ${id}\n`));
  let from = 0;
  for (const { name, start, end } of fieldsOf(block.raw)) {
    if (name === 'retry' || (name === 'data' && keepsData)) continue;
    parts.push(block.raw.subarray(from, start));
    from = end;
  }
  const rest = block.raw.subarray(from);
  if (data === null || keepsData) return Buffer.concat([...parts, rest]);
  // The blank line at the end goes behind the data.
  const kept = rest.subarray(0, rest.length - blankLineBytes(rest));
  return Buffer.concat([...parts, kept, Buffer.from('data: '), data, NEWLINE, BLANK_LINE]);
}

function blankLineBytes(rest: Buffer): number {
  if (rest.at(-1) === LF) return rest.at(-2) === CR ? 2 : 1;
  return rest.at(-1) === CR ? 1 : 0;
}
