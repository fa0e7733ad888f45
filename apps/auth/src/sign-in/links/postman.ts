import { Injectable } from '@nestjs/common';
import { Mailer } from '../../mail/mailer.js';
import { RelyingParty } from '../passkeys/passkeys.service.js';
import { resetMail, signInMail } from '../people/people-mails.js';
import type { LinkKind } from './link-tokens.js';

/** Mails links, each to the origin that people know. */
@Injectable()
export class Postman {
  constructor(
    private readonly mailer: Mailer,
    private readonly site: RelyingParty,
  ) {}

  get canSend(): boolean {
    return this.mailer.isConfigured;
  }

  post(kind: LinkKind, to: string, path: string): void {
    this.mailer.post((kind === 'signin' ? signInMail : resetMail)(to, this.site.origin + path));
  }
}
