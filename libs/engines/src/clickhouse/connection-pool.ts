import { Connection } from './connection.js';
import { tooBusy } from './query-error.js';

const WAITING_MAX = 256;
const WAIT_TIMEOUT_MS = 30_000;

interface Waiter {
  admit: () => void;
  timer: NodeJS.Timeout;
}

/**
 * At most `size` queries run at once; up to 256 wait, each at most 30 s; the rest are told that the engine is busy.
 * Connections that ended well are used again.
 */
export class ConnectionPool {
  readonly #path: string;
  readonly #size: number;
  readonly #idle: Connection[] = [];
  readonly #waiting = new Set<Waiter>();
  #running = 0;

  constructor(options: { path: string; size: number }) {
    this.#path = options.path;
    this.#size = options.size;
  }

  get running(): number {
    return this.#running;
  }

  /** Runs `work` with a connection of its own. @throws QueryError 202 when too much waits already, else what `work` throws. */
  async use<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    await this.#admission();
    let connection: Connection | undefined;
    try {
      connection = this.#idle.pop() ?? new Connection(this.#path);
      const result = await work(connection);
      this.#idle.push(connection);
      return result;
    } catch (error) {
      connection?.close();
      throw error;
    } finally {
      this.#release();
    }
  }

  close(): void {
    for (const connection of this.#idle.splice(0)) connection.close();
  }

  #admission(): Promise<void> {
    if (this.#running < this.#size) {
      this.#running += 1;
      return Promise.resolve();
    }
    if (this.#waiting.size >= WAITING_MAX)
      return Promise.reject(tooBusy(`More than ${WAITING_MAX} queries wait already`));
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        admit: resolve,
        timer: setTimeout(() => {
          this.#waiting.delete(waiter);
          reject(tooBusy(`Waited ${WAIT_TIMEOUT_MS / 1_000} s for a free connection`));
        }, WAIT_TIMEOUT_MS),
      };
      this.#waiting.add(waiter);
    });
  }

  #release(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#running -= 1;
      return;
    }
    this.#waiting.delete(next);
    clearTimeout(next.timer);
    next.admit();
  }
}
