import type { RelayAnswer } from '../request-path/answer.js';
import type { Call } from '../request-path/call.js';
import { answerHeaders } from './answer-headers.js';
import type { Outbound } from './outbound.js';
import type { Reply } from './reply.js';
import { EventStreamCapture, isEventStream, MessageCapture } from './response-capture.js';
import { streamAllButLast, streamUntilAnswer } from './stream-body.js';

/** The server's own HTTP answer, byte for byte. */
export function relayReply(call: Call, answer: RelayAnswer, out: Outbound): Reply {
  const events = isEventStream(answer.headers['content-type']) ? new EventStreamCapture() : null;
  const capture = events ?? new MessageCapture();
  const headers = answerHeaders(call);
  for (const [name, value] of Object.entries(answer.headers)) headers.push(name, value);
  if (events !== null) headers.push('Cache-Control', 'no-cache');
  let last: Buffer | undefined;
  return {
    capture,
    async start() {
      out.head(answer.status, headers);
      if (events !== null) out.flushHead();
      const { body } = answer;
      if (body === null) return;
      if (Buffer.isBuffer(body)) {
        capture.add(body);
        last = body;
      } else if (events !== null) last = await streamUntilAnswer(body, out, events);
      else last = await streamAllButLast(body, out, capture);
    },
    finish: () => out.end(last),
  };
}
