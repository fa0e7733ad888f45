import type { Logger } from '../logging/logger.js';

/**
 * In this order: `stop` – take in nothing new (readers, timers); `drain` – finish and flush what was begun; `close` – let
 * go of connections. Requests are drained between `stop` and `drain`.
 */
export type ShutdownPhase = 'stop' | 'drain' | 'close';

interface Hook {
  phase: ShutdownPhase;
  name: string;
  run: () => Promise<void> | void;
}

/** What a service does when it ends. Hooks of one phase run at once; one that fails or hangs stops no other. */
export class ShutdownHooks {
  private readonly hooks: Hook[] = [];

  register(phase: ShutdownPhase, name: string, run: () => Promise<void> | void): void {
    this.hooks.push({ phase, name, run });
  }

  /** Runs the hooks of `phase`, at most until `deadlineMs` on `performance.now()`'s clock. */
  async run(phase: ShutdownPhase, deadlineMs: number, logger: Logger): Promise<void> {
    const hooks = this.hooks.filter((hook) => hook.phase === phase);
    await Promise.all(hooks.map((hook) => runBounded(hook, deadlineMs, logger)));
  }
}

async function runBounded({ phase, name, run }: Hook, deadlineMs: number, logger: Logger): Promise<void> {
  try {
    const finished = await before(deadlineMs, Promise.resolve(run()));
    if (!finished) logger.warn({ phase, hook: name }, 'shutdown hook did not finish in time');
  } catch (error) {
    logger.error({ phase, hook: name, error }, 'shutdown hook failed');
  }
}

/** Whether `work` ended before the deadline. */
export async function before(deadlineMs: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.max(0, deadlineMs - performance.now()));
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
