/** How deep a value's arrays and objects may nest (members of a message and of its params are values of their own). Recursive parsers behind us overflow their stack long before a million. */
export const DEPTH_MAX = 512;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** 1 for bytes that stand for themselves in a string: no quote, no backslash, no control character (RFC 8259, section 7). */
const PLAIN = new Uint8Array(256).fill(1).fill(0, 0, 0x20);
PLAIN[QUOTE] = 0;
PLAIN[BACKSLASH] = 0;

/** 1 for `0` to `9`. */
const DIGIT = new Uint8Array(256).fill(1, 0x30, 0x3a);
const HEX = new Uint8Array(256).fill(1, 0x30, 0x3a).fill(1, 0x41, 0x47).fill(1, 0x61, 0x67);
/** 1 for what may follow a backslash, but `u`. */
const ESCAPED = new Uint8Array(256);
for (const c of '"\\/bfnrt') ESCAPED[c.charCodeAt(0)] = 1;

/** The open brackets around the place that is scanned. One is enough: a scan is synchronous and never inside another. */
const brackets = new Uint8Array(DEPTH_MAX);

/** Skips whitespace (RFC 8259, section 2). */
export function skipSpace(bytes: Buffer, start: number, limit: number): number {
  let i = start;
  while (i < limit) {
    const c = bytes[i] as number;
    if (c > 0x20 || (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09)) return i;
    i++;
  }
  return i;
}

/** A string is looked at byte by byte up to here; beyond it, native search for its end is ten times as fast. */
const NEAR_BYTES = 48;
/**
 * Where the next backslash of `searched` is, and from where it was searched for: so a scan searches each stretch once and not
 * once a string.
 */
let searched: Buffer | null = null;
let backslashFrom = 0;
let nextBackslash = -1;

/** Forgets the last scan's buffer, which may have been written to since: for those who start on a new message. */
export function forgetSearch(): void {
  searched = null;
}

/** The next backslash at or after `from`; the length when there is none. */
function backslashAfter(bytes: Buffer, from: number): number {
  if (searched !== bytes || from < backslashFrom || from > nextBackslash) {
    searched = bytes;
    backslashFrom = from;
    nextBackslash = bytes.indexOf(BACKSLASH, from);
    if (nextBackslash < 0) nextBackslash = bytes.length;
  }
  return nextBackslash;
}

/**
 * From an opening quote to past the closing one; -1 when the string is malformed or not closed. Control characters are
 * refused where bytes are looked at one by one, and passed over in what is longer.
 */
export function skipString(bytes: Buffer, start: number, limit: number): number {
  let i = start + 1;
  const near = Math.min(limit, i + NEAR_BYTES);
  while (i < near) {
    const c = bytes[i] as number;
    if (PLAIN[c] === 1) i++;
    else if (c === QUOTE) return i + 1;
    else if (c !== BACKSLASH) return -1;
    else i = skipEscape(bytes, i);
    if (i < 0) return -1;
  }
  return i < limit ? skipLongString(bytes, i, limit) : -1;
}

/** The rest of a string that did not end soon: searched, not looked at. */
function skipLongString(bytes: Buffer, from: number, limit: number): number {
  let quote = bytes.indexOf(QUOTE, from);
  let backslash = backslashAfter(bytes, from);
  while (quote >= 0 && quote < limit) {
    if (backslash > quote) return quote + 1;
    const next = skipEscape(bytes, backslash);
    if (next < 0) return -1;
    if (next > quote) quote = bytes.indexOf(QUOTE, next);
    backslash = backslashAfter(bytes, next);
  }
  return -1;
}

/** From a backslash to past its escape; -1 where it is none of JSON's. */
function skipEscape(bytes: Buffer, at: number): number {
  const escape = bytes[at + 1] as number;
  if (ESCAPED[escape] === 1) return at + 2;
  return escape === 0x75 && isHex4(bytes, at + 2) ? at + 6 : -1;
}

function isHex4(bytes: Buffer, at: number): boolean {
  for (let i = at; i < at + 4; i++) if (HEX[bytes[i] as number] !== 1) return false;
  return true;
}

function skipDigits(bytes: Buffer, start: number, limit: number): number {
  let i = start;
  while (i < limit && DIGIT[bytes[i] as number] === 1) i++;
  return i === start ? -1 : i;
}

function skipNumber(bytes: Buffer, start: number, limit: number): number {
  let i = start;
  if (bytes[i] === 0x2d) i++;
  if (i < limit && bytes[i] === 0x30) i++;
  else i = skipDigits(bytes, i, limit);
  if (i < 0) return -1;
  if (i < limit && bytes[i] === 0x2e) {
    i = skipDigits(bytes, i + 1, limit);
    if (i < 0) return -1;
  }
  if (i < limit && ((bytes[i] as number) | 0x20) === 0x65) {
    i++;
    if (bytes[i] === 0x2b || bytes[i] === 0x2d) i++;
    i = skipDigits(bytes, i, limit);
  }
  return i;
}

function skipWord(bytes: Buffer, start: number, limit: number): number {
  const c = bytes[start];
  const word = c === 0x74 ? 'true' : c === 0x66 ? 'false' : 'null';
  if (start + word.length > limit) return -1;
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word.charCodeAt(i)) return -1;
  return start + word.length;
}

