import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { giveNextItsConfiguration, webEnvironment } from '../env.js';
import { createFront, type PageHandler } from './front.js';

/** Of `apps/web`, or of its copy in the standalone folder. */
const FOLDER = fileURLToPath(new URL('../..', import.meta.url));

interface NextApp {
  prepare(): Promise<void>;
  getRequestHandler(): PageHandler;
  close(): Promise<void>;
}
type CreateNext = (options: { dev: boolean; dir: string; hostname: string; port: number }) => NextApp;

async function main(): Promise<void> {
  const environment = webEnvironment();
  const { PORT: port, HOST: hostname, SHUTDOWN_TIMEOUT_MS } = environment;
  useBuiltConfiguration();
  const createNext = createRequire(import.meta.url)('next') as CreateNext;
  const app = createNext({ dev: environment.NODE_ENV === 'development', dir: FOLDER, hostname, port });
  await app.prepare();
  const server = createFront(environment, app.getRequestHandler());
  server.listen(port, hostname, () => say('info', `the dashboard listens on ${hostname}:${port}`));
  const end = (): void => {
    setTimeout(() => process.exit(0), SHUTDOWN_TIMEOUT_MS).unref();
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    // Streams would go on for hours; their clients come back to another replica.
    setTimeout(() => server.closeAllConnections(), SHUTDOWN_TIMEOUT_MS / 4).unref();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
  if (process.connected) process.once('disconnect', end);
}

/** As Next's own standalone server does: what was configured at build time holds, and nothing is looked up again. */
function useBuiltConfiguration(): void {
  const built = new URL('../../.next/required-server-files.json', import.meta.url);
  if (!existsSync(built)) return;
  const { config } = JSON.parse(readFileSync(built, 'utf8')) as { config: object };
  giveNextItsConfiguration(JSON.stringify(config));
}

const say = (level: string, msg: string): void =>
  void process.stdout.write(`${JSON.stringify({ level, time: new Date().toISOString(), service: 'web', msg })}\n`);

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
