import { DEPTH_MAX } from './scan.js';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/** Keys that matter are short; of a longer one only this much is kept. */
const KEY_BYTES_MAX = 64;

/**
 * Finds the `result` or `error` of a JSON-RPC response while it arrives, so that a large answer can be passed on without
 * being held. Checks that brackets balance and strings end, not the whole grammar: that is for who reads the value.
 */
export class ResultSplitter {
  /** Known from the first byte of the value on. */
  kind: 'result' | 'error' | null = null;
  /** Of the value, so far. */
  valueBytes = 0;
  /** Whether the value has a member `isError` that is true (a tool's own failure). */
  isError = false;
  /** The message is no JSON-RPC response. */
  failed = false;
  /** The message has ended. */
  ended = false;

  private readonly brackets = new Uint8Array(DEPTH_MAX + 1);
  private depth = 0;
  private inString = false;
  private escaped = false;
  private expectKey = false;
  private inKey = false;
  private key = '';
  private lastKey = '';
  private afterColon = false;
  private inValue = false;

  /**
   * Takes the next bytes of the message.
   * @returns the part of them that belongs to the value; null when none does
   */
  push(chunk: Buffer): Buffer | null {
    let valueStart = this.inValue ? 0 : -1;
    let valueEnd = -1;
    let i = 0;
    while (i < chunk.length && !this.failed) {
      const c = chunk[i] as number;
      if (this.inString) {
        i = this.stringByte(chunk, i, c);
        continue;
      }
      if (c > 0x20) {
        if (this.startsValue(c)) valueStart = i;
        const wasInValue = this.inValue;
        this.structureByte(c);
        // A bare value at the top (a number or word) ends before the comma or brace that follows it.
        if (wasInValue && !this.inValue) valueEnd = i;
      }
      i++;
    }
    if (this.failed || valueStart < 0) return null;
    const part = chunk.subarray(valueStart, valueEnd < 0 ? chunk.length : valueEnd);
    this.valueBytes += part.length;
    return part.length > 0 ? part : null;
  }

  /** Whether all of a response was seen. */
  get complete(): boolean {
    return this.ended && !this.failed && this.kind !== null;
  }

  private stringByte(chunk: Buffer, at: number, c: number): number {
    if (this.inKey && this.key.length < KEY_BYTES_MAX && (c !== QUOTE || this.escaped)) {
      this.key += String.fromCharCode(c);
    }
    if (this.escaped) {
      this.escaped = false;
    } else if (c === BACKSLASH) {
      this.escaped = true;
    } else if (c === QUOTE) {
      this.inString = false;
      if (this.inKey) this.endKey();
    } else if (!this.inKey) {
      return this.skipPlain(chunk, at + 1);
    }
    return at + 1;
  }

  /** To the next byte of a string that is a quote or a backslash, at most 4 KiB on: so dense quotes cost no long searches. */
  private skipPlain(chunk: Buffer, from: number): number {
    let i = from;
    const near = Math.min(chunk.length, from + 64);
    while (i < near && chunk[i] !== QUOTE && chunk[i] !== BACKSLASH) i++;
    if (i < near || near === chunk.length) return i;
    const window = chunk.subarray(i, i + 4096);
    const quote = window.indexOf(QUOTE);
    const backslash = window.indexOf(BACKSLASH);
    if (quote < 0 && backslash < 0) return i + window.length;
    if (quote < 0 || backslash < 0) return i + Math.max(quote, backslash);
    return i + Math.min(quote, backslash);
  }

  private endKey(): void {
    this.inKey = false;
    this.expectKey = false;
    try {
      this.lastKey = this.key.includes('\\') ? (JSON.parse(`"${this.key}"`) as string) : this.key;
    } catch {
      this.lastKey = '';
    }
  }

  /** At the first byte of the value that follows `"result":` or `"error":` at the top. */
  private startsValue(c: number): boolean {
    if (!this.afterColon) return false;
    this.afterColon = false;
    if (this.depth === 2 && this.inValue && this.lastKey === 'isError') this.isError = c === 0x74;
    if (this.depth !== 1 || (this.lastKey !== 'result' && this.lastKey !== 'error')) return false;
    if (this.kind !== null) {
      this.failed = true;
      return false;
    }
    this.kind = this.lastKey;
    this.inValue = true;
    return true;
  }

  private structureByte(c: number): void {
    if (this.ended || (this.depth === 0 && c !== 0x7b)) {
      this.failed = true;
    } else if (c === 0x7b || c === 0x5b) {
      if (this.depth >= DEPTH_MAX) this.failed = true;
      this.brackets[this.depth++] = c;
      this.expectKey = c === 0x7b;
    } else if (c === 0x7d || c === 0x5d) {
      this.close(c);
    } else if (c === QUOTE) {
      this.inString = true;
      this.inKey = this.expectKey;
      this.key = '';
    } else if (c === COMMA) {
      this.expectKey = this.brackets[this.depth - 1] === 0x7b;
      if (this.depth === 1) this.inValue = false;
    } else if (c === COLON) {
      this.afterColon = true;
    }
  }

  private close(c: number): void {
    if (this.brackets[this.depth - 1] !== c - 2) this.failed = true;
    this.depth--;
    this.expectKey = false;
    if (this.depth > 0) return;
    this.inValue = false;
    this.ended = true;
  }
}
