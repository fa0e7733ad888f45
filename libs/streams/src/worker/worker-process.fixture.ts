import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface WorkerProcessOptions {
  sinkUrl: string;
  redisUrl: string;
  stream: string;
  consumer?: string;
  dieAt?: string;
  dieAfter?: number;
  failures?: number;
  deadAfterMs?: number;
}

export class WorkerProcess {
  readonly exited: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    this.exited = once(child, 'exit');
  }

  /** Resolves when the worker has joined its group (or has died before). */
  static async start(options: WorkerProcessOptions): Promise<WorkerProcess> {
    const program = new URL('../../test/worker-process.mjs', import.meta.url);
    const child = fork(program, [JSON.stringify(options)], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const worker = new WorkerProcess(child);
    await Promise.race([once(child, 'message'), worker.exited]);
    return worker;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  async end(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.exited;
  }
}
