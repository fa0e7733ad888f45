import { GatewayOpsError } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '../../pages/page.js';
import { MailedLinks } from '../links/mailed-links.js';
import type { LinkKind } from '../links/link-tokens.js';
import { Passkeys } from '../passkeys/passkeys.service.js';
import { PasswordSignIn } from '../passwords/password-sign-in.js';
import { mailSentPage } from '../pages/sign-in-pages.js';
import { evenly } from '../people/even-answers.js';
import { SignInCompletion } from './sign-in-completion.js';
import { PersonReader } from '../people/person-reader.js';

/** The ways in which somebody proves who they are, up to where `SignInCompletion` takes over. */
@Injectable()
export class FirstFactors {
  constructor(
    private readonly passwords: PasswordSignIn,
    private readonly passkeys: Passkeys,
    private readonly links: MailedLinks,
    private readonly people: PersonReader,
    private readonly completion: SignInCompletion,
  ) {}

  get canMail(): boolean {
    return this.links.canSend;
  }

  /** False, and nothing answered, where they do not belong together. @throws GatewayOpsError `rate_limited` */
  async byPassword(
    request: FastifyRequest,
    reply: FastifyReply,
    { email, password, returnTo }: { email: string; password: string; returnTo: string },
  ): Promise<boolean> {
    const found = await evenly(() => this.passwords.find(request, { email, password }));
    if (found === null) return false;
    const { id: userId, email: address, name, epoch } = found;
    await this.completion.finish(request, reply, { userId, email: address, name, methods: ['pwd'], orgId: null, epoch, returnTo }); // prettier-ignore
    return true;
  }

  /** As `byPassword`. A passkey that has verified its user is two factors. */
  async byPasskey(
    request: FastifyRequest,
    reply: FastifyReply,
    { response, returnTo, purpose }: { response: string; returnTo: string; purpose: string },
  ): Promise<boolean> {
    const attempt = await this.people.admitPasskey(request);
    const used = await this.passkeys.authenticate(response, purpose);
    if (used === null || !used.userVerified) return false;
    await attempt.giveBack();
    const { person, epoch } = await this.people.read(used.userId);
    const { id: userId, email, name } = person;
    await this.completion.finish(request, reply, { userId, email, name, methods: ['hwk', 'user', 'mfa'], orgId: null, epoch, returnTo }); // prettier-ignore
    return true;
  }

  /** The page that says a link is on its way, whether it is or not. @throws GatewayOpsError `rate_limited`, `validation_error` */
  async sendLink(
    request: FastifyRequest,
    kind: LinkKind,
    asked: { email: string; browserMark: string; returnTo: string },
  ): Promise<Page> {
    if (asked.email === '') throw new GatewayOpsError('validation_error', { message: 'Enter your e-mail address.' });
    await evenly(() => this.links.send(request, kind, asked));
    return mailSentPage(asked.email, kind === 'signin' ? 'a link to sign in' : 'a link to set a new password');
  }

  passkeyOptions(purpose: string): Promise<string> {
    return this.passkeys.authenticationOptions(purpose);
  }
}
