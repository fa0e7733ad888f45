import { GatewayOpsError } from '@gatewayops/contracts';
import { RawJsonError } from '@gatewayops/mcp';
import type { EventPublisher } from '@gatewayops/streams';
import { askToConnect } from '../credentials/ask-to-connect.js';
import type { Outbound } from '../front/outbound.js';
import { failureReply } from '../front/reply-failure.js';
import { replyTo } from '../front/reply-to.js';
import type { Reply } from '../front/reply.js';
import type { CallRecorder } from '../record/call-recorder.js';
import { releaseDelivery } from './08-reserve-cost.js';
import type { Call, EndedCall } from './call.js';

export interface ServeParts {
  /** Stages 01 to 10. */
  readonly path: { run(call: Call): void | Promise<void> };
  /** Stages 11 and 12. */
  readonly recorder: CallRecorder;
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
    call.answer = askToConnect(call, error);
    if (call.answer === null) call.failure = failureOf(error, call, parts);
  }
  try {
    await answer(call, out, parts);
  } finally {
    releaseDelivery(call, parts.publisher, parts.delivery);
  }
}

async function answer(call: Call, out: Outbound, parts: ServeParts): Promise<void> {
  const reply = await begin(call, out, parts);
  if (!isCounted(call)) {
    reply.finish();
    parts.recorder.uncounted(call);
    return;
  }
  if (parts.delivery === 'async') {
    reply.finish();
    call.end();
    parts.recorder.soon(call, reply.capture);
    return;
  }
  call.end();
  parts.recorder.now(call, reply.capture);
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
  }
}

/** Writes all of the answer but its end. An upstream that breaks off in the middle turns it into a failure. */
async function begin(call: Call, out: Outbound, parts: ServeParts): Promise<Reply> {
  const reply = replyTo(call, out);
  try {
    await reply.start();
    // Whoever left before the last byte has no answer, however much of it is already there.
    if (call.inbound.signal.aborted) call.failure ??= new GatewayOpsError('client_closed');
    return reply;
  } catch (error) {
    call.failure = failureOf(error, call, parts);
    // Half of an answer is none, and has no price; one that its caller did not wait for has.
    if (call.failure.code !== 'client_closed') call.costMicroUsd = null;
    return replyTo(call, out);
  }
}

/** A call with a principal gives one root span; notifications and the transport's own requests are no calls. */
function isCounted(call: Call): call is EndedCall {
  if (call.principal === null || call.requestId === null) return false;
  return call.operation === null || call.operation.kind === 'request';
}

/** Whatever was thrown, as a row of the error table. What is no such row is a defect of ours and is said so. */
function failureOf(error: unknown, call: Call, parts: ServeParts): GatewayOpsError {
  if (call.inbound.signal.aborted) return new GatewayOpsError('client_closed', { cause: error });
  if (error instanceof GatewayOpsError) return error;
  if (error instanceof RawJsonError) {
    if (call.sentUpstream) return new GatewayOpsError('upstream_error', { cause: error });
    return new GatewayOpsError('bad_request', { message: error.message, cause: error });
  }
  parts.onDefect(error, call);
  return new GatewayOpsError('internal_error', { cause: error });
}
