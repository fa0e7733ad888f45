import { GatewayOpsError } from '@gatewayops/contracts';
import { RawJsonError } from '@gatewayops/mcp';
import type { EventPublisher } from '@gatewayops/streams';
import type { Outbound } from '../front/outbound.js';
import { failureReply } from '../front/reply-failure.js';
import { replyTo } from '../front/reply-to.js';
import type { Reply } from '../front/reply.js';
import type { CallRecord } from '../record/call-record.js';
import { EVENT_BYTES_MAX } from './08-reserve-cost.js';
import type { Seen } from './11-end-trace.js';
import type { Call, EndedCall } from './call.js';

export interface ServeParts {
  /** Stages 01 to 10. */
  readonly path: { run(call: Call): void | Promise<void> };
  /** Stage 11. */
  readonly endTrace: (call: EndedCall, seen: Seen) => CallRecord;
  /** Stage 12. */
  readonly emitEvents: (call: EndedCall, record: CallRecord) => void;
  /** Counts an ended call in the metrics and for the alerts. */
  readonly observe: (call: Call, record: CallRecord | null) => void;
  /** Hears of errors that no row of the error table stands for. */
  readonly onDefect: (error: unknown, call: Call) => void;
  readonly publisher: EventPublisher;
  readonly delivery: 'async' | 'strict';
}

/**
 * Takes a call through its path and answers it. With asynchronous delivery the answer is on its way before the call is
 * recorded; with strict delivery its last byte waits until the record is durable.
 */
export async function serve(call: Call, out: Outbound, parts: ServeParts): Promise<void> {
  try {
    await parts.path.run(call);
  } catch (error) {
    call.failure = failureOf(error, call, parts);
  }
  const reply = await begin(call, out, parts);
  if (!isCounted(call)) {
    reply.finish();
    parts.observe(call, null);
    if (parts.delivery === 'strict' && call.delivery === true) parts.publisher.release(EVENT_BYTES_MAX);
    return;
  }
  if (parts.delivery === 'async') {
    reply.finish();
    record(call, reply, parts);
    return;
  }
  record(call, reply, parts);
  await finishDurably(call, reply, out, parts);
}

/** Completes an answer once its record is safe. Where it cannot be made safe, the answer is not given. */
async function finishDurably(call: Call, reply: Reply, out: Outbound, parts: ServeParts): Promise<void> {
  try {
    await parts.publisher.whenDurable();
    reply.finish();
  } catch (error) {
    call.failure = failureOf(error, call, parts);
    failureReply(call, out).finish();
  } finally {
    // The room was set aside in stage 08; a call that was refused before it has none to give back.
    if (call.delivery === true) parts.publisher.release(EVENT_BYTES_MAX);
  }
}

/** Writes all of the answer but its end. An upstream that breaks off in the middle turns it into a failure. */
async function begin(call: Call, out: Outbound, parts: ServeParts): Promise<Reply> {
  const reply = replyTo(call, out);
  try {
    await reply.start();
    return reply;
  } catch (error) {
    call.failure = failureOf(error, call, parts);
    return replyTo(call, out);
  }
}

/** A call with a principal gives one root span; notifications and the transport's own requests are no calls. */
function isCounted(call: Call): call is EndedCall {
  if (call.principal === null || call.requestId === null) return false;
  return call.operation === null || call.operation.kind === 'request';
}

function record(call: EndedCall, reply: Reply, parts: ServeParts): void {
  const { capture } = reply;
  const record = parts.endTrace(call, { captured: capture?.finish() ?? null, responseSize: capture?.size ?? 0 });
  parts.emitEvents(call, record);
  parts.observe(call, record);
}

/** Whatever was thrown, as a row of the error table. What is no such row is a defect of ours and is said so. */
function failureOf(error: unknown, call: Call, parts: ServeParts): GatewayOpsError {
  if (call.inbound.signal.aborted) return new GatewayOpsError('client_closed', { cause: error });
  if (error instanceof GatewayOpsError) return error;
  if (error instanceof RawJsonError)
    return new GatewayOpsError('bad_request', { message: error.message, cause: error });
  parts.onDefect(error, call);
  return new GatewayOpsError('internal_error', { cause: error });
}
