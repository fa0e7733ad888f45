import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** Lines of text, compressed, on disk for as long as `work` runs: a month may be larger than memory. */
export interface MonthFile {
  bytes: number;
  /** SHA-256 of the file, hex. */
  sha256: string;
  open(): Readable;
}

/** Writes what `lines` gives into a temporary gzip file and removes it after `work`. */
export async function withMonthFile<T>(
  lines: AsyncIterable<string>,
  work: (file: MonthFile) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewayops-audit-'));
  try {
    const path = join(folder, 'month.jsonl.gz');
    const digest = createHash('sha256');
    let bytes = 0;
    const measured = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        digest.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    const text = Readable.from(lines, { objectMode: false });
    await pipeline(text, createGzip(), measured, createWriteStream(path, { mode: 0o600 }));
    return await work({ bytes, sha256: digest.digest('hex'), open: () => createReadStream(path) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
