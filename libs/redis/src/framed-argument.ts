import { Command } from 'ioredis';

/** What must be free in the buffer before and after the bytes of a framed argument. */
export const FRAME_HEAD_BYTES = 768;
export const FRAME_TAIL_BYTES = 2;

/**
 * A last argument that lies in a buffer with room around it: the command is written around it in place (RESP arrays of
 * bulk strings) and goes to the socket without a copy. Its buffer must not change until the command was answered.
 */
export interface FramedArgument {
  readonly buffer: Buffer;
  /** At least {@link FRAME_HEAD_BYTES}; {@link FRAME_TAIL_BYTES} must be free after `offset + length`. */
  readonly offset: number;
  readonly length: number;
}

/** A command of which all but the last argument are short ASCII text. */
export class FramedCommand extends Command {
  constructor(
    name: string,
    private readonly short: readonly string[],
    private readonly framed: FramedArgument,
  ) {
    super(name, [...short], { replyEncoding: 'utf8' });
  }

  override toWritable(): Buffer {
    const { buffer, offset, length } = this.framed;
    let head = `*${this.short.length + 2}\r\n$${this.name.length}\r\n${this.name}\r\n`;
    for (const argument of this.short) head += `$${argument.length}\r\n${argument}\r\n`;
    head += `$${length}\r\n`;
    if (head.length > FRAME_HEAD_BYTES) throw new RangeError(`${head.length} bytes before a framed argument`);
    buffer.write(head, offset - head.length, 'latin1');
    buffer.write('\r\n', offset + length, 'latin1');
    return buffer.subarray(offset - head.length, offset + length + FRAME_TAIL_BYTES);
  }
}
