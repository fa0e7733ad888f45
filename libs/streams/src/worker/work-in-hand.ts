/** The messages and tokens that a worker has taken on and not ended, in bounds: who adds to it asks for room first. */
export class WorkInHand {
  readonly #held = new Set<string>();
  readonly #tasks = new Set<Promise<void>>();
  #active = 0;
  #queue: (() => void)[] = [];
  #roomWaiters: (() => void)[] = [];

  constructor(private readonly limits: { concurrency: number; messagesMax: number }) {}

  has(id: string): boolean {
    return this.#held.has(id);
  }

  hold(id: string): void {
    this.#held.add(id);
  }

  release(id: string): void {
    this.#held.delete(id);
  }

  /** Resolves when fewer messages are held than may be. */
  async room(): Promise<void> {
    while (this.#held.size >= this.limits.messagesMax) {
      await new Promise<void>((resolve) => this.#roomWaiters.push(resolve));
    }
  }

  /** Runs the task when it is its turn; its token and messages are held until it has ended. Settles with the task. */
  run(token: string, messages: readonly { id: string }[], task: () => Promise<void>): Promise<void> {
    for (const { id } of messages) this.#held.add(id);
    this.#held.add(token);
    const running = this.#inTurn(task).finally(() => {
      for (const { id } of messages) this.#held.delete(id);
      this.#held.delete(token);
      this.#tasks.delete(running);
      for (const resolve of this.#roomWaiters.splice(0)) resolve();
    });
    this.#tasks.add(running);
    return running;
  }

  /** Resolves when no task is left. */
  async idle(): Promise<void> {
    while (this.#tasks.size > 0) await Promise.allSettled(this.#tasks);
  }

  async #inTurn(task: () => Promise<void>): Promise<void> {
    if (this.#active >= this.limits.concurrency) await new Promise<void>((resolve) => this.#queue.push(resolve));
    this.#active += 1;
    try {
      await task();
    } finally {
      this.#active -= 1;
      this.#queue.shift()?.();
    }
  }
}
