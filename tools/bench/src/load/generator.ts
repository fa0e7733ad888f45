import { fileURLToPath } from 'node:url';
import { startPinned, type PinnedProcess } from '../processes/pinned.js';
import type { LoadOrder, LoadReply, LoadResult } from './protocol.js';

/** The load generator's process. One order at a time. */
export class Generator {
  readonly #process: PinnedProcess;

  private constructor(process: PinnedProcess) {
    this.#process = process;
  }

  static async start(cpu: number | null): Promise<Generator> {
    return new Generator(await startPinned({ script: fileURLToPath(new URL('./main.js', import.meta.url)), cpu }));
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** @throws Error when calls could not be made; answers that are not 200 are counted, and no error. */
  run(order: LoadOrder): Promise<LoadResult> {
    const { child } = this.#process;
    return new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error('The load generator ended'));
      child.once('exit', onExit);
      child.once('message', (reply: LoadReply) => {
        child.off('exit', onExit);
        if (reply.ok) resolve(reply.result);
        else reject(new Error(reply.error));
      });
      child.send(order);
    });
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }
}
