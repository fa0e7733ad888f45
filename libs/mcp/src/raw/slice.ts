import { scanObject, skipSpace, skipString, skipValue } from './scan.js';
import type { MemberIndex } from './scan.js';

/** A range of bytes inside a larger buffer: what a message is cut into without copying or decoding it. */
export interface Slice {
  readonly bytes: Buffer;
  /** First byte. */
  readonly start: number;
  /** One past the last byte. */
  readonly end: number;
  /** Where an object's members are, once that is known. */
  members: MemberIndex | null;
}

export function slice(bytes: Buffer, start: number, end: number, members: MemberIndex | null = null): Slice {
  return { bytes, start, end, members };
}

/** Bytes that are not the JSON they were taken for, or where a name stands twice that must stand once. */
export class RawJsonError extends Error {
  override readonly name = 'RawJsonError';
}

/** The bytes of a slice as a view, without a copy. */
export function bytesOf({ bytes, start, end }: Slice): Buffer {
  return start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end);
}

/** A slice over all of `bytes`, without the whitespace around them. */
export function sliceOf(bytes: Buffer): Slice {
  let end = bytes.length;
  while (end > 0 && isSpace(bytes[end - 1] as number)) end--;
  return slice(bytes, skipSpace(bytes, 0, end), end);
}

/** What is a slice already, or a Buffer as one. */
export function asSlice(raw: Slice | Buffer): Slice;
export function asSlice(raw: Slice | Buffer | null): Slice | null;
export function asSlice(raw: Slice | Buffer | null): Slice | null {
  return Buffer.isBuffer(raw) ? sliceOf(raw) : raw;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Whether the slice is exactly one JSON value. */
export function isJson({ bytes, start, end }: Slice): boolean {
  return skipValue(bytes, start, end) === end;
}

/** The members of an object slice. @throws RawJsonError when it is no object */
export function membersOf(object: Slice): MemberIndex {
  if (object.members) return object.members;
  const index: MemberIndex = [];
  if (scanObject(object.bytes, object.start, object.end, index) !== object.end)
    throw new RawJsonError('no JSON object');
  object.members = index;
  return index;
}

/**
 * Whether the key between these quotes is `name` once decoded. A key spelled with escapes is the same key: what is checked
 * here must be what a parser would see.
 */
export function keyIs(bytes: Buffer, start: number, end: number, name: string): boolean {
  const length = end - start - 2;
  if (length === name.length) {
    let i = 0;
    while (i < length && bytes[start + 1 + i] === name.charCodeAt(i)) i++;
    if (i === length) return true;
  }
  return length > name.length && hasEscape(bytes, start, end) && stringAt(bytes, start, end) === name;
}

/** Whether a string needs more than its bytes to be known: an escape, or what is not ASCII. */
export function hasEscape(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start + 1; i < end - 1; i++) {
    const c = bytes[i] as number;
    if (c === 0x5c || c >= 0x80) return true;
  }
  return false;
}

/**
 * The value of an object's member, by its decoded name; null when there is none.
 * @throws RawJsonError when the name is there twice (what is checked here must be what the server uses) or `object` is none
 */
export function memberOf(object: Slice, name: string): Slice | null {
  const { bytes } = object;
  const index = membersOf(object);
  let found: Slice | null = null;
  for (let m = 0; m < index.length; m += 4) {
    if (!keyIs(bytes, index[m] as number, index[m + 1] as number, name)) continue;
    if (found) throw new RawJsonError(`\`${name}\` is there twice`);
    found = slice(bytes, index[m + 2] as number, index[m + 3] as number);
  }
  return found;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Between quotes that were found by the scanner: decodes; null when it is not UTF-8. */
export function stringAt(bytes: Buffer, start: number, end: number): string | null {
  if (!hasEscape(bytes, start, end)) return bytes.toString('latin1', start + 1, end - 1);
  try {
    return JSON.parse(utf8.decode(bytes.subarray(start, end))) as string;
  } catch {
    return null;
  }
}

/** A JSON string decoded; null when the value is no string or not UTF-8. */
export function stringOf(value: Slice | null): string | null {
  if (!value || value.bytes[value.start] !== 0x22) return null;
  if (skipString(value.bytes, value.start, value.end) !== value.end) return null;
  return stringAt(value.bytes, value.start, value.end);
}

/** A number as a double; null when the value is none. */
export function numberOf(value: Slice | null): number | null {
  if (!value) return null;
  const first = value.bytes[value.start] as number;
  if (first !== 0x2d && (first < 0x30 || first > 0x39)) return null;
  const number = Number(value.bytes.toString('latin1', value.start, value.end));
  return Number.isNaN(number) ? null : number;
}

/** Whether the value is `true`. */
export function isTrue(value: Slice | null): boolean {
  return value !== null && value.bytes[value.start] === 0x74;
}

/** Whether a tool's result says that the tool failed (`isError: true`); without an error where the name stands twice. */
export function saysIsError(result: Slice): boolean {
  const { bytes } = result;
  const index = membersOf(result);
  for (let m = 0; m < index.length; m += 4) {
    if (keyIs(bytes, index[m] as number, index[m + 1] as number, 'isError') && bytes[index[m + 2] as number] === 0x74) {
      return true;
    }
  }
  return false;
}

export function isObject(value: Slice | null): value is Slice {
  return value !== null && value.bytes[value.start] === 0x7b;
}

export function isArray(value: Slice | null): value is Slice {
  return value !== null && value.bytes[value.start] === 0x5b;
}
