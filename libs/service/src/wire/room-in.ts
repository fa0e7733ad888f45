import type { Writable } from 'node:stream';

/**
 * What may lie unread of messages that nobody waits with (progress): room for the largest one. Beyond it the client does not
 * read, and is cut off.
 */
const UNREAD_BYTES_MAX = 16 * 1024 * 1024;

/** After a write that was told to wait: resolves when there is room again, or nobody to write to any more. */
export function roomIn(stream: Writable): void | Promise<void> {
  if (stream.writableLength > UNREAD_BYTES_MAX) return void stream.destroy();
  return new Promise((resolve) => {
    const done = (): void => {
      stream.removeListener('drain', done);
      stream.removeListener('close', done);
      resolve();
    };
    stream.on('drain', done);
    stream.on('close', done);
  });
}
