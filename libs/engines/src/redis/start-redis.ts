import { join } from 'node:path';
import { realpath } from 'node:fs/promises';
import type { EngineOptions, RunningEngine } from '../engine.js';
import { claimFolder, releaseFolder } from '../folder-claim.js';
import { choosePort } from '../free-port.js';
import { ensureFolder, keptSecret, readIfThere, writeWhole } from '../private-files.js';
import { endingSteps, endingWithUs, endProcess, isOurs } from '../processes.js';
import { explainFileError, StartError } from '../start-error.js';
import { explainEarlyExit, killer, startProcess } from '../supervised-process.js';
import { waitUntil } from '../waiting.js';
import { askRedis } from './ask-redis.js';
import { findRedis } from './redis-program.js';

const READY_TIMEOUT_MS = 60_000;

const SHUTDOWN_MS = 8_000;
const shutdown = (withinMs = SHUTDOWN_MS) => endingSteps(['SIGTERM'], withinMs);

/** Redis holds promises (events on their way to the stores), so it may neither forget nor evict. */
function configuration(options: { port: number; folder: string; password: string; syncsToDisk: boolean }): string {
  return [
    'bind 127.0.0.1',
    'protected-mode yes',
    `port ${options.port}`,
    `requirepass ${options.password}`,
    `dir "${options.folder}"`,
    `pidfile "${join(options.folder, 'redis.pid')}"`,
    'daemonize no',
    'appendonly yes',
    `appendfsync ${options.syncsToDisk ? 'always' : 'no'}`,
    'aof-use-rdb-preamble yes',
    // What is consumed is soon the most of the file; to write it anew at each 64 MB, the default, is felt under load.
    'auto-aof-rewrite-min-size 256mb',
    'save ""',
    'maxmemory-policy noeviction',
    'databases 16',
    'tcp-backlog 128',
    '',
  ].join('\n');
}

/**
 * Redis or Valkey 6.2 or newer with AOF, `appendfsync always` and `noeviction`. Its password is made once and kept in
 * `<dataDir>/password` (mode 0600).
 * @throws StartError
 */
export async function startRedis(options: EngineOptions & { searchPath?: string }): Promise<RunningEngine> {
  try {
    await ensureFolder(options.dataDir, 0o700);
    const folder = await realpath(options.dataDir);
    await claimFolder(folder);
    await stopLeftover(folder);
    const port = await choosePort(options.port, 'Redis');
    const searchPath = options.searchPath ?? process.env['PATH'] ?? '';
    const program = await findRedis({
      cacheDir: options.cacheDir ?? join(folder, 'cache'),
      searchPath,
      signal: options.signal,
    });
    const password = await keptSecret(join(folder, 'password'));
    const configPath = join(folder, 'redis.conf');
    await writeWhole(configPath, configuration({ port, folder, password, syncsToDisk: options.syncsToDisk ?? true }));
    const [command, args] = endingWithUs(program.command, [configPath], 'TERM');
    const logPath = join(folder, 'redis.log');
    const server = await startProcess({ command, args, cwd: folder, env: program.env, logPath });
    const answered = await waitUntil(async () => server.exit() !== undefined || (await answers(port, password)), {
      timeoutMs: READY_TIMEOUT_MS,
    });
    if (!answered || server.exit() !== undefined) {
      await endProcess(server.pid, shutdown());
      throw explainEarlyExit('Redis', server.exit(), logPath, folder);
    }
    return {
      url: `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`,
      port,
      pid: server.pid,
      exited: server.exited,
      stop: async (withinMs) => {
        await endProcess(server.pid, shutdown(withinMs));
        await releaseFolder(folder);
      },
      kill: killer(server),
    };
  } catch (error) {
    throw explainFileError(error, options.dataDir);
  }
}

async function stopLeftover(folder: string): Promise<void> {
  const pid = Number(await readIfThere(join(folder, 'redis.pid')));
  if (!isOurs(pid, folder, ['redis-server', 'valkey-server'])) return;
  if (!(await endProcess(pid, shutdown()))) {
    throw new StartError(`A Redis left by an earlier start (process ${pid}) does not end: stop it by hand.`);
  }
}

/** A server that still loads its file answers `-LOADING`, not `+PONG`. */
async function answers(port: number, password: string): Promise<boolean> {
  return askRedis({ port, password, command: ['PING'] }).then(
    (line) => line === '+PONG',
    () => false,
  );
}
