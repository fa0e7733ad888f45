import { hash } from 'node:crypto';
import { GatewayOpsError, type PersonSession } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SessionsService } from '../../sessions/sessions.service.js';
import { FactorSetup } from '../totp/factor-setup.js';
import { PersonReader } from '../people/person-reader.js';
import { SignInChallenges, type OpenChallenge } from './sign-in-challenges.js';
import { SignInCompletion } from './sign-in-completion.js';

/** Setting up the first second factor in the midst of a sign-in. */
@Injectable()
export class Enrolment {
  constructor(
    private readonly challenges: SignInChallenges,
    private readonly setup: FactorSetup,
    private readonly reader: PersonReader,
    private readonly sessions: SessionsService,
    private readonly completion: SignInCompletion,
  ) {}

  /** What its page needs; `sealed` goes on with a secret that was shown. */
  begin(open: OpenChallenge, sealed?: string) {
    return this.setup.begin(personOf(open), purposeOf(open), sealed);
  }

  /** The recovery codes; null where the code is wrong. */
  async setUpTotp(request: FastifyRequest, open: OpenChallenge, form: { sealed: string; code: string }) {
    await this.refuseAnother(open);
    const codes = await this.setup.addTotp(request, personOf(open), form);
    if (codes !== null) await this.proven(open, 'otp');
    return codes;
  }

  /** The recovery codes. @throws GatewayOpsError `validation_error` */
  async addPasskey(request: FastifyRequest, open: OpenChallenge, form: { response: string; name: string }) {
    await this.refuseAnother(open);
    const codes = await this.setup.addPasskey(request, personOf(open), form, purposeOf(open));
    await this.proven(open, 'hwk');
    return codes;
  }

  async finish(request: FastifyRequest, reply: FastifyReply, open: OpenChallenge): Promise<void> {
    await this.completion.finishWithSecondFactor(request, reply, await this.challenges.end(open));
  }

  /** A challenge for who is signed in with one factor. */
  async stepUp(person: PersonSession, orgId: string, returnTo: string) {
    const { userId, email, name, sessionId } = person;
    const { epoch } = await this.reader.read(userId);
    const current = (await this.sessions.list(person)).find(({ id }) => id === sessionId);
    const methods = (current?.methods ?? []).filter((method) => method !== 'mfa');
    const step = (await this.setup.hasSecondFactor(userId)) ? ('verify' as const) : ('enrol' as const);
    const token = await this.challenges.open({ userId, email, name, methods, orgId, epoch, returnTo, step });
    return { step, token };
  }

  /** Meanwhile they may have set one up elsewhere: then that one is to be proven. */
  private async refuseAnother({ challenge }: OpenChallenge): Promise<void> {
    if (await this.setup.hasSecondFactor(challenge.userId)) throw new GatewayOpsError('invalid_token');
  }

  private proven({ token, challenge }: OpenChallenge, method: string): Promise<void> {
    return this.challenges.replace(token, { ...challenge, step: 'enrolled', methods: [...challenge.methods, method] });
  }
}

const personOf = ({ challenge: { userId, email, name } }: OpenChallenge) => ({ id: userId, email, name });
const purposeOf = ({ token, challenge }: OpenChallenge): string =>
  `enrol:${challenge.userId}:${hash('sha256', token, 'base64url')}`;
