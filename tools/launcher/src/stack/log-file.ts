import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';

const FILE_BYTES_MAX = 20 * 1024 * 1024;
const UNWRITTEN_BYTES_MAX = 4 * 1024 * 1024;

/**
 * A log of at most two files of 20 MB: `x.log` and the one before it, `x.log.1`. A disk that cannot take it loses lines,
 * never the service that wrote them.
 */
export class LogFile {
  readonly path: string;
  #stream: WriteStream;
  #bytes: number;

  constructor(path: string) {
    this.path = path;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.#bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    this.#stream = this.#open();
  }

  write(chunk: Buffer | string): void {
    if (this.#stream.writableLength > UNWRITTEN_BYTES_MAX) return;
    this.#bytes += chunk.length;
    if (this.#bytes > FILE_BYTES_MAX) this.#turn(chunk.length);
    this.#stream.write(chunk);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#stream.once('close', resolve);
      this.#stream.end();
      if (this.#stream.closed) resolve();
    });
  }

  #open(): WriteStream {
    const stream = createWriteStream(this.path, { flags: 'a', mode: 0o600 });
    stream.on('error', () => undefined);
    return stream;
  }

  #turn(bytes: number): void {
    this.#stream.end();
    try {
      renameSync(this.path, `${this.path}.1`);
    } catch {
      // Then this file goes on growing by another 20 MB before the next try.
    }
    this.#bytes = bytes;
    this.#stream = this.#open();
  }
}
