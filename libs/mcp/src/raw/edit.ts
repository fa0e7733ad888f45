import { scanArray } from './scan.js';
import { bytesOf, keyIs, membersOf, RawJsonError, slice } from './slice.js';
import type { Slice } from './slice.js';

const CLOSE = Buffer.from('}');
const COMMA_BYTES = Buffer.from(',');
const OPEN_ARRAY = Buffer.from('[');
const CLOSE_ARRAY = Buffer.from(']');

/** A JSON-RPC request of raw pieces. An `id` of null makes a notification. */
export function buildRequest(id: number | string | Buffer | null, method: string, params: Buffer | null): Buffer {
  const idText = id === null ? '' : `"id":${Buffer.isBuffer(id) ? id.toString('latin1') : JSON.stringify(id)},`;
  const head = `{"jsonrpc":"2.0",${idText}"method":${quoted(method)}`;
  if (!params) return Buffer.from(`${head}}`);
  return wrapped(`${head},"params":`, params, '}');
}

/** A JSON-RPC response of raw pieces. */
export function buildResponse(id: Buffer, kind: 'result' | 'error', value: Buffer): Buffer {
  return wrapped(`${responseHead(id, kind)}`, value, '}');
}

/** What stands before the value in a response, for an answer that is passed on while it arrives; `}` stands after it. */
export function responseHead(id: Buffer, kind: 'result' | 'error'): string {
  return `{"jsonrpc":"2.0","id":${id.toString()},"${kind}":`;
}

/** `before` + value + `after` in one allocation; `after` is ASCII. */
export function wrapped(before: string, value: Buffer, after: string): Buffer {
  const beforeBytes = Buffer.byteLength(before);
  const bytes = Buffer.allocUnsafe(beforeBytes + value.length + after.length);
  bytes.write(before, 0);
  value.copy(bytes, beforeBytes);
  bytes.write(after, beforeBytes + value.length, 'latin1');
  return bytes;
}

/** As `JSON.stringify`, which costs more than a look when there is nothing to escape. */
export function quoted(text: string): string {
  return /^[\w/.:+ -]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** The object with the member's value replaced, or the member appended when there was none; every other byte stays. */
export function withMember(object: Slice, name: string, value: Buffer): Buffer {
  const { bytes, start, end } = object;
  const index = membersOf(object);
  for (let m = 0; m < index.length; m += 4) {
    if (!keyIs(bytes, index[m] as number, index[m + 1] as number, name)) continue;
    return Buffer.concat([
      bytes.subarray(start, index[m + 2] as number),
      value,
      bytes.subarray(index[m + 3] as number, end),
    ]);
  }
  const key = Buffer.from(`${index.length > 0 ? ',' : ''}${quoted(name)}:`);
  return Buffer.concat([bytes.subarray(start, end - 1), key, value, CLOSE]);
}

/**
 * As `withMember`, for a member that is there: where the others are need not be looked for again.
 * @throws RawJsonError when it is not there
 */
export function replacedMember(object: Slice, name: string, value: Buffer): Slice {
  const { bytes, start, end } = object;
  const index = membersOf(object);
  let at = 0;
  while (at < index.length && !keyIs(bytes, index[at] as number, index[at + 1] as number, name)) at += 4;
  if (at >= index.length) throw new RawJsonError(`\`${name}\` is missing`);
  const from = index[at + 2] as number;
  const to = index[at + 3] as number;
  const replaced = Buffer.concat([bytes.subarray(start, from), value, bytes.subarray(to, end)]);
  const grown = value.length - (to - from);
  const members = index.map((place) => place - start + (place >= to ? grown : 0));
  return slice(replaced, 0, replaced.length, members);
}

/** The object without the member (all of them, where the name is there more than once); the others stay as they were. */
export function withoutMember(object: Slice, name: string): Buffer {
  return withoutMembers(object, (bytes, start, end) => keyIs(bytes, start, end, name));
}

/** The object without the members whose key is `dropped`. The same buffer, uncopied, when there are none. */
export function withoutMembers(
  object: Slice,
  dropped: (bytes: Buffer, keyStart: number, keyEnd: number) => boolean,
): Buffer {
  const { bytes } = object;
  const index = membersOf(object);
  const kept: Buffer[] = [];
  let removed = 0;
  for (let m = 0; m < index.length; m += 4) {
    if (dropped(bytes, index[m] as number, index[m + 1] as number)) removed++;
    else kept.push(COMMA_BYTES, bytes.subarray(index[m], index[m + 3]));
  }
  if (removed === 0) return bytesOf(object);
  return Buffer.concat([Buffer.from('{'), ...kept.slice(1), CLOSE]);
}

/** The elements of an array. @throws RawJsonError when it is none */
export function elementsOf(array: Slice): Slice[] {
  const index: number[] = [];
  if (scanArray(array.bytes, array.start, array.end, index) !== array.end) throw new RawJsonError('no JSON array');
  const elements: Slice[] = [];
  for (let e = 0; e < index.length; e += 2) {
    elements.push(slice(array.bytes, index[e] as number, index[e + 1] as number));
  }
  return elements;
}

/** An array of these elements. */
export function buildArray(elements: readonly (Slice | Buffer)[]): Buffer {
  const parts: Buffer[] = [OPEN_ARRAY];
  for (const element of elements) {
    if (parts.length > 1) parts.push(COMMA_BYTES);
    parts.push(Buffer.isBuffer(element) ? element : bytesOf(element));
  }
  parts.push(CLOSE_ARRAY);
  return Buffer.concat(parts);
}

/**
 * The same JSON on one line: raw line breaks can only be whitespace between tokens, and would end a frame of stdio or of an
 * event stream. The same buffer when there are none.
 */
export function onOneLine(json: Buffer): Buffer {
  if (json.indexOf(0x0a) < 0 && json.indexOf(0x0d) < 0) return json;
  const copy = Buffer.from(json);
  for (let i = 0; i < copy.length; i++) if (copy[i] === 0x0a || copy[i] === 0x0d) copy[i] = 0x20;
  return copy;
}
