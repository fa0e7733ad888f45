import bcrypt from 'bcrypt';
import { BoundedQueue, type BoundedQueueLimits } from './bounded-queue.js';

/** Specification: Authentication Architecture, storage. */
const COST_FACTOR = 12;

export interface HashQueueOptions extends BoundedQueueLimits {
  /** bcrypt's cost factor of new hashes: one more takes twice as long. Those that are there keep theirs. */
  costFactor?: number;
}

/** Computes bcrypt hashes of keys, a few at a time, on libuv's thread pool: at 12 one takes a quarter of a second of a core. */
export class HashQueue {
  private readonly queue: BoundedQueue;
  private readonly costFactor: number;

  constructor({ costFactor = COST_FACTOR, ...limits }: HashQueueOptions) {
    this.queue = new BoundedQueue(limits);
    this.costFactor = costFactor;
  }

  hash(secret: string): Promise<string> {
    return this.queue.run(() => bcrypt.hash(secret, this.costFactor));
  }

  matches(secret: string, hash: string): Promise<boolean> {
    return this.queue.run(() => bcrypt.compare(secret, hash));
  }
}
