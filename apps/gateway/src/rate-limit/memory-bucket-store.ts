import type { BucketReply, BucketRequest, BucketStore, LeaseReply, LeaseRequest } from './bucket-store.js';

const RETURN_MARGIN_SECONDS = 0.01;

/** A bucket as it was left at `atUs`, which is ahead of the clock where tokens were given out ahead. */
class Bucket {
  level: number;
  current: number;
  restUs = 0;
  epochUs = 0;

  constructor(
    public atUs: number,
    capacity: number,
  ) {
    this.level = capacity;
    this.current = capacity;
  }

  levelAt(whenUs: number, { rate, capacity }: BucketRequest): number {
    let gainedUs = whenUs - this.atUs;
    if (gainedUs > 0) gainedUs = Math.max(0, whenUs - Math.max(this.atUs, this.restUs));
    return Math.min(capacity, this.level + (gainedUs / 1e6) * rate);
  }

  untilLevelUs(tokens: number, nowUs: number, { rate }: BucketRequest): number {
    if (this.current >= tokens) return 0;
    const isAhead = this.atUs > nowUs;
    const fromUs = isAhead ? this.atUs : nowUs;
    const level = isAhead ? this.level : this.current;
    if (level >= tokens) return Math.ceil(((tokens - this.current) / rate) * 1e6);
    return fromUs - nowUs + Math.max(0, this.restUs - fromUs) + Math.ceil(((tokens - level) / rate) * 1e6);
  }
}

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
    const nowUs = this.nowUs();
    let servable = waiting;
    let waitUs = 0;
    const states = requests.map((request) => {
      const bucket = this.#read(request, nowUs, epochUs);
      const usable = request.held + Math.max(0, Math.floor(bucket.current));
      const missingUs = least > usable ? bucket.untilLevelUs(least - request.held, nowUs, request) : 0;
      servable = Math.min(servable, usable);
      waitUs = Math.max(waitUs, missingUs);
      return { request, bucket, missingUs };
    });
    const isShort = servable < least;
    if (isShort) servable = least;
    const given = !isShort || states.every(({ request, missingUs }) => missingUs <= request.patienceMs * 1000);
    const buckets = states.map(({ request, bucket, missingUs }): BucketReply => {
      if (!given) return { granted: 0, level: Math.floor(bucket.current * 1000) / 1000, nextMs: missingUs / 1000 };
      return this.#grant(request, bucket, { nowUs, waitUs, due: Math.max(0, servable - request.held) });
    });
    return { given, waitMs: waitUs / 1000, buckets };
  }

  /** A copy, which is kept only when something is granted. */
  #read(request: BucketRequest, nowUs: number, epochUs: number): Bucket {
    const bucket = new Bucket(nowUs, request.capacity);
    Object.assign(bucket, this.#buckets.get(request.key));
    bucket.current = bucket.levelAt(nowUs, request);
    if (epochUs > bucket.epochUs) {
      const gained = (Math.max(0, nowUs - epochUs) / 1e6 - RETURN_MARGIN_SECONDS) * request.rate;
      if (gained < bucket.current) Object.assign(bucket, { level: gained, current: gained, atUs: nowUs });
      bucket.epochUs = epochUs;
    }
    return bucket;
  }

  #grant(request: BucketRequest, bucket: Bucket, grant: { nowUs: number; waitUs: number; due: number }): BucketReply {
    const { nowUs, waitUs, due } = grant;
    const whenUs = nowUs + waitUs;
    const level = bucket.levelAt(whenUs, request);
    const granted = waitUs === 0 ? Math.min(Math.max(0, Math.floor(level)), due + request.lot) : due;
    if (granted > 0) {
      const missingUs = ((request.capacity - level) / request.rate) * 1e6;
      bucket.restUs = Math.max(bucket.restUs, Math.ceil(whenUs + request.restMs * 1000 - missingUs));
    }
    bucket.level = Math.floor((level - granted) * 1e6) / 1e6;
    bucket.atUs = whenUs;
    bucket.current = bucket.level - (waitUs / 1e6) * request.rate;
    this.#buckets.set(request.key, bucket);
    const nextMs = bucket.untilLevelUs(1, nowUs, request) / 1000;
    return { granted, level: Math.floor(bucket.current * 1000) / 1000, nextMs };
  }
}