/** A value that has no members: string, number, `true`, `false` or `null`. */
function skipScalar(bytes: Buffer, start: number, limit: number): number {
  const c = bytes[start] as number;
  if (c === QUOTE) return skipString(bytes, start, limit);
  if (c === 0x2d || DIGIT[c] === 1) return skipNumber(bytes, start, limit);
  return skipWord(bytes, start, limit);
}

const enum Expect {
  Value,
  ValueOrClose,
  Key,
  KeyOrClose,
  CommaOrClose,
}

/**
 * From the first byte of a value to past its last one, checking the whole grammar of RFC 8259 on the way; -1 for anything
 * else. One pass without recursion, about 1 ns a byte.
 */
export function skipValue(bytes: Buffer, start: number, limit: number): number {
  const first = bytes[start];
  if (start >= limit) return -1;
  if (first !== OPEN_OBJECT && first !== OPEN_ARRAY) return skipScalar(bytes, start, limit);
  let open = 0;
  let expect: Expect = Expect.Value;
  let i = start;
  while (i < limit) {
    const c = bytes[i] as number;
    if (c <= 0x20) {
      if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return -1;
      i++;
    } else if (expect === Expect.CommaOrClose || c === CLOSE_ARRAY || c === CLOSE_OBJECT) {
      if (c === COMMA) {
        if (expect !== Expect.CommaOrClose) return -1;
        expect = brackets[open - 1] === OPEN_OBJECT ? Expect.Key : Expect.Value;
      } else {
        // In ASCII a closing bracket is its opening one plus 2.
        if (expect === Expect.Value || expect === Expect.Key || brackets[open - 1] !== c - 2) return -1;
        if (--open === 0) return i + 1;
        expect = Expect.CommaOrClose;
      }
      i++;
    } else if (expect === Expect.Key || expect === Expect.KeyOrClose) {
      i = c === QUOTE ? skipString(bytes, i, limit) : -1;
      if (i < 0) return -1;
      i = skipSpace(bytes, i, limit);
      if (i >= limit || bytes[i] !== COLON) return -1;
      i++;
      expect = Expect.Value;
    } else if (c === OPEN_OBJECT || c === OPEN_ARRAY) {
      if (open >= DEPTH_MAX) return -1;
      brackets[open++] = c;
      expect = c === OPEN_OBJECT ? Expect.KeyOrClose : Expect.ValueOrClose;
      i++;
    } else {
      i = skipScalar(bytes, i, limit);
      if (i < 0) return -1;
      expect = Expect.CommaOrClose;
    }
  }
  return -1;
}

/** Where the members of an object are: four numbers each, key start and end (with its quotes), value start and end. */
export type MemberIndex = number[];

/**
 * From an object's opening brace to past its closing one, noting its members in `index`; -1 when it is no object.
 * @param nested when given, gets one entry a member: the members of its value where that is an object, else null
 */
export function scanObject(
  bytes: Buffer,
  start: number,
  limit: number,
  index: MemberIndex,
  nested: (MemberIndex | null)[] | null = null,
): number {
  if (start >= limit || bytes[start] !== OPEN_OBJECT) return -1;
  let i = skipSpace(bytes, start + 1, limit);
  if (i < limit && bytes[i] === CLOSE_OBJECT) return i + 1;
  for (;;) {
    const keyStart = i;
    if (i >= limit || bytes[i] !== QUOTE) return -1;
    const keyEnd = skipString(bytes, i, limit);
    if (keyEnd < 0) return -1;
    i = skipSpace(bytes, keyEnd, limit);
    if (i >= limit || bytes[i] !== COLON) return -1;
    const valueStart = skipSpace(bytes, i + 1, limit);
    const inner: MemberIndex | null = nested && bytes[valueStart] === OPEN_OBJECT ? [] : null;
    const valueEnd = inner ? scanObject(bytes, valueStart, limit, inner) : skipValue(bytes, valueStart, limit);
    if (valueEnd < 0) return -1;
    index.push(keyStart, keyEnd, valueStart, valueEnd);
    if (nested) nested.push(inner);
    i = skipSpace(bytes, valueEnd, limit);
    if (i >= limit) return -1;
    if (bytes[i] === CLOSE_OBJECT) return i + 1;
    if (bytes[i] !== COMMA) return -1;
    i = skipSpace(bytes, i + 1, limit);
  }
}

/** From an array's opening bracket to past its closing one, noting start and end of each element; -1 when it is no array. */
export function scanArray(bytes: Buffer, start: number, limit: number, index: number[]): number {
  if (start >= limit || bytes[start] !== OPEN_ARRAY) return -1;
  let i = skipSpace(bytes, start + 1, limit);
  if (i < limit && bytes[i] === CLOSE_ARRAY) return i + 1;
  for (;;) {
    const end = skipValue(bytes, i, limit);
    if (end < 0) return -1;
    index.push(i, end);
    i = skipSpace(bytes, end, limit);
    if (i >= limit) return -1;
    if (bytes[i] === CLOSE_ARRAY) return i + 1;
    if (bytes[i] !== COMMA) return -1;
    i = skipSpace(bytes, i + 1, limit);
  }
}
