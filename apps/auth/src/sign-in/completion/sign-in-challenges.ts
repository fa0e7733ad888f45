import { hash, randomBytes } from 'node:crypto';
import { GatewayOpsError, redisKeys } from '@gatewayops/contracts';
import { Redis } from '@gatewayops/redis';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ProvenSignIn } from './proven-sign-in.js';

export const CHALLENGE_LIFE_MS = 10 * 60_000;

/** `verify`: prove a second factor; `enrol`: set one up, as the organisation asks for it; `enrolled`: that was done. */
const SignInChallenge = ProvenSignIn.extend({ step: z.enum(['verify', 'enrol', 'enrolled']) });
export type SignInChallenge = z.infer<typeof SignInChallenge>;

export interface OpenChallenge {
  token: string;
  challenge: SignInChallenge;
}

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

  /** The challenge of a browser; null where it is over, or at another step. */
  async find(token: string | undefined, step: SignInChallenge['step']): Promise<OpenChallenge | null> {
    if (token === undefined) return null;
    const text = await this.redis.get(keyOf(token));
    const challenge = text === null ? null : SignInChallenge.parse(JSON.parse(text));
    return challenge?.step === step ? { token, challenge } : null;
  }

  async replace(token: string, challenge: SignInChallenge): Promise<void> {
    await this.redis.set(keyOf(token), JSON.stringify(challenge), 'PX', CHALLENGE_LIFE_MS, 'XX');
  }

  /** Ends it, and gives what was proven. Of two who end it at once, one does. @throws GatewayOpsError `invalid_token` */
  async end({ token, challenge }: OpenChallenge): Promise<ProvenSignIn> {
    if ((await this.redis.del(keyOf(token))) !== 1) throw new GatewayOpsError('invalid_token');
    const { step: _step, ...proven } = challenge;
    return proven;
  }
}

const keyOf = (token: string): string => redisKeys.signInChallenge(hash('sha256', token, 'hex'));
