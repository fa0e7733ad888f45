/**
 * What one replica sends another in answer to a request: frames of a type (1 byte), a length (4 bytes, big-endian) and so
 * many bytes. They come as they are made, so that progress and long answers pass at once.
 */
export const FRAME = {
  /** Nothing but a sign of life. */
  alive: 0,
  /** A JSON-RPC message for the client, before the answer. */
  message: 1,
  /** The client's stream may say nothing for long: keep it alive. Empty: no longer. */
  keepAlive: 2,
  /** JSON: what kind of answer it is, without its body. */
  head: 3,
  /** A piece of the answer's body. */
  data: 4,
  /** JSON: the answer is complete. Always the last, as is `failure`. */
  end: 5,
  /** JSON: why there is no answer, or no more of it. */
  failure: 6,
} as const;
export type FrameType = (typeof FRAME)[keyof typeof FRAME];

export interface Frame {
  readonly type: FrameType;
  readonly payload: Buffer;
}

export const FRAME_HEAD_BYTES = 5;
/** An answer of 10 MB, its largest, is one frame at most; what is beyond is no frame of ours. */
export const FRAME_BYTES_MAX = 16 * 1024 * 1024;

export const jsonBytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

export function frameHead(type: FrameType, length: number): Buffer {
  const head = Buffer.allocUnsafe(FRAME_HEAD_BYTES);
  head.writeUInt8(type, 0);
  head.writeUInt32BE(length, 1);
  return head;
}

/** Cuts a stream of bytes into frames. @throws RangeError for a frame that is too large */
export async function* framesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let rest: Buffer[] = [];
  let bytes = 0;
  let wanted = FRAME_HEAD_BYTES;
  for await (const chunk of stream) {
    rest.push(chunk);
    bytes += chunk.length;
    if (bytes < wanted) continue;
    let all = rest.length === 1 ? chunk : Buffer.concat(rest);
    while (all.length >= FRAME_HEAD_BYTES) {
      const length = all.readUInt32BE(1);
      if (length > FRAME_BYTES_MAX) throw new RangeError(`a frame of ${length} bytes`);
      wanted = FRAME_HEAD_BYTES + length;
      if (all.length < wanted) break;
      yield { type: all.readUInt8(0) as FrameType, payload: all.subarray(FRAME_HEAD_BYTES, wanted) };
      all = all.subarray(wanted);
      wanted = FRAME_HEAD_BYTES;
    }
    rest = [all];
    bytes = all.length;
  }
}
