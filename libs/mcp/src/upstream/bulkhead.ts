import { UpstreamFailure } from './failure.js';
import type { TimerWheel } from './timer-wheel.js';

interface Waiter {
  admit(): void;
}

/** Lets `concurrencyMax` calls through at once and `queuedMax` wait, so that a slow server cannot take the whole gateway. */
export class Bulkhead {
  private activeCalls = 0;
  private readonly queue: Waiter[] = [];

  constructor(
    private readonly options: { concurrencyMax: number; queuedMax: number; queueTimeoutMs: number },
    private readonly wheel: TimerWheel,
  ) {}

  get active(): number {
    return this.activeCalls;
  }

  /** A place at once, when there is one. */
  tryEnter(): boolean {
    if (this.activeCalls >= this.options.concurrencyMax) return false;
    this.activeCalls++;
    return true;
  }

  /** A place, after a wait if need be. @throws UpstreamFailure `overloaded` */
  enter(): Promise<void> {
    if (this.tryEnter()) return Promise.resolve();
    if (this.queue.length >= this.options.queuedMax) return Promise.reject(new UpstreamFailure('overloaded'));
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        admit: () => {
          deadline.cancel();
          resolve();
        },
      };
      const deadline = this.wheel.after(this.options.queueTimeoutMs, () => {
        this.queue.splice(this.queue.indexOf(waiter), 1);
        reject(new UpstreamFailure('overloaded'));
      });
      this.queue.push(waiter);
    });
  }

  /** Gives the place up, to the first who waits. */
  leave(): void {
    const waiter = this.queue.shift();
    if (waiter) waiter.admit();
    else this.activeCalls--;
  }
}
