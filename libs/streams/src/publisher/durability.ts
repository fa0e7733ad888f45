interface Waiter {
  sequence: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Who waits for events up to a sequence number to be durable. Sequence numbers are confirmed in rising order. */
export class Durability {
  #confirmed = 0;
  #waiters: Waiter[] = [];

  get confirmed(): number {
    return this.#confirmed;
  }

  get hasWaiters(): boolean {
    return this.#waiters.length > 0;
  }

  /** Resolves when everything up to `sequence` is durable; null where it is already. */
  reached(sequence: number): Promise<void> | null {
    if (sequence <= this.#confirmed) return null;
    return new Promise((resolve, reject) => this.#waiters.push({ sequence, resolve, reject }));
  }

  confirm(sequence: number): void {
    if (sequence <= this.#confirmed) return;
    this.#confirmed = sequence;
    let count = 0;
    while (count < this.#waiters.length && this.#waiters[count]!.sequence <= sequence) count += 1;
    for (const waiter of this.#waiters.splice(0, count)) waiter.resolve();
  }

  /** Tells those who wait that it cannot be had for now; the events themselves are kept and tried on. */
  fail(error: unknown): void {
    for (const waiter of this.#waiters.splice(0)) waiter.reject(error);
  }
}
