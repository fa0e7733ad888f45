/** The head of a request that is simple enough to be answered without Node's HTTP library. */
export interface RequestHead {
  /** As it stands in the request line, e.g. `/v1/mcp/files/tools/call?x=1`. */
  readonly url: string;
  /** Lower-cased names; each stands once. */
  readonly headers: Record<string, string>;
  readonly contentLength: number;
  /** Where the body begins in the bytes that were read. */
  readonly bodyStart: number;
}

const HEAD_BYTES_MAX = 16_384;
const HEAD_END = Buffer.from('\r\n\r\n');
const METHOD = 'POST ';
const VERSION = ' HTTP/1.1';
/** Lines of visible characters, spaces and tabs; a line break of any other kind is none of HTTP's (RFC 9112, section 2.2). */
const LINES = /^(?:[^\0-\x08\x0a-\x1f\x7f]+\r\n)*[^\0-\x08\x0a-\x1f\x7f]+$/; // oxlint-disable-line no-control-regex
const TARGET = /^[\x21-\x7e]+$/;
/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const LENGTH = /^\d{1,9}$/;
/** What changes how a message is framed, or what may follow it on the connection. */
const NOT_SIMPLE = new Set([
  'transfer-encoding', 'expect', 'upgrade', 'trailer', 'te', 'http2-settings', 'proxy-connection', 'keep-alive',
]); // prettier-ignore
const NAMES_KNOWN_MAX = 500;
const names = new Map<string, string>();

/** The lower-cased name; null for what is no token. Clients use few names: each is looked at once. */
function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (!TOKEN.test(text)) return null;
  const name = text.toLowerCase();
  // A copy: a piece of a text keeps the whole of it.
  if (names.size < NAMES_KNOWN_MAX) names.set(Buffer.from(text).toString(), name);
  return name;
}

/** Whether a request's address is `path`, something below it, or either with a query. */
export function isUnder(path: string, url: string, start = 0): boolean {
  if (!url.startsWith(path, start)) return false;
  const next = url[start + path.length];
  return next === '/' || next === undefined || next === '?' || next === ' ';
}

/**
 * Reads the head of a `POST` to `path` or an address below it with a `Content-Length` (RFC 9112). Null for everything else, for
 * a head that is not complete, and for what is malformed or allows two readings (a name that stands twice, a bare line
 * feed, a folded line): Node's own parser has the word on these.
 */
export function readRequestHead(bytes: Buffer, path: string): RequestHead | null {
  const end = bytes.indexOf(HEAD_END);
  if (end === -1 || end > HEAD_BYTES_MAX) return null;
  const head = bytes.toString('latin1', 0, end);
  let lineEnd = head.indexOf('\r\n');
  if (lineEnd === -1 || !head.startsWith(METHOD) || !isUnder(path, head, METHOD.length)) return null;
  if (!LINES.test(head) || !head.endsWith(VERSION, lineEnd)) return null;
  const url = head.slice(METHOD.length, lineEnd - VERSION.length);
  if (!TARGET.test(url)) return null;
  const headers: Record<string, string> = {};
  while (lineEnd !== head.length) {
    const start = lineEnd + 2;
    const next = head.indexOf('\r\n', start);
    lineEnd = next === -1 ? head.length : next;
    const colon = head.indexOf(':', start);
    if (colon === -1 || colon >= lineEnd) return null;
    const name = nameOf(head.slice(start, colon));
    if (name === null || NOT_SIMPLE.has(name) || name in headers) return null;
    headers[name] = valueOf(head, colon + 1, lineEnd);
  }
  return simple(headers)
    ? { url, headers, contentLength: Number(headers['content-length']), bodyStart: end + 4 }
    : null;
}

function valueOf(head: string, from: number, to: number): string {
  let start = from;
  while (start < to && isBlank(head.charCodeAt(start))) start++;
  let end = to;
  while (end > start && isBlank(head.charCodeAt(end - 1))) end--;
  return head.slice(start, end);
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

function simple(headers: Record<string, string>): boolean {
  const { connection, host } = headers;
  if (host === undefined || (connection !== undefined && connection.toLowerCase() !== 'keep-alive')) return false;
  return LENGTH.test(headers['content-length'] ?? '');
}
