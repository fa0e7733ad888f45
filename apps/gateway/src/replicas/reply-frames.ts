import { failureIn } from './replica-channel.js';
import { ReplicaLost } from './replica-failures.js';
import { FRAME, jsonBytes, type Frame } from './frames.js';
import type { FrameWriter } from './frame-writer.js';

/** An answer as it goes from one replica to another: what can be said at once, a body, and what is known at its end. */
export interface ReplyParts {
  readonly head: object;
  readonly body: Buffer | AsyncIterable<Buffer> | null;
  readonly end: () => object;
}

type BodyKind = 'none' | 'whole' | 'streamed';

/** Sends an answer as it becomes known. Rejects where its body breaks off. */
export async function writeReply({ head, body, end }: ReplyParts, reply: FrameWriter): Promise<void> {
  const first = (kind: BodyKind): Frame => ({ type: FRAME.head, payload: jsonBytes({ body: kind, head }) });
  const last = (): Frame => ({ type: FRAME.end, payload: jsonBytes(end()) });
  if (body === null) return reply.sendAll([first('none'), last()]);
  if (Buffer.isBuffer(body)) return reply.sendAll([first('whole'), { type: FRAME.data, payload: body }, last()]);
  await reply.sendAll([first('streamed')]);
  for await (const chunk of body) {
    if (reply.gone) return;
    await reply.send(FRAME.data, chunk);
  }
  await reply.sendAll([last()]);
}

/** What is done with what comes beside the answer. */
export interface ReplyListener {
  message(json: Buffer): void;
  /** Keeps the client's stream alive; returns what ends that. */
  keepAlive(): () => void;
}

export interface ReadReply {
  readonly head: unknown;
  /** A Buffer where it was one. */
  readonly body: Buffer | AsyncIterable<Buffer> | null;
}

/**
 * Reads an answer up to its body. `onEnd` is told what is known at its end, before the body is.
 * @throws what the other replica failed with, ReplicaLost
 */
export async function readReply(
  frames: AsyncGenerator<Frame>,
  listener: ReplyListener,
  onEnd: (end: unknown) => void,
): Promise<ReadReply> {
  const keeping = new KeptAlive(listener);
  try {
    for (;;) {
      const next = await frames.next();
      if (next.done) throw new ReplicaLost();
      const { type, payload } = next.value;
      if (type === FRAME.message) listener.message(payload);
      else if (type === FRAME.keepAlive) keeping.set(payload);
      else if (type === FRAME.failure) throw failureIn(payload);
      else if (type === FRAME.head) return await bodyOf(payload, bodyIn(frames, listener, onEnd));
    }
  } finally {
    keeping.stop();
  }
}

async function bodyOf(json: Buffer, pieces: AsyncGenerator<Buffer>): Promise<ReadReply> {
  const { head, body } = JSON.parse(json.toString()) as { head: unknown; body: BodyKind };
  if (body === 'streamed') return { head, body: pieces };
  const parts: Buffer[] = [];
  for await (const piece of pieces) parts.push(piece);
  return { head, body: body === 'none' ? null : Buffer.concat(parts) };
}

async function* bodyIn(
  frames: AsyncGenerator<Frame>,
  listener: ReplyListener,
  onEnd: (end: unknown) => void,
): AsyncGenerator<Buffer> {
  const keeping = new KeptAlive(listener);
  try {
    for await (const { type, payload } of frames) {
      if (type === FRAME.data) yield payload;
      else if (type === FRAME.keepAlive) keeping.set(payload);
      else if (type === FRAME.failure) throw failureIn(payload);
      else if (type === FRAME.end) onEnd(JSON.parse(payload.toString()));
    }
  } finally {
    keeping.stop();
  }
}

class KeptAlive {
  private end: (() => void) | null = null;

  constructor(private readonly listener: ReplyListener) {}

  set(payload: Buffer): void {
    this.stop();
    if (payload.length > 0) this.end = this.listener.keepAlive();
  }

  stop(): void {
    this.end?.();
    this.end = null;
  }
}
