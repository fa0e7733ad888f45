import { GatewayOpsError } from '@gatewayops/contracts';
import bcrypt from 'bcrypt';

/** Specification: Authentication Architecture, storage. */
const COST_FACTOR = 12;

export interface HashQueueLimits {
  /** Hashes computed at once; bcrypt runs on libuv's thread pool. */
  concurrency: number;
  /** Beyond these, more are refused. */
  waitingMax: number;
  waitMsMax: number;
}

interface Waiting {
  admit: () => void;
  refuse: () => void;
}

/**
 * Computes bcrypt hashes, a few at a time. A hash takes a quarter of a second of a core, so that a crowd of them must not
 * wait without bound: what finds the queue full, or waits too long, is `service_unavailable` with a time to try again.
 */
export class HashQueue {
  private running = 0;
  private readonly waiting: Waiting[] = [];

  constructor(private readonly limits: HashQueueLimits) {}

  hash(secret: string): Promise<string> {
    return this.run(() => bcrypt.hash(secret, COST_FACTOR));
  }

  matches(secret: string, hash: string): Promise<boolean> {
    return this.run(() => bcrypt.compare(secret, hash));
  }

  private async run<T>(compute: () => Promise<T>): Promise<T> {
    if (this.running < this.limits.concurrency) this.running++;
    else await this.turn();
    try {
      return await compute();
    } finally {
      const next = this.waiting.shift();
      if (next) next.admit();
      else this.running--;
    }
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
    message: 'Too many keys are being checked at once. Try again soon.',
    retryAfterSeconds: 1,
  });
