import { chown, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineOptions, RunningPostgres } from '../engine.js';
import { claimFolder, releaseFolder } from '../folder-claim.js';
import { choosePort } from '../free-port.js';
import { ensureFolder, keptSecret, readIfThere } from '../private-files.js';
import { endingSteps, endingWithUs, endProcess, isOurs } from '../processes.js';
import { explainFileError, StartError } from '../start-error.js';
import { explainEarlyExit, killer, startProcess, type EngineProcess } from '../supervised-process.js';
import { waitUntil } from '../waiting.js';
import { postgresHome, type PostgresHome } from './account.js';
import { DATABASE, ensureCluster, postgresEnvironment, SUPERUSER } from './cluster.js';
import { postgresBinaries } from './postgres-binaries.js';

const READY_TIMEOUT_MS = 60_000;
const START_ATTEMPTS = 6;

/** Fast shutdown, then immediate shutdown (crash recovery at the next start), then force. PostgreSQL documentation, 18.5. */
const SHUTDOWN_MS = 8_000;
const shutdown = (withinMs = SHUTDOWN_MS) => endingSteps(['SIGINT', 'SIGQUIT'], withinMs);

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '64MB',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/**
 * PostgreSQL from the npm package of this platform. The superuser's password is made once and kept in
 * `<dataDir>/password` (mode 0600). Run as root, the server runs as `nobody`.
 * @throws StartError
 */
export async function startPostgres(options: EngineOptions): Promise<RunningPostgres> {
  const { dataDir } = options;
  try {
    await ensureFolder(dataDir);
    await claimFolder(dataDir);
    const home = await postgresHome(dataDir);
    await stopLeftover(home);
    const port = await choosePort(options.port, 'PostgreSQL');
    const native = await postgresBinaries({
      copyDir: home.account ? join(home.folder, 'programs') : (options.cacheDir ?? join(dataDir, 'cache')),
      forAnyUser: home.account !== undefined,
    });
    const password = await keptSecret(join(dataDir, 'password'));
    const cluster = await ensureCluster(home, native, password);
    const server = await startUntilReady({ home, native, cluster, port, syncsToDisk: options.syncsToDisk ?? true });
    return {
      url: `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${DATABASE}`,
      port,
      identity: await systemIdentifier(cluster),
      pid: server.pid,
      exited: server.exited,
      stop: async (withinMs) => {
        await endProcess(server.pid, shutdown(withinMs));
        await releaseFolder(dataDir);
      },
      kill: killer(server),
    };
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}

/** A launcher that was killed may have left its server: it is stopped cleanly, once /proc says that it is that server. */
async function stopLeftover(home: PostgresHome): Promise<void> {
  const cluster = join(home.folder, 'cluster');
  const pid = Number((await readIfThere(join(cluster, 'postmaster.pid')))?.split('\n')[0]);
  if (!isOurs(pid, cluster, ['postgres'])) return;
  if (!(await endProcess(pid, shutdown()))) {
    throw new StartError(`A PostgreSQL left by an earlier start (process ${pid}) does not end: stop it by hand.`);
  }
}

interface ServerOptions {
  home: PostgresHome;
  native: string;
  cluster: string;
  port: number;
  syncsToDisk: boolean;
}

/**
 * The processes of a killed server need a moment to notice and to let go of its memory; until then a new one ends at
 * once. So an early end is tried again before it is believed.
 */
async function startUntilReady(options: ServerOptions): Promise<EngineProcess> {
  const logPath = join(options.home.folder, 'postgres.log');
  for (let attempt = 1; ; attempt += 1) {
    const server = await launch(options, logPath);
    const ready = await waitUntil(() => server.exit() !== undefined || isReady(options.cluster, server.pid), {
      timeoutMs: READY_TIMEOUT_MS,
      everyMs: 10,
    });
    if (ready && server.exit() === undefined) return server;
    if (!ready) await endProcess(server.pid, shutdown());
    if (!ready || attempt === START_ATTEMPTS) {
      throw explainEarlyExit('PostgreSQL', server.exit(), logPath, options.home.folder);
    }
    await sleep(250);
  }
}

async function launch(options: ServerOptions, logPath: string): Promise<EngineProcess> {
  const fsync = options.syncsToDisk ? 'on' : 'off';
  const settings = Object.entries({ ...SETTINGS, port: String(options.port), fsync }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const [command, args] = endingWithUs(
    join(options.native, 'bin', 'postgres'),
    ['-D', options.cluster, ...settings],
    'INT',
  );
  const server = await startProcess({
    command,
    args,
    cwd: '/',
    env: postgresEnvironment(options.native),
    logPath,
    ...options.home.account,
  });
  if (options.home.account) await chown(logPath, options.home.account.uid, options.home.account.gid);
  return server;
}

/** The eighth line of postmaster.pid is what `pg_ctl` waits for. */
async function isReady(cluster: string, pid: number): Promise<boolean> {
  const lines = (await readIfThere(join(cluster, 'postmaster.pid')))?.split('\n') ?? [];
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

/** The first eight bytes of pg_control, drawn when the cluster was made. */
async function systemIdentifier(cluster: string): Promise<string> {
  const file = await open(join(cluster, 'global', 'pg_control'));
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.toString('hex');
  } finally {
    await file.close();
  }
}
