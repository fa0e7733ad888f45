import { spawn } from 'node:child_process';
import { chown, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../start-error.js';
import { ownedFolder, type PostgresHome } from './account.js';

export const SUPERUSER = 'gatewayops';
export const DATABASE = 'gatewayops';

const INIT_TIMEOUT_MS = 120_000;

/** Environment of PostgreSQL's programs: nothing of ours leaks in, and its messages are English. */
export function postgresEnvironment(native: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LD_LIBRARY_PATH: join(native, 'lib'), LC_ALL: 'C', TZ: 'UTC', HOME: '/' };
}

/** Runs one of PostgreSQL's programs to its end. @throws StartError with what it said. */
function runProgram(options: {
  command: string;
  args: readonly string[];
  native: string;
  cwd: string;
  account: PostgresHome['account'];
  input?: string;
}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(options.command, options.args, {
      cwd: options.cwd,
      env: postgresEnvironment(options.native),
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: INIT_TIMEOUT_MS,
      ...options.account,
    });
    let said = '';
    const collect = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-4_000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(failure(said, options.cwd));
    });
  });
}

function failure(said: string, folder: string): StartError {
  if (/no space left on device/i.test(said)) {
    return new StartError(`The disk that holds ${folder} is full: free some space or choose another with --data-dir.`);
  }
  const line = said.split('\n').find((text) => /error|fatal/i.test(text)) ?? said.trim().split('\n').at(-1) ?? '';
  return new StartError(`PostgreSQL's data folder could not be created in ${folder}: ${line.trim()}`);
}

/**
 * Creates the cluster and its one database in `<folder>/cluster`, unless they are there. A start that was cut short
 * leaves a draft only, which the next start throws away.
 */
export async function ensureCluster(home: PostgresHome, native: string, password: string): Promise<string> {
  const { folder, account } = home;
  const cluster = join(folder, 'cluster');
  if (existsSync(join(cluster, 'PG_VERSION'))) return cluster;
  const draft = join(folder, 'cluster.new');
  const passwordFile = join(folder, 'password.initdb');
  await rm(draft, { recursive: true, force: true });
  await ownedFolder(draft, account);
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account) await chown(passwordFile, account.uid, account.gid);
    const common = { native, cwd: folder, account };
    await runProgram({
      ...common,
      command: join(native, 'bin', 'initdb'),
      args: ['--pgdata', draft, '--username', SUPERUSER, '--auth', 'scram-sha-256', '--pwfile', passwordFile,
        '--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
    }); // prettier-ignore
    await runProgram({
      ...common,
      command: join(native, 'bin', 'postgres'),
      args: ['--single', '-D', draft, 'postgres'],
      input: `CREATE DATABASE ${DATABASE};\n`,
    });
    await rename(draft, cluster);
  } finally {
    await rm(passwordFile, { force: true });
  }
  return cluster;
}
