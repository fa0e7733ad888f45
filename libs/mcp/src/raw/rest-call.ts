import { quoted } from './edit.js';
import { forgetSearch } from './scan.js';
import { bytesOf, memberOf, membersOf, RawJsonError, sliceOf, stringOf } from './slice.js';
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
}

/** What is wrong with a REST body. `field` is empty when the body is no JSON object at all. */
export interface RestFault {
  readonly kind: 'fault';
  readonly field: string;
  readonly message: string;
}

const EMPTY = Buffer.from('{}');
const CLOSE = Buffer.from('}');

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

/** `params` of the MCP request that a REST call stands for; null when it would be empty. */
export function restCallParams(call: RestCall): Buffer | null {
  const parts: Buffer[] = [];
  const add = (key: string, value: Buffer | null): void => {
    if (value) parts.push(Buffer.from(`${parts.length > 0 ? ',' : '{'}"${key}":`), value);
  };
  const name = call.tool ?? call.name;
  add('name', name === null ? null : Buffer.from(quoted(name)));
  add('uri', call.uri === null ? null : Buffer.from(quoted(call.uri)));
  add('cursor', call.cursor && bytesOf(call.cursor));
  add('arguments', call.arguments && bytesOf(call.arguments));
  add('inputResponses', call.inputResponses && bytesOf(call.inputResponses));
  add('requestState', call.requestState && bytesOf(call.requestState));
  add('_meta', call.meta && bytesOf(call.meta));
  return parts.length > 0 ? Buffer.concat([...parts, CLOSE]) : null;
}
