import { bytesOf, asSlice, sliceOf, withMember, type RawAnswer } from '@gatewayops/mcp';
import { isEventStream } from '../../front/response-capture.js';
import { collect } from '../../legs/collect.js';
import { isOurAffair, refusal } from '../../legs/relay-session.js';
import type { Answer, RelayAnswer } from '../../request-path/answer.js';
import type { RoutedCall } from '../../request-path/call.js';
import { isRewritten } from '../rewrite/outward.js';
import { shown, shownEvent, type MemberView } from './member-view.js';
import { blocksOf } from './member-exchange.js';

/** A request of the client as the member gets it: its own bytes, but for `params` where a name in them is another one there. */
export function bodyFor({ body, operation: { params } }: RoutedCall): Buffer {
  if (params === null) return body;
  const slice = asSlice(params);
  return slice.bytes === body ? body : withMember(sliceOf(body), 'params', bytesOf(slice));
}

/**
 * A member's HTTP answer as the client gets it: event by event, or in one piece; byte for byte where nothing in it is called
 * otherwise outside.
 * @throws UpstreamFailure for a status that is not about the client
 */
export async function relayed(answer: RawAnswer, view: MemberView, whenDone: () => void = () => {}): Promise<Answer> {
  if (isOurAffair(answer.status)) {
    whenDone();
    throw refusal(answer);
  }
  const { status, attempts } = answer;
  const type = answer.headers['content-type'];
  const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
  const body = isEventStream(type) ? events(answer, view) : await message(answer, view);
  return { kind: 'relay', status, headers, body: Buffer.isBuffer(body) ? done(body, whenDone) : until(body, whenDone), attempts };
} // prettier-ignore

async function* events({ body, attempts }: RawAnswer, view: MemberView): AsyncGenerator<Buffer> {
  for await (const block of blocksOf(body, attempts)) yield shownEvent(block, view);
}

async function message({ body, status }: RawAnswer, view: MemberView): Promise<NonNullable<RelayAnswer['body']>> {
  if (status >= 300 || !isRewritten(view.method, view.out.member)) return body;
  return view.out.member.prefix === '' ? unlessTask(body, view) : shown(await collect(body), view);
}

/** An answer that says that it is a task is small; any other is passed on as it comes. */
async function* unlessTask(body: AsyncIterable<Buffer>, view: MemberView): AsyncGenerator<Buffer> {
  let task: Buffer[] | null = null;
  let isFirst = true;
  for await (const part of body) {
    if (isFirst && part.includes('"taskId"')) task = [];
    isFirst = false;
    if (task === null) yield part;
    else task.push(part);
  }
  if (task !== null) yield shown(Buffer.concat(task), view);
}

function done(body: Buffer, whenDone: () => void): Buffer {
  whenDone();
  return body;
}

async function* until(body: AsyncIterable<Buffer>, whenDone: () => void): AsyncGenerator<Buffer> {
  try {
    yield* body;
  } finally {
    whenDone();
  }
}
