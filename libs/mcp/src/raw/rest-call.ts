import { quoted } from './edit.js';
import { forgetSearch } from './scan.js';
import type { MemberIndex } from './scan.js';
import { memberOf, membersOf, RawJsonError, slice, sliceOf, stringOf } from './slice.js';
import type { Slice } from './slice.js';

/** The body of a REST call, cut: `{tool, arguments}`, `{uri}`, `{name, arguments}` or `{cursor}`. Absent members are null. */
export interface RestCall {
  readonly kind: 'call';
  readonly tool: string | null;
  readonly name: string | null;
  readonly uri: string | null;
  /** Raw JSON string, so that it goes on as it came. */
  readonly cursor: Slice | null;
  /** Raw JSON object. */
  readonly arguments: Slice | null;
  /** Raw JSON object: `_meta`. */
  readonly meta: Slice | null;
  readonly inputResponses: Slice | null;
  readonly requestState: Slice | null;
  /** What the caller can be asked: raw JSON object of client capabilities. Not a member of `params`. */
  readonly capabilities: Slice | null;
}

/** What is wrong with a REST body. `field` is empty when the body is no JSON object at all. */
export interface RestFault {
  readonly kind: 'fault';
  readonly field: string;
  readonly message: string;
}

const EMPTY = Buffer.from('{}');
const [OPEN_OBJECT, CLOSE_OBJECT, COMMA] = [0x7b, 0x7d, 0x2c] as const;

class FieldFault extends Error {
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

/** An empty body counts as `{}`; members that are `null` count as absent; unknown ones are left alone. */
export function parseRestCall(bytes: Buffer): RestCall | RestFault {
  forgetSearch();
  const body = sliceOf(bytes.length === 0 ? EMPTY : bytes);
  try {
    membersOf(body);
  } catch {
    return { kind: 'fault', field: '', message: 'The body must be one JSON object.' };
  }
  try {
    return {
      kind: 'call',
      tool: stringMember(body, 'tool'),
      name: stringMember(body, 'name'),
      uri: stringMember(body, 'uri'),
      cursor: rawMember(body, 'cursor', 0x22, 'a string'),
      arguments: rawMember(body, 'arguments', 0x7b, 'an object'),
      meta: rawMember(body, '_meta', 0x7b, 'an object'),
      inputResponses: rawMember(body, 'inputResponses', 0x7b, 'an object'),
      requestState: rawMember(body, 'requestState', 0x22, 'a string'),
      capabilities: rawMember(body, 'capabilities', 0x7b, 'an object'),
    };
  } catch (error) {
    if (error instanceof FieldFault) return { kind: 'fault', field: error.field, message: error.message };
    throw error;
  }
}

/** @throws FieldFault when the member is there twice or starts with another byte than `first` */
function rawMember(body: Slice, field: string, first: number, what: string): Slice | null {
  let value: Slice | null;
  try {
    value = memberOf(body, field);
  } catch (error) {
    if (error instanceof RawJsonError) throw new FieldFault(field, `\`${field}\` is there twice.`);
    throw error;
  }
  if (!value || value.bytes[value.start] === 0x6e) return null;
  if (value.bytes[value.start] !== first) throw new FieldFault(field, `\`${field}\` must be ${what}.`);
  return value;
}

function stringMember(body: Slice, field: string): string | null {
  const value = rawMember(body, field, 0x22, 'a string');
  if (!value) return null;
  const text = stringOf(value);
  if (text === null) throw new FieldFault(field, `\`${field}\` must be a UTF-8 string.`);
  return text;
}

/** Members of `params` in the order in which they are written, as they stand before their values. */
const KEYS = ['"name":', '"uri":', '"cursor":', '"arguments":', '"inputResponses":', '"requestState":', '"_meta":'];

/**
 * `params` of the MCP request that a REST call stands for; null when it would be empty. Where its members are is known from
 * writing them, so nobody has to look for them again.
 */
export function restCallParams(call: RestCall): Slice | null {
  const name = call.tool ?? call.name;
  const values = [
    name === null ? null : quotedSlice(name), call.uri === null ? null : quotedSlice(call.uri),
    call.cursor, call.arguments, call.inputResponses, call.requestState, call.meta,
  ]; // prettier-ignore
  let length = 1;
  for (let v = 0; v < KEYS.length; v++) {
    const value = values[v];
    // With what stands before it: a brace or a comma.
    if (value) length += 1 + (KEYS[v] as string).length + value.end - value.start;
  }
  return length === 1 ? null : writeMembers(values, Buffer.allocUnsafe(length));
}

function writeMembers(values: readonly (Slice | null)[], bytes: Buffer): Slice {
  const members: MemberIndex = [];
  let at = 0;
  for (let v = 0; v < KEYS.length; v++) {
    const value = values[v];
    if (!value) continue;
    bytes[at] = at === 0 ? OPEN_OBJECT : COMMA;
    const keyStart = at + 1;
    const start = keyStart + bytes.write(KEYS[v] as string, keyStart, 'latin1');
    at = start + value.bytes.copy(bytes, start, value.start, value.end);
    members.push(keyStart, start - 1, start, at);
  }
  bytes[at] = CLOSE_OBJECT;
  return slice(bytes, 0, bytes.length, members);
}

function quotedSlice(text: string): Slice {
  const bytes = Buffer.from(quoted(text));
  return slice(bytes, 0, bytes.length);
}
