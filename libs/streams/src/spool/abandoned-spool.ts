import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventBatch } from '../publisher/append.js';
import type { StreamLogger } from '../logger.js';
import { decodeBody } from './record.js';
import { RecordReader } from './record-reader.js';
import { isSegmentName } from './segment.js';

/**
 * Delivers what a dead producer left in its folder, in order, then deletes it. `deliver` resolves with false to stop
 * (everything not deleted stays for the next try; what was sent already is not appended twice).
 */
export async function deliverAbandoned(
  dir: string,
  deliver: (batch: EventBatch) => Promise<boolean>,
  logger: StreamLogger,
): Promise<{ events: number; complete: boolean }> {
  let events = 0;
  const names = (await readdir(dir)).filter(isSegmentName).toSorted();
  for (const name of names) {
    const path = join(dir, name);
    const file = await open(path, 'r');
    const reader = new RecordReader(file);
    try {
      const { size } = await file.stat();
      for (let body = await reader.next(size); body; body = await reader.next(size)) {
        const batch = decodeBody(body);
        if (!(await deliver(batch))) return { events, complete: false };
        events += batch.count;
      }
      const tornBytes = await bytesAfter(file, reader.offset, size);
      if (tornBytes > 0) logger.warn({ path, tornBytes }, 'the last record of a spool file is torn and was left out');
    } finally {
      await reader.close();
    }
    await rm(path);
  }
  await rm(dir, { recursive: true, force: true });
  return { events, complete: true };
}

/** How many bytes up to the last that is not zero follow the last sound record; a preallocated file ends in zeros. */
async function bytesAfter(file: Awaited<ReturnType<typeof open>>, offset: number, size: number): Promise<number> {
  const tail = Buffer.alloc(Math.min(size - offset, 64 * 1024));
  await file.read(tail, 0, tail.length, offset);
  return tail.findLastIndex((byte) => byte !== 0) + 1;
}
