import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { ensureFolder, readIfThere, writeWhole } from '../private-files.js';
import { StartError } from '../start-error.js';
import { reachableByAll } from './postgres-binaries.js';

const ELSEWHERE = '/var/lib/gatewayops';

/** Who runs PostgreSQL, and where its files are. */
export interface PostgresHome {
  /** Set when another user than ours runs it, because PostgreSQL refuses root. */
  account: { uid: number; gid: number } | undefined;
  /** Holds the cluster, the password and the log. */
  folder: string;
}

function nobody(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (!uid || !gid) {
    throw new StartError(
      'PostgreSQL does not run as root and there is no user `nobody`: start as an ordinary user, or set DATABASE_URL.',
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}

/** The longest part of `path` that exists already. */
async function existingPart(path: string): Promise<string> {
  for (let current = path; ; current = dirname(current)) {
    const there = await realpath(current).catch(() => undefined);
    if (there !== undefined) return there;
  }
}

/**
 * As an ordinary user, `dataDir` itself. As root PostgreSQL runs as `nobody`, who must be able to reach its files: when
 * `dataDir` lies under a private folder (such as root's home), they go to a folder of `/var/lib/gatewayops` that the file
 * `<dataDir>/location` names. Its name is random, so that a data folder made anew never meets the files of its predecessor.
 */
export async function postgresHome(dataDir: string): Promise<PostgresHome> {
  if (process.getuid?.() !== 0) {
    await ensureFolder(dataDir, 0o700);
    return { account: undefined, folder: await realpath(dataDir) };
  }
  const account = nobody();
  const folder = (await reachableByAll(await existingPart(dataDir))) ? dataDir : await folderElsewhere(dataDir);
  await ensureFolder(folder);
  if (!(await reachableByAll(dirname(await realpath(folder))))) await openParent(folder);
  return { account, folder: await realpath(folder) };
}

async function folderElsewhere(dataDir: string): Promise<string> {
  const note = join(dataDir, 'location');
  const known = (await readIfThere(note))?.trim();
  if (known) return known;
  await sweepElsewhere();
  const home = join(ELSEWHERE, randomBytes(6).toString('hex'));
  const folder = join(home, 'postgres');
  await writeWhole(join(home, 'origin'), `${dataDir}\n`, 0o644);
  await writeWhole(note, `${folder}\n`, 0o644);
  return folder;
}

/**
 * Removes what belonged to temporary folders that are gone, such as those of tests. Any other origin may be on a disk
 * that is not mounted just now: its data stay.
 */
async function sweepElsewhere(): Promise<void> {
  for (const name of await readdir(ELSEWHERE).catch(() => [])) {
    const home = join(ELSEWHERE, name);
    const origin = (await readIfThere(join(home, 'origin')))?.trim();
    const isTemporary = origin?.startsWith(`${tmpdir()}${sep}`) === true;
    if (origin !== undefined && isTemporary && !existsSync(origin)) await rm(home, { recursive: true, force: true });
  }
}

/** A strict umask may have made the folders we created ourselves private. */
async function openParent(folder: string): Promise<void> {
  const parent = dirname(folder);
  await chmod(parent, ((await lstat(parent)).mode & 0o7777) | 0o011);
}

/** A folder that belongs to the account that runs PostgreSQL. */
export async function ownedFolder(path: string, account: PostgresHome['account']): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (account) await chown(path, account.uid, account.gid);
}
