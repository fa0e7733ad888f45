import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { explainFileError, systemErrorCode } from './start-error.js';

/** Creates the folder and its parents. `mode` holds for the folder itself when it is new. */
export async function ensureFolder(path: string, mode = 0o755): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode });
  } catch (error) {
    throw explainFileError(error, path);
  }
}

/** Writes the whole file or nothing: readers never see a part of it. Readable by its owner only unless `mode` says otherwise. */
export async function writeWhole(path: string, content: string, mode = 0o600): Promise<void> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, content, { mode, flush: true });
    await rename(draft, path);
  } catch (error) {
    throw explainFileError(error, path);
  }
}

/** The file's text, or undefined when there is no such file. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw explainFileError(error, path);
  }
}

/** A random secret that is made once and kept in `path` (mode 0600). URL-safe characters only. */
export async function keptSecret(path: string, bytes = 24): Promise<string> {
  const kept = (await readIfThere(path))?.trim();
  if (kept) return kept;
  const secret = randomBytes(bytes).toString('base64url');
  await writeWhole(path, `${secret}\n`);
  return secret;
}
