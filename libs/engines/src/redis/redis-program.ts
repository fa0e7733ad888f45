import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, constants, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { fetchDebianPackages, hasDebianPackages, libraryFolders } from '../debian-packages.js';
import { StartError, systemErrorCode } from '../start-error.js';

const run = promisify(execFile);

export interface RedisProgram {
  command: string;
  env: NodeJS.ProcessEnv;
}

const HOW_TO_GET =
  'install one (for example `apt-get install redis-server`, or Valkey), put it on PATH, or set REDIS_URL to a running one';

/** Streams with the trimming and claiming that the workers use need 6.2. */
const OLDEST = [6, 2] as const;

/**
 * The Redis to run: `redis-server` or `valkey-server` on PATH, 6.2 or newer; else, on Debian and Ubuntu, the
 * distribution's package, fetched into `cacheDir` without root and without installing it.
 * @throws StartError that says how to get Redis.
 */
export async function findRedis(options: {
  cacheDir: string;
  searchPath: string;
  signal?: AbortSignal | undefined;
  isDebian?: boolean;
}): Promise<RedisProgram> {
  const onPath = await newEnoughOnPath(options.searchPath);
  if (onPath) return onPath;
  if (!(options.isDebian ?? hasDebianPackages()))
    throw new StartError(`There is no Redis 6.2 or newer on this machine: ${HOW_TO_GET}.`);
  return fetchedRedis(options.cacheDir, options.signal);
}

async function newEnoughOnPath(searchPath: string): Promise<RedisProgram | undefined> {
  for (const name of ['redis-server', 'valkey-server']) {
    for (const folder of searchPath.split(delimiter)) {
      const program = { command: join(folder, name), env: baseEnvironment() };
      if (folder !== '' && (await versionOf(program)) !== undefined) return program;
    }
  }
  return undefined;
}

/** The program's version when it runs and is new enough. */
async function versionOf(program: RedisProgram): Promise<string | undefined> {
  try {
    await access(program.command, constants.X_OK);
    const { stdout } = await run(program.command, ['--version'], { env: program.env, timeout: 5_000 });
    const [, major, minor] = /v=(\d+)\.(\d+)/.exec(stdout) ?? [];
    const newer = Number(major) > OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1]);
    return newer ? `${major}.${minor}` : undefined;
  } catch {
    return undefined;
  }
}

function baseEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

async function fetchedRedis(cacheDir: string, signal: AbortSignal | undefined): Promise<RedisProgram> {
  const directory = join(cacheDir, `debian-redis-${process.arch}`);
  try {
    await fetchDebianPackages({
      packages: ['redis-tools', 'libjemalloc2', 'liblzf1'],
      directory,
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    const why = error instanceof StartError ? error.message : String(error);
    throw new StartError(
      `There is no Redis 6.2 or newer on this machine, and none could be fetched (${why}): ${HOW_TO_GET}.`,
      {
        cause: error,
      },
    );
  }
  const command = join(directory, 'usr', 'bin', 'redis-server');
  if (!existsSync(command)) await linkServer(command);
  const program = { command, env: { ...baseEnvironment(), LD_LIBRARY_PATH: await libraryFolders(directory) } };
  if ((await versionOf(program)) === undefined) {
    throw new StartError(`The Redis of this distribution does not run or is older than 6.2: ${HOW_TO_GET}.`);
  }
  return program;
}

/** The server, its checkers and the sentinel are one binary under several names; `redis-tools` carries it as a checker. */
async function linkServer(command: string): Promise<void> {
  try {
    await symlink('redis-check-rdb', command);
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
  }
}
