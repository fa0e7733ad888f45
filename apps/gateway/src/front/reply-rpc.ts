import type { Answer, ValueAnswer } from '../request-path/answer.js';
import type { Call } from '../request-path/call.js';
import { answerHeaders } from './answer-headers.js';
import type { Outbound } from './outbound.js';
import type { Reply } from './reply.js';
import { ValueCapture } from './response-capture.js';
import { streamAllButLast } from './stream-body.js';

const EVENT = 'event: message\ndata: ';
const EVENT_END = '\n\n';

/** A JSON-RPC response around the server's own result or error; as an event where messages went before it. */
export function rpcReply(call: Call, answer: Exclude<Answer, { kind: 'relay' }>, out: Outbound): Reply {
  const headers = answerHeaders(call);
  if (answer.kind === 'empty') return emptyReply(answer.status, headers, out);
  if (answer.sessionId !== undefined) headers.push('Mcp-Session-Id', answer.sessionId);
  headers.push('Content-Type', 'application/json');
  const before = `{"jsonrpc":"2.0","id":${call.operation!.id?.toString() ?? 'null'},"${answer.outcome}":`;
  const inStream = out.started;
  const opening = inStream ? EVENT + before : before;
  const closing = inStream ? `}${EVENT_END}` : '}';
  const capture = new ValueCapture(answer.outcome);
  if (Buffer.isBuffer(answer.body)) return wholeReply({ body: answer.body, opening, closing, headers, out, capture });
  return streamedReply(answer as ValueAnswer & { body: AsyncIterable<Buffer> }, opening, closing, {
    headers,
    out,
    capture,
  });
}

function emptyReply(status: number, headers: string[], out: Outbound): Reply {
  if (status === 405) headers.push('Allow', 'POST, DELETE');
  headers.push('Content-Length', '0');
  return {
    capture: null,
    start: () => undefined,
    finish() {
      out.head(status, headers);
      out.end();
    },
  };
}

interface Whole {
  readonly body: Buffer;
  readonly opening: string;
  readonly closing: string;
  readonly headers: string[];
  readonly out: Outbound;
  readonly capture: ValueCapture;
}

function wholeReply({ body, opening, closing, headers, out, capture }: Whole): Reply {
  capture.add(body);
  return {
    capture,
    start: () => undefined,
    finish() {
      const bytes = Buffer.concat([Buffer.from(opening), singleLine(body, out.started), Buffer.from(closing)]);
      if (!out.started) {
        headers.push('Content-Length', String(bytes.length));
        out.head(200, headers);
      }
      out.end(bytes);
    },
  };
}

function streamedReply(
  answer: { readonly body: AsyncIterable<Buffer> },
  opening: string,
  closing: string,
  { headers, out, capture }: Pick<Whole, 'headers' | 'out' | 'capture'>,
): Reply {
  let last: Buffer | undefined;
  const inStream = out.started;
  return {
    capture,
    async start() {
      if (!inStream) out.head(200, headers);
      await out.write(opening);
      last = await streamAllButLast(inStream ? singleLines(answer.body) : answer.body, out, capture);
    },
    finish: () => out.end(Buffer.concat([last ?? Buffer.alloc(0), Buffer.from(closing)])),
  };
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;

/** An event's data must be one line. Between JSON's tokens a line break is a space; inside its strings there is none. */
export function singleLine(json: Buffer, inStream = true): Buffer {
  if (!inStream || (!json.includes(LINE_FEED) && !json.includes(CARRIAGE_RETURN))) return json;
  return Buffer.from(json.map((byte) => (byte === LINE_FEED || byte === CARRIAGE_RETURN ? SPACE : byte)));
}

async function* singleLines(body: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  for await (const chunk of body) yield singleLine(chunk);
}
