import bcrypt from 'bcrypt';
import { BoundedQueue, type BoundedQueueLimits } from './bounded-queue.js';

/** Specification: Authentication Architecture, storage. */
const COST_FACTOR = 12;

/** Computes bcrypt hashes of keys, a few at a time, on libuv's thread pool: one takes a quarter of a second of a core. */
export class HashQueue {
  private readonly queue: BoundedQueue;

  constructor(limits: BoundedQueueLimits) {
    this.queue = new BoundedQueue(limits);
  }

  hash(secret: string): Promise<string> {
    return this.queue.run(() => bcrypt.hash(secret, COST_FACTOR));
  }

  matches(secret: string, hash: string): Promise<boolean> {
    return this.queue.run(() => bcrypt.compare(secret, hash));
  }
}
