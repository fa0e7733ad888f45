import type { BucketRequest, BucketStore, LeaseReply, LeaseRequest } from './bucket-store.js';

interface Bucket {
  level: number;
  atUs: number;
  epochUs: number;
}

const RETURN_MARGIN_SECONDS = 0.01;

/**
 * The arithmetic of `lua/lease-tokens.lua` in memory, with a clock that a test turns. A test holds both to the same answers.
 */
export class MemoryBucketStore implements BucketStore {
  readonly #buckets = new Map<string, Bucket>();

  /** @param nowUs the clock of the store: microseconds since 1970 */
  constructor(private readonly nowUs: () => number) {}

  lease(request: LeaseRequest): Promise<LeaseReply> {
    return Promise.resolve(this.leaseNow(request));
  }

  leaseNow({ least, waiting, epochUs, buckets: requests }: LeaseRequest): LeaseReply {
    const now = this.nowUs();
    const buckets = requests.map((request) => this.#read(request, now, epochUs));
    let servable = waiting;
    let waitUs = 0;
    const missingUs = requests.map((request, i) => {
      const level = buckets[i]?.level ?? 0;
      const usable = request.held + Math.max(0, Math.floor(level));
      const missing = Math.max(0, Math.ceil(((least - request.held - level) / request.rate) * 1e6));
      servable = Math.min(servable, usable);
      if (least > usable) waitUs = Math.max(waitUs, missing);
      return missing;
    });
    let given = true;
    if (servable < least) {
      given = requests.every((request, i) => (missingUs[i] ?? 0) <= Math.floor(request.patienceMs * 1000));
      servable = least;
    }
    return {
      given,
      waitMs: waitUs / 1000,
      buckets: requests.map((request, i) => {
        const bucket = buckets[i];
        if (bucket === undefined || !given) {
          return {
            granted: 0,
            level: Math.floor((bucket?.level ?? 0) * 1000) / 1000,
            nextMs: (missingUs[i] ?? 0) / 1000,
          };
        }
        return this.#grant(request, bucket, { now, waitUs, due: Math.max(0, servable - request.held) });
      }),
    };
  }

  #read(request: BucketRequest, now: number, epochUs: number): Bucket {
    const state = this.#buckets.get(request.key) ?? { level: request.capacity, atUs: now, epochUs: 0 };
    const elapsedSeconds = Math.max(0, now - state.atUs) / 1e6;
    let level = Math.min(request.capacity, state.level + elapsedSeconds * request.rate);
    if (epochUs > state.epochUs) {
      level = Math.min(level, (Math.max(0, now - epochUs) / 1e6 - RETURN_MARGIN_SECONDS) * request.rate);
    }
    return { level, atUs: now, epochUs: Math.max(epochUs, state.epochUs) };
  }

  #grant(request: BucketRequest, bucket: Bucket, grant: { now: number; waitUs: number; due: number }) {
    const whole = Math.max(0, Math.floor(bucket.level));
    const granted = grant.waitUs === 0 ? Math.min(whole, grant.due + request.lot) : grant.due;
    const room = request.capacity - (grant.waitUs / 1e6) * request.rate;
    const level = Math.floor((Math.min(bucket.level, room) - granted) * 1e6) / 1e6;
    this.#buckets.set(request.key, { level, atUs: grant.now, epochUs: bucket.epochUs });
    const nextUs = Math.max(0, Math.ceil(((1 - level) / request.rate) * 1e6));
    return { granted, level: Math.floor(level * 1000) / 1000, nextMs: nextUs / 1000 };
  }
}
