import { withoutMembers } from '../raw/edit.js';
import { bytesOf, isObject, keyIs, memberOf, RawJsonError, sliceOf, stringAt } from '../raw/slice.js';
import type { Slice } from '../raw/slice.js';

/** Keys of the caller's `_meta` that are about its own hop (protocol 2026-07-28, per-request fields). */
const HOP_KEYS = new Set([
  'io.modelcontextprotocol/protocolVersion',
  'io.modelcontextprotocol/clientCapabilities',
  'io.modelcontextprotocol/clientInfo',
]);
const LOG_LEVEL_KEY = 'io.modelcontextprotocol/logLevel';

export interface Envelope {
  /** The leg's own members of `_meta` as raw JSON, each followed by a comma; empty for none. */
  own: string;
  /** A legacy server knows no `logLevel` in a request. */
  keepLogLevel: boolean;
}

export interface EnvelopedRequest {
  body: Buffer;
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
  const head = `{"jsonrpc":"2.0","id":${request.id},"method":${JSON.stringify(request.method)},"params":{"_meta":{${envelope.own}"traceparent":"${request.traceparent}"`;
  if (!request.params) return { body: Buffer.from(`${head}}}}`), progressToken: null };
  const params = Buffer.isBuffer(request.params) ? sliceOf(request.params) : request.params;
  if (!isObject(params)) throw new RawJsonError('`params` is no object');
  const meta = memberOf(params, '_meta');
  if (!meta) return { body: joined(`${head}}`, params), progressToken: null };
  if (!isObject(meta)) throw new RawJsonError('`_meta` is no object');
  const token = memberOf(meta, 'progressToken');
  const kept = withoutMembers(meta, (bytes, start, end) => isReplaced(bytes, start, end, envelope));
  const rest = kept.length > 2 ? `,${kept.toString('utf8', 1, kept.length - 1).trim()}` : '';
  const progress = token && request.progress ? `,"progressToken":${request.id}` : '';
  const withoutMeta = sliceOf(withoutMembers(params, (bytes, start, end) => keyIs(bytes, start, end, '_meta')));
  return {
    body: joined(`${head}${progress}${rest === ',' ? '' : rest}}`, withoutMeta),
    progressToken: token && request.progress ? bytesOf(token) : null,
  };
}

function isReplaced(bytes: Buffer, start: number, end: number, envelope: Envelope): boolean {
  const key = stringAt(bytes, start, end);
  if (key === null || key === 'traceparent' || key === 'progressToken' || HOP_KEYS.has(key)) return true;
  return key === LOG_LEVEL_KEY && !envelope.keepLogLevel;
}

/** `head`, then what stands between the braces of `params`, then both closing braces: one allocation. */
function joined(head: string, params: Slice): Buffer {
  const { bytes, start, end } = params;
  const headBytes = Buffer.byteLength(head);
  let first = start + 1;
  while (first < end - 1 && (bytes[first] as number) <= 0x20) first++;
  const empty = first === end - 1;
  const length = end - first;
  const body = Buffer.allocUnsafe(headBytes + (empty ? 0 : 1) + length + 1);
  body.write(head, 0);
  let at = headBytes;
  if (!empty) body[at++] = 0x2c;
  bytes.copy(body, at, first, end);
  body[at + length] = 0x7d;
  return body;
}

/** A `notifications/progress` with the caller's token put back; any other message, and one with another's token, as it is. */
export function withCallersToken(raw: Slice, params: Slice | null, token: Buffer, id: number): Buffer {
  if (!isObject(params)) return bytesOf(raw);
  const own = memberOf(params, 'progressToken');
  if (!own || bytesOf(own).toString('latin1') !== String(id)) return bytesOf(raw);
  return Buffer.concat([raw.bytes.subarray(raw.start, own.start), token, raw.bytes.subarray(own.end, raw.end)]);
}
