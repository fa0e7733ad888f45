import { SUBSCRIPTION_KEY } from './protocol.js';
import { quoted, withoutMembers } from '../raw/edit.js';
import {
  bytesOf,
  isObject,
  keyIs,
  memberOf,
  numberOf,
  RawJsonError,
  asSlice,
  sliceOf,
  stringAt,
} from '../raw/slice.js';
import type { Slice } from '../raw/slice.js';

/** Keys of the caller's `_meta` that are about its own hop (protocol 2026-07-28, per-request fields). */
const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion';
const CALLER_KEYS = new Set(['io.modelcontextprotocol/clientCapabilities', 'io.modelcontextprotocol/clientInfo']);
const LOG_LEVEL_KEY = 'io.modelcontextprotocol/logLevel';

const CLOSE_OBJECT = 0x7d;
/** Up to here a body is made as a string. */
const STRING_BYTES_MAX = 16 * 1024;

export interface Envelope {
  /** The leg's own members of `_meta` as raw JSON in ASCII, each followed by a comma; empty for none. */
  own: string;
  /** What the caller says of itself goes on as it came. */
  keepCaller?: boolean;
  /** A legacy server knows no `logLevel` in a request. */
  keepLogLevel: boolean;
}

export interface EnvelopedRequest {
  /** A string of which each character is one byte, where the body is small: it is then copied once, into the socket. */
  body: Buffer | string;
  /** The caller's own token, raw, when the request asked for progress. */
  progressToken: Buffer | null;
}

/**
 * A request with the leg's own id, protocol envelope and trace context; every other byte of `params` stays as it came.
 * @param request.progress whether somebody listens: the caller's progress token is then replaced by `id`, else dropped
 * @throws RawJsonError when `params` is no object or has `_meta` twice
 */
export function envelopedRequest(
  request: { id: number; method: string; params: Slice | Buffer | null; traceparent: string; progress: boolean },
  envelope: Envelope,
): EnvelopedRequest {
  const method = rawText(quoted(request.method));
  const head = `{"jsonrpc":"2.0","id":${request.id},"method":${method},"params":{"_meta":{${envelope.own}"traceparent":"${request.traceparent}"`;
  if (!request.params) return { body: `${head}}}}`, progressToken: null };
  const params = asSlice(request.params);
  if (!isObject(params)) throw new RawJsonError('`params` is no object');
  const meta = memberOf(params, '_meta');
  if (!meta) return { body: joined(`${head}}`, params), progressToken: null };
  if (!isObject(meta)) throw new RawJsonError('`_meta` is no object');
  const token = memberOf(meta, 'progressToken');
  const kept = withoutMembers(meta, (bytes, start, end) => isReplaced(bytes, start, end, envelope));
  const rest = kept.length > 2 ? `,${kept.toString('latin1', 1, kept.length - 1).trim()}` : '';
  const progress = token && request.progress ? `,"progressToken":${request.id}` : '';
  const withoutMeta = sliceOf(withoutMembers(params, (bytes, start, end) => keyIs(bytes, start, end, '_meta')));
  return {
    body: joined(`${head}${progress}${rest === ',' ? '' : rest}}`, withoutMeta),
    progressToken: token && request.progress ? bytesOf(token) : null,
  };
}

function isReplaced(bytes: Buffer, start: number, end: number, envelope: Envelope): boolean {
  const key = stringAt(bytes, start, end);
  if (key === null || key === 'traceparent' || key === 'progressToken' || key === VERSION_KEY) return true;
  if (CALLER_KEYS.has(key)) return !envelope.keepCaller;
  return key === LOG_LEVEL_KEY && !envelope.keepLogLevel;
}

/** `head`, then what stands between the braces of `params`, then both closing braces. */
function joined(head: string, params: Slice): Buffer | string {
  const { bytes, start, end } = params;
  let first = start + 1;
  while (first < end - 1 && (bytes[first] as number) <= 0x20) first++;
  const before = first === end - 1 ? head : `${head},`;
  if (end - first <= STRING_BYTES_MAX) return `${before}${bytes.toString('latin1', first, end)}}`;
  const body = Buffer.allocUnsafe(before.length + end - first + 1);
  body.write(before, 'latin1');
  bytes.copy(body, before.length, first, end);
  body[body.length - 1] = CLOSE_OBJECT;
  return body;
}

/** The text's UTF-8 as a string of which each character is one byte. */
function rawText(text: string): string {
  return /[^\0-\x7f]/.test(text) ? Buffer.from(text).toString('latin1') : text;
}

/** The bytes of a body that may be a string of bytes. */
export function bodyBytes(body: Buffer | string): Buffer {
  return typeof body === 'string' ? Buffer.from(body, 'latin1') : body;
}

/**
 * A message or result that belongs to a subscription, with the caller's own id of it put back (2026-07-28, subscriptions: the
 * id of the `subscriptions/listen` request). `holder` is the object within `raw` that has the `_meta`.
 */
export function withCallersSubscription(raw: Slice, holder: Slice | null, id: Buffer): Buffer {
  const meta = isObject(holder) ? memberOf(holder, '_meta') : null;
  const own = isObject(meta) ? memberOf(meta, SUBSCRIPTION_KEY) : null;
  if (!own) return bytesOf(raw);
  return Buffer.concat([raw.bytes.subarray(raw.start, own.start), id, raw.bytes.subarray(own.end, raw.end)]);
}

/** A result of `subscriptions/listen` under the caller's id. */
export function subscribedResult(result: Buffer, callersId: Buffer): Buffer {
  const object = sliceOf(result);
  return withCallersSubscription(object, object, callersId);
}

/** The subscription that a message belongs to, as we number them; null for none. */
export function subscriptionId(params: Slice | null): number | null {
  try {
    const meta = isObject(params) ? memberOf(params, '_meta') : null;
    return isObject(meta) ? numberOf(memberOf(meta, SUBSCRIPTION_KEY)) : null;
  } catch (error) {
    // A name that stands twice names nothing.
    if (error instanceof RawJsonError) return null;
    throw error;
  }
}

/** A `notifications/progress` with the caller's token put back; any other message, and one with another's token, as it is. */
export function withCallersToken(raw: Slice, params: Slice | null, token: Buffer, id: number): Buffer {
  if (!isObject(params)) return bytesOf(raw);
  const own = memberOf(params, 'progressToken');
  if (!own || bytesOf(own).toString('latin1') !== String(id)) return bytesOf(raw);
  return Buffer.concat([raw.bytes.subarray(raw.start, own.start), token, raw.bytes.subarray(own.end, raw.end)]);
}
