import { hash, randomBytes } from 'node:crypto';
import { redisKeys } from '@gatewayops/contracts';
import { Redis } from '@gatewayops/redis';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ProvenSignIn } from './proven-sign-in.js';

export const CHALLENGE_LIFE_MS = 10 * 60_000;

/** `verify`: prove a second factor; `enrol`: set one up, as the organisation asks for it; `enrolled`: that was done. */
const SignInChallenge = ProvenSignIn.extend({ step: z.enum(['verify', 'enrol', 'enrolled']) });
export type SignInChallenge = z.infer<typeof SignInChallenge>;

/** Sign-ins that wait for a second factor. What names one is a secret of the browser where it began. */
@Injectable()
export class SignInChallenges {
  constructor(private readonly redis: Redis) {}

  /** The token of a new challenge. */
  async open(challenge: SignInChallenge): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.redis.set(keyOf(token), JSON.stringify(challenge), 'PX', CHALLENGE_LIFE_MS);
    return token;
  }

  /** Null where it is over. */
  async read(token: string | undefined): Promise<SignInChallenge | null> {
    const text = token === undefined ? null : await this.redis.get(keyOf(token));
    return text === null ? null : SignInChallenge.parse(JSON.parse(text));
  }

  async replace(token: string, challenge: SignInChallenge): Promise<void> {
    await this.redis.set(keyOf(token), JSON.stringify(challenge), 'PX', CHALLENGE_LIFE_MS, 'XX');
  }

  /** Ends it; false for all but the first who does. */
  async end(token: string): Promise<boolean> {
    return (await this.redis.del(keyOf(token))) === 1;
  }
}

const keyOf = (token: string): string => redisKeys.signInChallenge(hash('sha256', token, 'hex'));
