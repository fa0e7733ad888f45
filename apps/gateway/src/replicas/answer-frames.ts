import type { Attempt } from '@gatewayops/mcp';
import type { Answer } from '../request-path/answer.js';
import type { Inbound } from '../request-path/inbound.js';
import type { Frame } from './frames.js';
import type { FrameWriter } from './frame-writer.js';
import { readReply, writeReply } from './reply-frames.js';

/** Sends the answer to a call as it becomes known. Rejects where its body breaks off. */
export async function writeAnswer(answer: Answer, reply: FrameWriter): Promise<void> {
  const { body, ...head } = { body: null, ...answer };
  // Of an answer that was streamed, the numbers of its attempts are final only at its end.
  await writeReply({ head, body, end: () => ({ attempts: answer.attempts }) }, reply);
}

/**
 * Reads an answer, and passes what comes before it on to the client. Its body may go on behind it.
 * @throws what the other replica failed with, ReplicaLost
 */
export async function readAnswer(frames: AsyncGenerator<Frame>, inbound: Inbound): Promise<Answer> {
  const attempts: Attempt[] = [];
  const take = (known: unknown): void => {
    attempts.splice(0, attempts.length, ...(known as { attempts: Attempt[] }).attempts);
  };
  const listener = { message: (json: Buffer) => inbound.sendMessage(json), keepAlive: () => inbound.keepAlive() };
  const { head, body } = await readReply(frames, listener, take);
  const answer = head as Answer;
  if (attempts.length === 0) take(answer);
  return answer.kind === 'empty' ? answer : ({ ...answer, attempts, body } as Answer);
}
