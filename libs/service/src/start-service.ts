import { createService, type ServiceOptions } from './create-service.js';
import { watchParent } from './lifecycle/parent-watch.js';
import type { Logger } from './logging/logger.js';
import type { RunningService } from './running-service.js';

/**
 * The whole of a service's `main.ts`: starts it, ends it in order on SIGTERM, SIGINT or (EXIT_WITH_PARENT) the end of its
 * parent, and the process with it. A start that fails is one sentence on stderr and exit code 1.
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  try {
    const service = await createService(options);
    endWithProcess(service, options);
    return service;
  } catch (error) {
    process.stderr.write(`${sentenceOf(error, options)}\n`);
    process.exit(1);
  }
}

function endWithProcess(service: RunningService, { environment }: ServiceOptions): void {
  const end = (reason: string) => {
    service.parts.logger.info({ reason }, 'shutting down');
    // A hook that blocks the event loop or a handle that nobody closed must not keep the process.
    setTimeout(() => process.exit(1), environment.SHUTDOWN_TIMEOUT_MS + 500).unref();
    void service
      .close()
      .then(() => written(service.parts.logger))
      .then(() => process.exit(0));
  };
  process.once('SIGTERM', () => end('SIGTERM'));
  process.once('SIGINT', () => end('SIGINT'));
  if (environment.EXIT_WITH_PARENT) watchParent(() => end('parent ended'));
}

/** Waits for lines that are still being written: what `exit` flushes would overtake them. */
function written(logger: Logger): Promise<void> {
  return new Promise((resolve) => logger.flush(() => resolve()));
}

function sentenceOf(error: unknown, { name, environment }: ServiceOptions): string {
  const { PORT, HOST } = environment;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `${name}: port ${PORT} on ${HOST} is taken by another program. Set PORT to a free one.`;
  if (code === 'EACCES') return `${name}: this user may not listen on port ${PORT}. Set PORT to one above 1023.`;
  return `${name} could not start: ${error instanceof Error ? error.message : String(error)}`;
}
