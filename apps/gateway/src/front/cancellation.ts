/**
 * Says that a client went away: what is needed of an `AbortSignal`, which costs several microseconds for each call, at the
 * price of an object.
 */
export class Cancellation {
  private listeners: (() => void)[] | null = null;
  private isAborted = false;

  get aborted(): boolean {
    return this.isAborted;
  }

  /** Calls `listener` once. One that is added after the fact is not called, as with an `AbortSignal`. */
  addEventListener(_type: 'abort', listener: () => void): void {
    if (!this.isAborted) (this.listeners ??= []).push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const at = this.listeners?.indexOf(listener) ?? -1;
    if (at !== -1) this.listeners!.splice(at, 1);
  }

  abort(): void {
    if (this.isAborted) return;
    this.isAborted = true;
    const listeners = this.listeners ?? [];
    this.listeners = null;
    for (const listener of listeners) listener();
  }
}
