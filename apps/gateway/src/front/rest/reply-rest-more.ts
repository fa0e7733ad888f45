import { bytesOf, isObject, memberOf, onOneLine, sliceOf, stringOf } from '@gatewayops/mcp';
import { collect } from '../../legs/collect.js';
import type { ValueAnswer } from '../../request-path/answer.js';
import type { Call } from '../../request-path/call.js';
import { endpointOf } from '../../request-path/inbound.js';
import { answerHeaders } from '../answer-headers.js';
import type { HeaderList, Outbound } from '../outbound.js';
import type { Reply } from '../reply.js';
import { ValueCapture } from '../response-capture.js';
import { takesEvents } from './takes-events.js';

/** What a REST caller gets to see, and under which status; `event` names it in a stream. */
interface Form {
  readonly status: 200 | 202;
  readonly event: 'result' | 'input_required' | 'task';
  /** Without its end, which holds the metadata. */
  readonly opening: string;
  readonly location: string | null;
}

/**
 * Answers of a REST call that is not simply answered: one that can be asked something back, or that is told of progress. 202 with
 * `inputRequests` and `requestState`, or with a task's address in `Location`.
 * @param metadata closes the answer's body
 */
export function restMoreReply(call: Call, answer: ValueAnswer, out: Outbound, metadata: () => string): Reply {
  const capture = new ValueCapture('result');
  let form: Form | null = null;
  return {
    capture,
    async start() {
      const body = await collect(answer.body);
      capture.add(body);
      form = formOf(call, body);
    },
    finish() {
      if (form !== null) send(call, form, Buffer.from(form.opening + metadata()), out);
    },
  };
}

function send(call: Call, { status, event, location }: Form, body: Buffer, out: Outbound): void {
  const headers: HeaderList = out.started ? [] : answerHeaders(call);
  if (location !== null) headers.push('Location', location);
  if (out.started || takesEvents(call.inbound)) {
    headers.push('Content-Type', 'text/event-stream', 'Cache-Control', 'no-cache');
    if (!out.started) out.head(200, headers);
    return out.end(`event: ${event}\ndata: ${onOneLine(body).toString()}\n\n`);
  }
  headers.push('Content-Type', 'application/json', 'Content-Length', String(body.length));
  out.head(status, headers);
  out.end(body);
}

function formOf(call: Call, body: Buffer): Form {
  const result = sliceOf(body);
  const type = call.operation!.era === 'modern' && isObject(result) ? stringOf(memberOf(result, 'resultType')) : null;
  if (type === 'input_required') {
    const requests = memberOf(result, 'inputRequests');
    const state = memberOf(result, 'requestState');
    const opening = `{"inputRequests":${requests ? bytesOf(requests).toString() : '{}'},"requestState":${state ? bytesOf(state).toString() : 'null'}`;
    return { status: 202, event: 'input_required', opening, location: null };
  }
  if (type !== 'task') return { status: 200, event: 'result', opening: `{"result":${body.toString()}`, location: null };
  const taskId = stringOf(memberOf(result, 'taskId')) ?? '';
  const location = `${endpointOf(call.inbound.target!)}/tasks/${encodeURIComponent(taskId)}`;
  return { status: 202, event: 'task', opening: `{"task":${body.toString()}`, location };
} // prettier-ignore
