import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EngineOptions, RunningEngine } from '../engine.js';
import { claimFolder, releaseFolder } from '../folder-claim.js';
import { choosePort } from '../free-port.js';
import { ensureFolder, keptSecret, readIfThere, writeWhole } from '../private-files.js';
import { endingSteps, endingWithUs, endProcess, isOurs } from '../processes.js';
import { explainFileError, StartError } from '../start-error.js';
import { explainEarlyExit, killer, startProcess, type EngineProcess } from '../supervised-process.js';
import type { ServerReport, StartCommand } from './server-messages.js';

const READY_TIMEOUT_MS = 60_000;
const CONNECTIONS = 8;
const USER = 'gatewayops';
const DATABASE = 'gatewayops';

/** Always the compiled file, also when this one is read as TypeScript by a test. */
const SERVER = fileURLToPath(new URL('../../dist/clickhouse/clickhouse-server.js', import.meta.url));

const SHUTDOWN_MS = 8_000;
const shutdown = (withinMs = SHUTDOWN_MS) => endingSteps(['SIGTERM'], withinMs);

/**
 * ClickHouse's engine in a child process that speaks its HTTP interface on 127.0.0.1. The password is made once and kept
 * in `<dataDir>/password` (mode 0600). The child ends when this process does, however it ends.
 * @throws StartError
 */
export async function startClickHouse(options: EngineOptions & { bodyBytesMax?: number }): Promise<RunningEngine> {
  try {
    await ensureFolder(options.dataDir, 0o700);
    const folder = await realpath(options.dataDir);
    await claimFolder(folder);
    await stopLeftover(folder);
    const port = await choosePort(options.port, 'ClickHouse');
    const password = await keptSecret(join(folder, 'password'));
    const server = await launch(folder);
    await writeWhole(join(folder, 'server.pid'), `${server.pid}\n`);
    await untilReady(server, folder, {
      kind: 'start', path: join(folder, 'store'), port, user: USER, password,
      connections: CONNECTIONS, bodyBytesMax: options.bodyBytesMax ?? 64 * 1024 * 1024,
    }); // prettier-ignore
    return {
      url: `http://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${DATABASE}`,
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
  const pid = Number(await readIfThere(join(folder, 'server.pid')));
  if (!isOurs(pid, folder, ['clickhouse-server.js'])) return;
  if (!(await endProcess(pid, shutdown()))) {
    throw new StartError(`A ClickHouse left by an earlier start (process ${pid}) does not end: stop it by hand.`);
  }
}

async function launch(folder: string): Promise<EngineProcess> {
  const [command, args] = endingWithUs(process.execPath, ['--disable-warning=ExperimentalWarning', SERVER], 'TERM');
  const server = await startProcess({
    command,
    args,
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      TZ: 'UTC',
      // The engine runs each query on one of these threads; files and gzip need some too.
      UV_THREADPOOL_SIZE: String(CONNECTIONS + 4),
      ...(process.env['NODE_COMPILE_CACHE'] ? { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] } : {}),
    },
    logPath: join(folder, 'clickhouse.log'),
    ipc: true,
  });
  // The channel must not keep a parent alive that has nothing else to do.
  server.child.unref();
  server.child.channel?.unref();
  return server;
}

async function untilReady(server: EngineProcess, folder: string, command: StartCommand): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const report = await Promise.race([
    new Promise<ServerReport>((resolve) => {
      server.child.once('message', (message) => resolve(message as ServerReport));
      server.child.send(command);
    }),
    server.exited.then(() => undefined),
    new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), READY_TIMEOUT_MS))),
  ]);
  clearTimeout(timer);
  if (report?.kind === 'ready') return;
  await endProcess(server.pid, [{ signal: 'SIGKILL', waitMs: 2_000 }]);
  if (report === undefined) throw explainEarlyExit('ClickHouse', server.exit(), join(folder, 'clickhouse.log'), folder);
  throw new StartError(`ClickHouse could not be started in ${folder}: ${report.message}`);
}
