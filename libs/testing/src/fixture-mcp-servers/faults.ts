import type { ServerResponse } from 'node:http';

const MEGABYTE = 1_000_000;

/** What a fault gets: the response whose head is not sent, and the whole JSON-RPC answer that it should have been. */
export interface FaultContext {
  readonly response: ServerResponse;
  /** A JSON-RPC answer around a text result. */
  answerOf(text: string): string;
  /** The request's body as it came. */
  readonly body: string;
}

type Misbehave = (context: FaultContext) => void;

const JSON_TYPE = { 'content-type': 'application/json' };
const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/** Writes for as long as anyone reads. */
function writeForever(response: ServerResponse, chunk: string): void {
  const write = (): void => {
    if (response.destroyed) return;
    if (response.write(chunk)) setTimeout(write, 1);
    else response.once('drain', write);
  };
  write();
}

function answerText(response: ServerResponse, body: string): void {
  response.writeHead(200, { ...JSON_TYPE, 'content-length': Buffer.byteLength(body) }).end(body);
}

function writeHeadersForever({ socket }: ServerResponse): void {
  socket?.write('HTTP/1.1 200 OK\r\n');
  let n = 0;
  const write = (): void => {
    if (!socket || socket.destroyed) return;
    n += 1;
    if (socket.write(`x-endless-${n}: ${'y'.repeat(1_000)}\r\n`)) setTimeout(write, 1);
    else socket.once('drain', write);
  };
  write();
}

function drip(response: ServerResponse, body: string): void {
  response.writeHead(200, { ...JSON_TYPE, 'content-length': Buffer.byteLength(body) });
  let sent = 0;
  const timer = setInterval(() => {
    if (response.destroyed || sent >= body.length) return clearInterval(timer);
    response.write(body[sent]);
    sent += 1;
  }, 100);
}

/** How a server can go wrong with a call, by the name that stands in its path. */
export const MISBEHAVIOURS = {
  hang: () => undefined,
  reset: ({ response }) => response.socket?.resetAndDestroy(),
  'reset-midway': ({ response, answerOf }) => {
    const body = answerOf('x'.repeat(100_000));
    response.writeHead(200, { ...JSON_TYPE, 'content-length': body.length });
    response.write(body.slice(0, 50_000), () => setTimeout(() => response.socket?.resetAndDestroy(), 50));
  },
  /** The body is longer than its Content-Length. */
  'length-short': ({ response, answerOf }) => {
    const body = answerOf('longer than it says');
    const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length - 10}\r\n\r\n`;
    response.socket?.write(head + body);
  },
  /** The body ends before its Content-Length. */
  'length-long': ({ response, answerOf }) => {
    const body = answerOf('shorter than it says');
    const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length + 100}\r\n\r\n`;
    response.socket?.end(head + body);
  },
  'garbage-bytes': ({ response }) => response.socket?.end(Buffer.from([0, 255, 13, 10, 7, 200, 13, 10, 13, 10])),
  'garbage-json': ({ response }) => answerText(response, '{"jsonrpc":"2.0","id":1,"result":{'),
  'not-json-rpc': ({ response }) => answerText(response, '{"hello":"world"}'),
  'wrong-id': ({ response }) => answerText(response, '{"jsonrpc":"2.0","id":"another","result":{"content":[]}}'),
  empty: ({ response }) => response.writeHead(200, { ...JSON_TYPE, 'content-length': 0 }).end(),
  html: ({ response }) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Please sign in</body></html>'),
  'endless-events': ({ response }) => {
    response.writeHead(200, EVENT_STREAM);
    writeForever(response, `: ${'x'.repeat(64_000)}\n\n`);
  },
  'endless-body': ({ response }) => {
    response.writeHead(200, JSON_TYPE);
    response.write('{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"');
    writeForever(response, 'x'.repeat(64_000));
  },
  'endless-headers': ({ response }) => writeHeadersForever(response),
  'eleven-megabytes': ({ response, answerOf }) => answerText(response, answerOf('x'.repeat(11 * MEGABYTE))),
  'nearly-ten-megabytes': ({ response, answerOf }) => answerText(response, answerOf('x'.repeat(9.9 * MEGABYTE))),
  drip: ({ response, answerOf }) => drip(response, answerOf('drop by drop '.repeat(100))),
  'error-500': ({ response }) => response.writeHead(500, JSON_TYPE).end('{"error":"something broke"}'),
  'error-503': ({ response }) => response.writeHead(503).end(),
  redirect: ({ response }) => response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end(),
  /** Answers well and closes the connection, which it had promised to keep, just when the next request may come. */
  'closes-between': ({ response, answerOf }) => {
    const { socket } = response;
    response.on('finish', () => setTimeout(() => socket?.destroy(), 1));
    answerText(response, answerOf('well'));
  },
  /** No fault: the arguments of the call, as the bytes they came in. */
  'raw-echo': ({ response, body }) => {
    const args = /"arguments":(\{.*\})\s*[,}]/s.exec(body)?.[1] ?? '{}';
    const id = /"id":\s*("[^"]*"|\d+)/.exec(body)?.[1] ?? 'null';
    const balanced = args.slice(0, balancedEnd(args));
    answerText(
      response,
      `{"jsonrpc":"2.0","id":${id},"result":{"resultType":"complete","content":[],"structuredContent":${balanced}}}`,
    );
  },
} as const satisfies Record<string, Misbehave>;

/** Where the object that `text` starts with ends; for texts without braces in strings. */
function balancedEnd(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') depth += 1;
    else if (text[i] === '}' && --depth === 0) return i + 1;
  }
  return text.length;
}
