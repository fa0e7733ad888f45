import { forgetSearch, scanArray, scanObject, skipSpace, skipValue } from './scan.js';
import type { MemberIndex } from './scan.js';
import { bytesOf, hasEscape, keyIs, slice, sliceOf, stringAt, stringOf } from './slice.js';
import type { Slice } from './slice.js';

/** A JSON-RPC message, cut and not decoded. `bytes` is the message itself, an element where it came in a batch. */
export interface RpcMessage {
  readonly kind: 'request' | 'notification' | 'response' | 'error-response';
  readonly bytes: Slice;
  /** Raw: `7`, `"a"` or `null`. */
  readonly id: Buffer | null;
  readonly method: string | null;
  readonly params: Slice | null;
  readonly result: Slice | null;
  readonly error: Slice | null;
}

/** An array of messages (2025-03-26 only), each to be given to `parseMessage`. */
export interface RpcBatch {
  readonly kind: 'batch';
  readonly bytes: Slice;
  readonly elements: Slice[];
}

/** Bytes that are no message. `code` is JSON-RPC's: -32700 not JSON, -32600 JSON but no message. */
export interface RpcFault {
  readonly kind: 'fault';
  readonly code: -32700 | -32600;
  readonly message: string;
  /** The id to answer with, where it could be found. */
  readonly id: Buffer | null;
}

const fault = (code: -32700 | -32600, message: string, id: Buffer | null = null): RpcFault => ({
  kind: 'fault',
  code,
  message,
  id,
});

/** The envelope's own members (JSON-RPC 2.0, sections 4 and 5), by the place of each in `EnvelopeSlots`. */
const ENVELOPE = ['jsonrpc', 'id', 'method', 'params', 'result', 'error'] as const;
const [JSONRPC, ID, METHOD, PARAMS, RESULT, ERROR] = [0, 1, 2, 3, 4, 5] as const;
type EnvelopeSlots = (Slice | null)[];

/**
 * Cuts a message from bytes that hold exactly one. The whole grammar is checked; values are not. A duplicate of one of the
 * envelope's own members is a fault: parsers differ in which one they take. Anything else is kept as it came.
 */
export function parseMessage(input: Buffer | Slice): RpcMessage | RpcBatch | RpcFault {
  forgetSearch();
  const whole = Buffer.isBuffer(input) ? sliceOf(input) : input;
  if (whole.bytes[whole.start] === 0x5b) return parseBatch(whole);
  const slots: EnvelopeSlots = [null, null, null, null, null, null];
  const index: MemberIndex = [];
  const nested: (MemberIndex | null)[] = [];
  if (scanObject(whole.bytes, whole.start, whole.end, index, nested) !== whole.end) return notAnObject(whole);
  for (let m = 0; m < index.length; m += 4) {
    const slot = slotOf(whole.bytes, index[m] as number, index[m + 1] as number);
    if (slot < 0) continue;
    if (slots[slot]) return fault(-32600, `\`${ENVELOPE[slot]}\` is there twice.`);
    slots[slot] = slice(whole.bytes, index[m + 2] as number, index[m + 3] as number, nested[m >> 2] ?? null);
  }
  return fromSlots(whole, slots);
}

/** Which of the envelope's members a key is; -1 for any other. */
function slotOf(bytes: Buffer, start: number, end: number): number {
  // Length and first letter leave one candidate; keys with escapes are longer than any of these and take the slow way.
  const length = end - start - 2;
  const first = bytes[start + 1];
  let slot = -1;
  if (length === 2) slot = ID;
  else if (length === 5) slot = ERROR;
  else if (length === 6) slot = first === 0x6d ? METHOD : first === 0x70 ? PARAMS : RESULT;
  else if (length === 7) slot = JSONRPC;
  if (slot >= 0 && keyIs(bytes, start, end, ENVELOPE[slot] as string)) return slot;
  return length > 2 && hasEscape(bytes, start, end)
    ? ENVELOPE.indexOf(stringAt(bytes, start, end) as (typeof ENVELOPE)[number])
    : -1;
}

function notAnObject(whole: Slice): RpcFault {
  return skipValue(whole.bytes, whole.start, whole.end) === whole.end
    ? fault(-32600, 'A message is a JSON object.')
    : fault(-32700, 'The message is not valid JSON.');
}

function parseBatch(whole: Slice): RpcBatch | RpcFault {
  const index: number[] = [];
  if (scanArray(whole.bytes, whole.start, whole.end, index) !== whole.end) {
    return fault(-32700, 'The batch is not valid JSON.');
  }
  const elements: Slice[] = [];
  for (let e = 0; e < index.length; e += 2) {
    elements.push(slice(whole.bytes, index[e] as number, index[e + 1] as number));
  }
  return elements.length > 0 ? { kind: 'batch', bytes: whole, elements } : fault(-32600, 'The batch is empty.');
}

function fromSlots(whole: Slice, slots: EnvelopeSlots): RpcMessage | RpcFault {
  const idSlice = slots[ID] as Slice | null;
  const id = idSlice && isId(idSlice) ? bytesOf(idSlice) : null;
  if (stringOf(slots[JSONRPC] as Slice | null) !== '2.0') return fault(-32600, '`jsonrpc` must be "2.0".', id);
  if (idSlice && !id) return fault(-32600, '`id` must be a string or a number.');
  const params = slots[PARAMS] as Slice | null;
  const result = slots[RESULT] as Slice | null;
  const error = slots[ERROR] as Slice | null;
  if (slots[METHOD]) {
    const method = stringOf(slots[METHOD]);
    if (method === null || result || error) return fault(-32600, 'The message is no valid request.', id);
    // `"id": null` is no notification: JSON-RPC allows it with a warning, MCP forbids it.
    if (id && id[0] === 0x6e) return fault(-32600, '`id` must not be null.');
    return { kind: id ? 'request' : 'notification', bytes: whole, id, method, params, result: null, error: null };
  }
  // An error may come without an id, where the other side could not find one.
  if ((!id && !error) || (result === null) === (error === null)) {
    return fault(-32600, 'The message is neither a request nor a response.', id);
  }
  const kind = result ? 'response' : 'error-response';
  return { kind, bytes: whole, id, method: null, params: null, result, error };
}

/** A string, a number or null. */
function isId(id: Slice): boolean {
  const first = id.bytes[id.start] as number;
  return first === 0x22 || first === 0x2d || first === 0x6e || (first >= 0x30 && first <= 0x39);
}

/** First byte after whitespace, for callers that decide by it. */
export function firstByte(bytes: Buffer): number {
  return bytes[skipSpace(bytes, 0, bytes.length)] ?? -1;
}
