import { statfs } from 'node:fs/promises';
import { ensureFolder, explainFileError, StartError } from '@gatewayops/engines';

const megabytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024);

const NEEDED_BYTES = 300 * 1024 * 1024;

/** @throws StartError when the folder cannot be made, or its disk has less than 300 MB left: stores that meet a full disk half-way explain it badly. */
export async function requireSpace(folder: string): Promise<void> {
  await ensureFolder(folder);
  const disk = await statfs(folder).catch((error: unknown) => {
    throw explainFileError(error, folder);
  });
  const free = disk.bavail * disk.bsize;
  if (free >= NEEDED_BYTES) return;
  throw new StartError(
    `The disk that holds ${folder} is full: ${megabytes(free)} MB are free and ${megabytes(NEEDED_BYTES)} MB are needed. ` +
      'Free some space or choose another folder with --data-dir.',
  );
}
