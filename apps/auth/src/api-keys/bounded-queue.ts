import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayOpsError } from '@gatewayops/contracts';

export interface BoundedQueueLimits {
  /** How many run at once. */
  concurrency: number;
  /** Beyond these, more are refused. */
  waitingMax: number;
  waitMsMax: number;
  /** How long a place rests after a run, as a multiple of how long that took; 0 unless given. */
  restFactor?: number;
}

interface Waiting {
  admit: () => void;
  refuse: () => void;
}

/**
 * Runs work that takes a core's time, a few at a time. A crowd of it must not wait without bound: what finds the queue full, or
 * waits too long, is `service_unavailable` with a time to try again.
 */
export class BoundedQueue {
  private running = 0;
  private readonly waiting: Waiting[] = [];

  constructor(private readonly limits: BoundedQueueLimits) {}

  /** @throws GatewayOpsError `service_unavailable` where what comes now would be refused */
  refuseIfFull(): void {
    const { concurrency, waitingMax } = this.limits;
    if (this.running >= concurrency && this.waiting.length >= waitingMax) throw overloaded();
  }

  async run<T>(compute: () => Promise<T>): Promise<T> {
    if (this.running < this.limits.concurrency) this.running++;
    else await this.turn();
    const startedMs = performance.now();
    try {
      return await compute();
    } finally {
      void this.leave(performance.now() - startedMs);
    }
  }

  private async leave(tookMs: number): Promise<void> {
    const { restFactor = 0 } = this.limits;
    if (restFactor > 0) await sleep(tookMs * restFactor, undefined, { ref: false });
    const next = this.waiting.shift();
    if (next) next.admit();
    else this.running--;
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.limits.waitingMax) return Promise.reject(overloaded());
    return new Promise((resolve, reject) => {
      const entry: Waiting = {
        admit: () => {
          clearTimeout(timer);
          resolve();
        },
        refuse: () => {
          this.waiting.splice(this.waiting.indexOf(entry), 1);
          reject(overloaded());
        },
      };
      const timer = setTimeout(entry.refuse, this.limits.waitMsMax);
      this.waiting.push(entry);
    });
  }
}

const overloaded = () =>
  new GatewayOpsError('service_unavailable', {
    message: 'Too many secrets are being checked at once. Try again soon.',
    retryAfterSeconds: 1,
  });
