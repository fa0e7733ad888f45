import type { Attempt } from '@gatewayops/mcp';
import type { Answer, EmptyAnswer, RelayAnswer, ValueAnswer } from '../request-path/answer.js';
import type { Inbound } from '../request-path/inbound.js';
import { failureIn } from './replica-channel.js';
import { ReplicaLost } from './replica-failures.js';
import { FRAME, jsonBytes, type Frame } from './frames.js';
import type { FrameWriter } from './frame-writer.js';

/** An answer without its body. */
type AnswerHead = (Omit<ValueAnswer, 'body'> | Omit<RelayAnswer, 'body'> | EmptyAnswer) & {
  /** `whole`: comes in one piece, and is handed on as one. */
  readonly body: 'none' | 'whole' | 'streamed';
};

/** Sends an answer as it becomes known. Rejects where its body breaks off. */
export async function writeAnswer(answer: Answer, reply: FrameWriter): Promise<void> {
  const { body } = { body: null, ...answer };
  const head = (kind: AnswerHead['body']): Frame => ({
    type: FRAME.head,
    payload: jsonBytes({ ...answer, body: kind }),
  });
  // Of an answer that was streamed, the numbers of its attempts are final only at its end.
  const end = (): Frame => ({ type: FRAME.end, payload: jsonBytes({ attempts: answer.attempts }) });
  if (body === null) return reply.sendAll([head('none'), end()]);
  if (Buffer.isBuffer(body)) return reply.sendAll([head('whole'), { type: FRAME.data, payload: body }, end()]);
  await reply.sendAll([head('streamed')]);
  for await (const chunk of body) {
    if (reply.gone) return;
    await reply.send(FRAME.data, chunk);
  }
  await reply.sendAll([end()]);
}

/**
 * Reads an answer, and passes what comes before it on to the client. Its body may go on behind it.
 * @throws what the other replica failed with, ReplicaLost
 */
export async function readAnswer(frames: AsyncGenerator<Frame>, inbound: Inbound): Promise<Answer> {
  let stop: (() => void) | null = null;
  try {
    for (;;) {
      const next = await frames.next();
      if (next.done) throw new ReplicaLost();
      const { type, payload } = next.value;
      if (type === FRAME.message) inbound.sendMessage(payload);
      else if (type === FRAME.failure) throw failureIn(payload);
      else if (type === FRAME.head) return await answerFrom(payload, frames, inbound);
      else if (type === FRAME.keepAlive) {
        stop?.();
        stop = payload.length > 0 ? inbound.keepAlive() : null;
      }
    }
  } finally {
    stop?.();
  }
}

async function answerFrom(json: Buffer, frames: AsyncGenerator<Frame>, inbound: Inbound): Promise<Answer> {
  const { body, ...head } = JSON.parse(json.toString()) as AnswerHead;
  const attempts = [...head.attempts];
  const pieces = streamedBody(frames, inbound, attempts);
  if (body === 'streamed') return { ...head, attempts, body: pieces } as Answer;
  const parts: Buffer[] = [];
  for await (const chunk of pieces) parts.push(chunk);
  if (head.kind === 'empty') return head;
  return { ...head, attempts, body: body === 'none' ? null : parts.length === 1 ? parts[0]! : Buffer.concat(parts) } as Answer;
} // prettier-ignore

/** @param attempts get their final numbers at the end */
async function* streamedBody(
  frames: AsyncGenerator<Frame>,
  inbound: Inbound,
  attempts: Attempt[],
): AsyncGenerator<Buffer> {
  let stop: (() => void) | null = null;
  try {
    for await (const { type, payload } of frames) {
      if (type === FRAME.data) yield payload;
      else if (type === FRAME.failure) throw failureIn(payload);
      else if (type === FRAME.end) {
        const { attempts: final } = JSON.parse(payload.toString()) as { attempts: Attempt[] };
        attempts.splice(0, attempts.length, ...final);
      } else if (type === FRAME.keepAlive) {
        stop?.();
        stop = payload.length > 0 ? inbound.keepAlive() : null;
      }
    }
  } finally {
    stop?.();
  }
}
