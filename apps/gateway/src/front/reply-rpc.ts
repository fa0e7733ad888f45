import { onOneLine, rpcErrorParts, wrapped } from '@gatewayops/mcp';
import type { EmptyAnswer, ValueAnswer } from '../request-path/answer.js';
import type { Call } from '../request-path/call.js';
import { acceptsEvents, answerHeaders } from './answer-headers.js';
import type { Outbound } from './outbound.js';
import { RPC } from './protocol-failure.js';
import type { Reply } from './reply.js';
import { ValueCapture } from './response-capture.js';
import { streamAllButLast } from './stream-body.js';

const EVENT = 'event: message\ndata: ';
const EVENT_END = '\n\n';

/** A JSON-RPC response around the server's own result or error; as an event where messages went before it. */
export function rpcReply(call: Call, answer: ValueAnswer | EmptyAnswer, out: Outbound): Reply {
  const headers = answerHeaders(call);
  if (answer.kind === 'empty') return emptyReply(answer.status, headers, out);
  if (answer.sessionId !== undefined) headers.push('Mcp-Session-Id', answer.sessionId);
  const inStream = out.started || (answer.asEvent === true && acceptsEvents(call.inbound.headers.accept));
  if (inStream) headers.push('Content-Type', 'text/event-stream', 'Cache-Control', 'no-cache');
  else headers.push('Content-Type', 'application/json');
  const before = `{"jsonrpc":"2.0","id":${call.operation!.id?.toString() ?? 'null'},"${answer.outcome}":`;
  const opening = inStream ? EVENT + before : before;
  const closing = inStream ? `}${EVENT_END}` : '}';
  const capture = new ValueCapture(answer.outcome);
  if (Buffer.isBuffer(answer.body)) {
    const status = statusOf(call, answer, answer.body);
    return wholeReply({ body: answer.body, status, opening, closing, headers, out, capture, inStream });
  }
  return streamedReply(answer as ValueAnswer & { body: AsyncIterable<Buffer> }, opening, closing, {
    headers,
    out,
    capture,
    inStream,
  });
}

/** What 2026-07-28 has for the errors of servers that themselves know no status (Streamable HTTP, error table). */
const STATUSES = new Map<number | null, number>([
  [RPC.methodNotFound, 404],
  [RPC.headerMismatch, 400],
  [RPC.missingCapability, 400],
  [RPC.unsupportedVersion, 400],
]);

/** 2026-07-28 alone gives errors a status: the server's own, or that of its code. */
function statusOf(call: Call, { outcome, httpStatus = 200 }: ValueAnswer, body: Buffer): number {
  if (outcome === 'result' || call.operation!.era === 'legacy') return 200;
  if (httpStatus >= 400 && httpStatus < 500) return httpStatus;
  return STATUSES.get(rpcErrorParts(body).code) ?? 200;
}

function emptyReply(status: number, headers: string[], out: Outbound): Reply {
  if (status === 405) headers.push('Allow', 'POST, DELETE');
  // RFC 9110, section 8.6: none in a 204.
  if (status !== 204) headers.push('Content-Length', '0');
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
  readonly status: number;
  readonly opening: string;
  readonly closing: string;
  readonly headers: string[];
  readonly out: Outbound;
  readonly capture: ValueCapture;
  /** As an event. */
  readonly inStream: boolean;
}

function wholeReply({ body, status, opening, closing, headers, out, capture, inStream }: Whole): Reply {
  capture.add(body);
  return {
    capture,
    start: () => undefined,
    finish() {
      if (inStream) {
        if (!out.started) out.head(200, headers);
        return out.end(wrapped(opening, onOneLine(body), closing));
      }
      const bytes = wrapped(opening, body, closing);
      headers.push('Content-Length', String(bytes.length));
      out.head(status, headers);
      out.end(bytes);
    },
  };
}

function streamedReply(
  answer: { readonly body: AsyncIterable<Buffer> },
  opening: string,
  closing: string,
  { headers, out, capture, inStream }: Pick<Whole, 'headers' | 'out' | 'capture' | 'inStream'>,
): Reply {
  let last: Buffer | undefined;
  return {
    capture,
    async start() {
      if (!out.started) out.head(200, headers);
      await out.write(opening);
      last = await streamAllButLast(inStream ? singleLines(answer.body) : answer.body, out, capture);
    },
    finish: () => out.end(Buffer.concat([last ?? Buffer.alloc(0), Buffer.from(closing)])),
  };
}

/** An event's data must be one line; JSON has line breaks between its tokens only, so that each piece can be looked at alone. */
async function* singleLines(body: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  for await (const chunk of body) yield onOneLine(chunk);
}
