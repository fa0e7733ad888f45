import { open, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const SUFFIX = '.spool';
const ZEROS = Buffer.alloc(1024 * 1024);

/** One file of the spool. It is deleted when it takes no more records and all that it held are in Redis. */
export class Segment {
  writtenBytes = 0;
  /** Records that are not known to be in Redis. */
  outstanding = 0;

  private constructor(
    readonly number: number,
    readonly path: string,
    /** How much may be written; in a preallocated segment this much is known to be on the disk. */
    readonly capacityBytes: number,
    private readonly file: FileHandle,
  ) {}

  /** Makes the file; with `preallocate` its whole capacity is written as zeros and synced first. */
  static async create(dir: string, number: number, capacityBytes: number, preallocate: boolean): Promise<Segment> {
    const path = join(dir, segmentName(number));
    const file = await open(path, 'wx+', 0o600);
    try {
      if (preallocate) {
        for (let at = 0; at < capacityBytes; at += ZEROS.length) {
          await file.write(ZEROS, 0, Math.min(ZEROS.length, capacityBytes - at), at);
        }
        await file.sync();
        await syncFolder(dirname(path));
      }
    } catch (error) {
      await file.close();
      await rm(path, { force: true });
      throw error;
    }
    return new Segment(number, path, capacityBytes, file);
  }

  get freeBytes(): number {
    return this.capacityBytes - this.writtenBytes;
  }

  /** Writes records one after another; they count as written only once all are (and are synced, with `sync`). */
  async write(records: readonly (readonly Buffer[])[], sync: boolean): Promise<void> {
    const parts = records.flat();
    let at = this.writtenBytes;
    for (let i = 0; i < parts.length; i += 512) {
      at += (await this.file.writev(parts.slice(i, i + 512), at)).bytesWritten;
    }
    const expected = parts.reduce((bytes, part) => bytes + part.length, this.writtenBytes);
    if (at !== expected) throw new Error(`the disk took ${at} of ${expected} bytes`);
    if (sync) await this.file.datasync();
    this.writtenBytes = at;
    this.outstanding += records.length;
  }

  async openForReading(): Promise<FileHandle> {
    return open(this.path, 'r');
  }

  async delete(): Promise<void> {
    await this.file.close();
    await rm(this.path, { force: true });
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

export const segmentName = (number: number): string => `${String(number).padStart(10, '0')}${SUFFIX}`;
export const isSegmentName = (name: string): boolean => name.endsWith(SUFFIX);

/** Makes the names in a folder survive a loss of power. */
export async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
