import { isEventStream } from '../front/response-capture.js';
import type { Answer } from '../request-path/answer.js';
import type { RoutedCall } from '../request-path/call.js';
import type { ToolCatalogue } from './tool-catalogue.js';

/** What every notification of the kind has, however its slashes are escaped. */
const SIGN = Buffer.from('list_changed"');
const NOTIFICATION = /notifications\\?\/(?:tools|prompts|resources)\\?\/list_changed"/g;
/** More than the longest of them, with escapes. */
const TAIL_BYTES = 64;

/**
 * The answer as it is, with an ear on it: in a client's own session, whose bytes pass through unread, a server says there that
 * its lists changed. Words that only look like it cost no more than reading a list again.
 */
export function hearRelayed(call: RoutedCall, answer: Answer, catalogue: ToolCatalogue): Answer {
  if (answer.kind !== 'relay' || answer.body === null || Buffer.isBuffer(answer.body)) return answer;
  if (!isEventStream(answer.headers['content-type'])) return answer;
  // A stream of one answer ends before a list that is read meanwhile is old.
  if (call.inbound.httpMethod !== 'GET' && !catalogue.knows(call.server.id)) return answer;
  return { ...answer, body: heard(answer.body, (notification) => catalogue.heard(call.server.id, notification)) };
}

async function* heard(stream: AsyncIterable<Buffer>, hear: (notification: string) => void): AsyncGenerator<Buffer> {
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    const seen = tail.length === 0 ? chunk : Buffer.concat([tail, chunk]);
    const isThere = seen.includes(SIGN);
    if (isThere)
      for (const [found] of seen.toString('latin1').matchAll(NOTIFICATION)) hear(found.replaceAll(/["\\]/g, ''));
    // What was heard is not heard again with the next chunk.
    tail = isThere
      ? Buffer.from(seen.subarray(seen.lastIndexOf(SIGN) + SIGN.length).subarray(-TAIL_BYTES))
      : Buffer.from(seen.subarray(-TAIL_BYTES));
    yield chunk;
  }
}
