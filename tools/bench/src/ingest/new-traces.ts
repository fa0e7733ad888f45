import type { StoredRows } from '../stack/stored-rows.js';

interface Waiting {
  sinceMs: number;
  resolve: () => void;
}

/**
 * Tells when something of a trace is stored, for all that are waited for with one question: a question each, most of them
 * too early, would be more work than storing the traces.
 */
export class NewTraces {
  readonly #waiting = new Map<string, Waiting>();
  readonly #timer: NodeJS.Timeout;
  #isAsking = false;

  constructor(
    private readonly rows: StoredRows,
    intervalMs: number,
    private readonly waitMsMax: number,
  ) {
    this.#timer = setInterval(() => void this.#ask(), intervalMs);
  }

  /** Resolves when it is there, or has not come in time. */
  next(traceId: string): Promise<void> {
    return new Promise((resolve) => this.#waiting.set(traceId, { sinceMs: performance.now(), resolve }));
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #ask(): Promise<void> {
    if (this.#isAsking || this.#waiting.size === 0) return;
    this.#isAsking = true;
    try {
      for (const id of await this.rows.present([...this.#waiting.keys()])) this.#settle(id);
    } catch {
      // Asked again in a moment.
    } finally {
      this.#isAsking = false;
    }
    for (const [id, { sinceMs }] of this.#waiting) if (performance.now() - sinceMs > this.waitMsMax) this.#settle(id);
  }

  #settle(id: string): void {
    this.#waiting.get(id)?.resolve();
    this.#waiting.delete(id);
  }
}
