import { defineScript, type Redis } from '@gatewayops/redis';

/** What a gateway asks of one shared bucket. */
export interface BucketRequest {
  key: string;
  rate: number;
  capacity: number;
  restMs: number;
  /** Tokens of it that the gateway still has. */
  held: number;
  /** Tokens to lease ahead of calls. */
  lot: number;
  patienceMs: number;
}

export interface LeaseRequest {
  /** Tokens without which the first waiting call cannot go; 0 where none waits. */
  least: number;
  /** Tokens that all waiting calls need. */
  waiting: number;
  /** Microseconds since 1970 by the clock of Redis: when it last came back after it was away; 0 for never. */
  epochUs: number;
  /** One to three, all of one organisation. */
  buckets: BucketRequest[];
}

export interface BucketReply {
  granted: number;
  /** Tokens that are left, a fraction included; negative where some were given out ahead. */
  level: number;
  /** Until the bucket can give a token, or what was asked for at least where it gave none. */
  nextMs: number;
}

export interface LeaseReply {
  /** All buckets gave what was asked for at least, or none gave any. */
  given: boolean;
  /** Until what was granted may be used. */
  waitMs: number;
  /** In the order of the request. */
  buckets: BucketReply[];
}

/** The buckets that all gateways share. Rejects where the outcome is not known; what was granted then counts as spent. */
export interface BucketStore {
  lease(request: LeaseRequest): Promise<LeaseReply>;
}

const scriptUrl = new URL('../../lua/lease-tokens.lua', import.meta.url);
const scripts = [1, 2, 3].map((buckets) => defineScript(scriptUrl, buckets));

/** Buckets in Redis; one script call for all levels, see `lua/lease-tokens.lua`. */
export class RedisBucketStore implements BucketStore {
  constructor(private readonly redis: Redis) {}

  async lease(request: LeaseRequest): Promise<LeaseReply> {
    const script = scripts[request.buckets.length - 1];
    if (script === undefined) throw new RangeError('a lease is of one to three buckets');
    const keys: string[] = [];
    const args: number[] = [request.least, request.waiting, request.epochUs];
    for (const bucket of request.buckets) {
      keys.push(bucket.key);
      args.push(bucket.rate, bucket.capacity, Math.ceil(bucket.restMs * 1000));
      args.push(bucket.held, bucket.lot, Math.floor(bucket.patienceMs * 1000));
    }
    return readReply((await script.run(this.redis, keys, args)) as number[]);
  }
}

function readReply(reply: number[]): LeaseReply {
  const [given = 0, waitUs = 0] = reply;
  const buckets: BucketReply[] = [];
  for (let i = 2; i < reply.length; i += 3) {
    const [granted = 0, milliTokens = 0, nextUs = 0] = reply.slice(i, i + 3);
    buckets.push({ granted, level: milliTokens / 1000, nextMs: nextUs / 1000 });
  }
  return { given: given === 1, waitMs: waitUs / 1000, buckets };
}
