import { randomBytes } from 'node:crypto';
import { redisKeys } from '@gatewayops/contracts';
import { defineScript, Redis } from '@gatewayops/redis';
import { Injectable } from '@nestjs/common';

const takeAttempt = defineScript(new URL('../../../lua/take-attempt.lua', import.meta.url), 1);

export interface Budget {
  /** What the attempts are counted for, e.g. `address:192.0.2.1`. */
  name: string;
  attempts: number;
  windowMs: number;
}

/** An attempt that was taken from a budget. */
export interface Attempt {
  /** Puts it back: it was no guess after all. */
  giveBack(): Promise<void>;
}

/** Counts attempts in sliding windows, over all replicas. Rejects as the client does where Redis is away: nobody signs in then. */
@Injectable()
export class SlidingWindows {
  constructor(private readonly redis: Redis) {}

  /** The milliseconds until there is an attempt to have; 0: now. Writes nothing, so that a crowd that is refused costs little. */
  async waitMs({ name, attempts, windowMs }: Budget): Promise<number> {
    return Number(
      await takeAttempt.run(this.redis, [redisKeys.signInAttempts(name)], [Date.now(), windowMs, attempts, '']),
    );
  }

  /** The attempt, or the milliseconds until there is one to have. */
  async take({ name, attempts, windowMs }: Budget): Promise<Attempt | number> {
    const key = redisKeys.signInAttempts(name);
    const member = randomBytes(9).toString('base64url');
    const waitMs = Number(await takeAttempt.run(this.redis, [key], [Date.now(), windowMs, attempts, member]));
    if (waitMs > 0) return waitMs;
    return { giveBack: async () => void (await this.redis.zrem(key, member)) };
  }
}
