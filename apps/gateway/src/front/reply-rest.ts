import { formatMicroUsd } from '@gatewayops/domain';
import { ONE_STRING_BYTES_MAX } from '@gatewayops/service';
import type { Answer } from '../request-path/answer.js';
import type { Call } from '../request-path/call.js';
import { answerHeaders } from './answer-headers.js';
import type { Outbound } from './outbound.js';
import type { Reply } from './reply.js';
import { restMoreReply } from './rest/reply-rest-more.js';
import { takesEvents } from './rest/takes-events.js';
import { ValueCapture } from './response-capture.js';
import { streamAllButLast } from './stream-body.js';

const RESULT = '{"result":';

/** `{result, metadata: {trace_id, latency_ms, cost, cost_micro_usd}}`: the result as the server wrote it. */
export function restReply(call: Call, answer: Answer, out: Outbound): Reply {
  if (answer.kind === 'value' && (call.operation!.era === 'modern' || takesEvents(call.inbound))) {
    return restMoreReply(call, answer, out, () => metadata(call));
  }
  const body = answer.kind === 'value' ? answer.body : Buffer.from('{}');
  const capture = new ValueCapture('result');
  const headers = answerHeaders(call);
  headers.push('Content-Type', 'application/json');
  if (Buffer.isBuffer(body)) {
    capture.add(body);
    return { capture, start: () => undefined, finish: () => sendWhole(call, body, headers, out) };
  }
  let last: Buffer | undefined;
  return {
    capture,
    async start() {
      out.head(200, headers);
      await out.write(RESULT);
      last = await streamAllButLast(body, out, capture);
    },
    finish: () => out.end(Buffer.concat([last ?? Buffer.alloc(0), Buffer.from(metadata(call))])),
  };
}

function sendWhole(call: Call, body: Buffer, headers: string[], out: Outbound): void {
  const tail = metadata(call);
  headers.push('Content-Length', String(RESULT.length + body.length + tail.length));
  if (body.length <= ONE_STRING_BYTES_MAX) {
    // Latin-1 maps each byte to one character and back: the body's bytes are not touched, whatever they encode.
    out.endWhole(200, headers, RESULT + body.toString('latin1') + tail);
    return;
  }
  out.head(200, headers);
  out.end(Buffer.concat([Buffer.from(RESULT), body, Buffer.from(tail)]));
}

/** ASCII. */
function metadata(call: Call): string {
  const costMicroUsd = call.costMicroUsd ?? 0;
  const latencyMs = Math.round(performance.now() - call.startedAt);
  return (
    `,"metadata":{"trace_id":"${call.trace!.traceId}","latency_ms":${latencyMs},` +
    `"cost":${formatMicroUsd(costMicroUsd)},"cost_micro_usd":${costMicroUsd}}}`
  );
}
