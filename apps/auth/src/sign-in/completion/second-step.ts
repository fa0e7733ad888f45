import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Passkeys } from '../passkeys/passkeys.service.js';
import { readFactors } from '../people/standing-rows.js';
import { digitsOf } from '../totp/second-factors.js';
import { CodeCheck } from './code-check.js';
import { SignInChallenges, type OpenChallenge } from './sign-in-challenges.js';
import { SignInCompletion } from './sign-in-completion.js';

/** What a page of the second step offers. */
export interface SecondWays {
  email: string;
  totp: boolean;
  recovery: boolean;
  /** For the browser, as JSON; null without passkeys. */
  passkeyOptions: string | null;
}

/** Proving a second factor. The challenge says whose, so that nobody proves it for somebody else. */
@Injectable()
export class SecondStep {
  constructor(
    private readonly challenges: SignInChallenges,
    private readonly codes: CodeCheck,
    private readonly passkeys: Passkeys,
    private readonly completion: SignInCompletion,
  ) {}

  async waysOf(open: OpenChallenge): Promise<SecondWays> {
    const { userId, email } = open.challenge;
    const { factors, passkeys } = await this.codes.read(userId, async (manager) => ({
      factors: await readFactors(manager),
      passkeys: await this.passkeys.listOf(manager),
    }));
    const options = passkeys.length === 0 ? null : await this.passkeys.authenticationOptions(purposeOf(open), passkeys);
    return { email, totp: factors.totp, recovery: factors.recovery_codes > 0, passkeyOptions: options };
  }

  /** False, and nothing answered, where the code is wrong. @throws GatewayOpsError `rate_limited` */
  async byCode(request: FastifyRequest, reply: FastifyReply, open: OpenChallenge, code: string): Promise<boolean> {
    const { userId, email } = open.challenge;
    const person = { id: userId, email };
    const isTotp = /^\d{6}$/.test(digitsOf(code));
    const right = isTotp
      ? await this.codes.takeTotp(request, person, code)
      : await this.codes.takeRecovery(request, person, code);
    if (!right) return false;
    await this.finish(request, reply, open, isTotp ? 'otp' : 'recovery');
    return true;
  }

  /** As `byCode`. */
  async byPasskey(request: FastifyRequest, reply: FastifyReply, open: OpenChallenge, response: string) {
    const attempt = await this.codes.admitPasskey(request, open.challenge.userId);
    const used = await this.passkeys.authenticate(response, purposeOf(open));
    if (used?.userId !== open.challenge.userId) return false;
    await attempt.giveBack();
    await this.finish(request, reply, open, 'hwk');
    return true;
  }

  private async finish(request: FastifyRequest, reply: FastifyReply, open: OpenChallenge, method: string) {
    const proven = await this.challenges.end(open);
    const methods = [...proven.methods, method];
    await this.completion.finishWithSecondFactor(request, reply, { ...proven, methods });
  }
}

/** A challenge for a passkey is good for this person, in this sign-in. */
const purposeOf = ({ token, challenge }: OpenChallenge): string =>
  `second-step:${challenge.userId}:${hash('sha256', token, 'base64url')}`;
