import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface WorkerProcessOptions {
  sinkUrl: string;
  redisUrl: string;
  stream: string;
  consumer?: string;
  dieAt?: string;
  dieAfter?: number;
  /** Share of writes that fail before their effect, and again after it. */
  failures?: number;
  deadAfterMs?: number;
}

export interface PublisherProcessOptions {
  redisUrl: string;
  spoolDir: string;
  delivery: 'async' | 'strict';
  prefix: string;
  pauseMs?: number;
}

/** A program of `test/` in a process of its own. */
class TestProcess {
  readonly exited: Promise<unknown>;

  protected constructor(protected readonly child: ChildProcess) {
    this.exited = once(child, 'exit');
  }

  /** Resolves when the process says that it has started, or has died before. */
  protected static async fork(program: string, options: object): Promise<ChildProcess> {
    const child = fork(new URL(`./${program}.mjs`, import.meta.url), [JSON.stringify(options)], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await Promise.race([once(child, 'message'), once(child, 'exit')]);
    return child;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended();
  }

  async end(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended();
  }

  private async ended(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.exited;
  }
}

export class WorkerProcess extends TestProcess {
  static async start(options: WorkerProcessOptions): Promise<WorkerProcess> {
    return new WorkerProcess(await TestProcess.fork('worker-process', options));
  }
}

export class PublisherProcess extends TestProcess {
  /** `onAnswered` gets the id of each event that the process has answered for. */
  static async start(options: PublisherProcessOptions, onAnswered: (id: string) => void): Promise<PublisherProcess> {
    const child = await TestProcess.fork('publisher-process', options);
    child.on('message', (id) => onAnswered(String(id)));
    return new PublisherProcess(child);
  }
}
