import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ensureFolder, writeWhole } from './private-files.js';
import { explainFileError, StartError } from './start-error.js';

const run = promisify(execFile);
const UPDATE_TIMEOUT_MS = 120_000;
const DOWNLOAD_TIMEOUT_MS = 180_000;

/** True where Debian's package tools are. */
export function hasDebianPackages(): boolean {
  return existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg');
}

/** Lists and caches of our own: works without root and on a machine that has no lists. */
function aptOptions(work: string): string[] {
  return [
    `-oDir::State::Lists=${join(work, 'lists')}`,
    `-oDir::Cache=${join(work, 'cache')}`,
    `-oDir::Cache::archives=${join(work, 'cache', 'archives')}`,
    '-oAPT::Sandbox::User=',
    '-oDebug::NoLocking=1',
    '-oAcquire::Retries=2',
    '-oAcquire::http::Timeout=30',
    '-oAcquire::https::Timeout=30',
    '-qq',
  ];
}

export interface DebianPackages {
  packages: readonly string[];
  directory: string;
  /** Also those that they need and the machine does not have; else only what is named. */
  withDependencies?: boolean;
  signal?: AbortSignal;
}

/**
 * Downloads packages of the distribution and unpacks them into `directory` (`usr/bin/…`, `usr/lib/…`) without
 * installing them: no root, no change to the machine, no install scripts. A folder that is complete is used as it is; two
 * calls at once do no harm.
 * @throws StartError when this is not Debian or Ubuntu, or the download fails.
 */
export async function fetchDebianPackages(options: DebianPackages): Promise<void> {
  const { packages, directory, withDependencies = false, signal } = options;
  if (isComplete(directory)) return;
  if (!hasDebianPackages()) {
    throw new StartError(
      `${packages.join(', ')} can be fetched on Debian and Ubuntu only (apt-get is not on this machine).`,
    );
  }
  const work = `${directory}.${randomBytes(4).toString('hex')}`;
  const root = join(work, 'root');
  try {
    for (const folder of ['lists/partial', 'cache/archives/partial', 'downloads', 'root']) {
      await ensureFolder(join(work, folder));
    }
    await run('apt-get', [...aptOptions(work), 'update'], { timeout: UPDATE_TIMEOUT_MS, signal });
    const download = withDependencies ? ['install', '--download-only', '--no-install-recommends', '-y'] : ['download'];
    const downloads = join(work, withDependencies ? 'cache/archives' : 'downloads');
    await run('apt-get', [...aptOptions(work), ...download, ...packages], {
      cwd: join(work, 'downloads'),
      timeout: DOWNLOAD_TIMEOUT_MS,
      signal,
    });
    for (const file of (await readdir(downloads)).filter((name) => name.endsWith('.deb'))) {
      await run('dpkg', ['-x', join(downloads, file), root], { timeout: 60_000 });
    }
    await writeWhole(join(root, '.complete'), `${packages.join('\n')}\n`, 0o644);
    await putInPlace(root, directory);
  } catch (error) {
    if (!isComplete(directory)) throw explainFetchError(error, packages, directory);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const isComplete = (directory: string): boolean => existsSync(join(directory, '.complete'));

/** Who comes first stays: the folder may be in use already. Only what an older start left incomplete is replaced. */
async function putInPlace(root: string, directory: string): Promise<void> {
  try {
    await rename(root, directory);
  } catch (error) {
    if (isComplete(directory)) return;
    if (!existsSync(directory)) throw error;
    await rm(directory, { recursive: true, force: true });
    await rename(root, directory);
  }
}

function explainFetchError(error: unknown, packages: readonly string[], directory: string): unknown {
  const explained = explainFileError(error, directory);
  if (explained !== error) return explained;
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  if (/no space left on device/i.test(said)) {
    return new StartError(
      `The disk that holds ${directory} is full: free some space or choose another with --data-dir.`,
    );
  }
  const line = said.split('\n').find((text) => text.startsWith('E:')) ?? said.trim().split('\n')[0] ?? '';
  return new StartError(`apt-get could not download ${packages.join(', ')}: ${line.trim()}`, { cause: error });
}

/** The folders of libraries in `directory`, as `LD_LIBRARY_PATH` takes them. */
export async function libraryFolders(directory: string): Promise<string> {
  const roots = ['usr/lib', 'lib'].map((name) => join(directory, name)).filter((folder) => existsSync(folder));
  const folders = roots.map(async (lib) => {
    const inside = await readdir(lib, { withFileTypes: true });
    return [lib, ...inside.filter((entry) => entry.isDirectory()).map((entry) => join(lib, entry.name))];
  });
  return (await Promise.all(folders)).flat().join(delimiter);
}
