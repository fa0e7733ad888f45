import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FOLDERS = ['libs', 'apps', 'tools'];

/**
 * A digest of what a build reads (sources, settings) and of the compiler's notes of what it wrote, by size and time.
 * Looking costs some hundredths of a second; asking the compiler costs most of one.
 */
export function buildDigest(root) {
  const hash = createHash('sha256');
  for (const file of ['tsconfig.json', 'tsconfig.base.json', 'package-lock.json']) note(hash, join(root, file));
  for (const folder of FOLDERS) {
    for (const name of readdirSync(join(root, folder)).toSorted()) walk(hash, join(root, folder, name));
  }
  return hash.digest('hex');
}

function walk(hash, project) {
  for (const file of ['package.json', 'tsconfig.json', 'dist/.tsbuildinfo']) note(hash, join(project, file));
  let names;
  try {
    names = readdirSync(join(project, 'src'), { recursive: true });
  } catch {
    return;
  }
  for (const name of names.toSorted())
    if (name.endsWith('.ts') || name.endsWith('.tsx')) note(hash, join(project, 'src', name));
}

function note(hash, path) {
  const info = statSync(path, { throwIfNoEntry: false });
  hash.update(`${path}\0${info?.size ?? -1}\0${info?.mtimeMs ?? -1}\n`);
}

export function readStamp(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

export function writeStamp(path, digest) {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, digest);
  } catch {
    // Then the next start asks the compiler again.
  }
}
