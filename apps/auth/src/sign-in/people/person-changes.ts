import type { EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Mailer } from '../../mail/mailer.js';
import { RelyingParty } from '../passkeys/passkeys.service.js';
import { recordEverywhere, visitorOf } from './person-audit.js';
import { changeMail } from './people-mails.js';
import { readStanding } from './standing-rows.js';

/** Whose way to sign in changes. */
export interface ChangedPerson {
  id: string;
  email: string;
}

/** What follows a change of how somebody signs in: a row in the audit log of each of their organisations, and a mail to them. */
@Injectable()
export class PersonChanges {
  constructor(
    private readonly mailer: Mailer,
    private readonly site: RelyingParty,
  ) {}

  /** In the transaction that makes the change, which is the person's. */
  async record(manager: EntityManager, request: FastifyRequest, person: ChangedPerson, change: string): Promise<void> {
    const { places } = await readStanding(manager, person.id);
    const orgIds = places.map((place) => place.org_id);
    const entry = { actor: visitorOf(request, person), resourceId: person.id, details: { sign_in: change } };
    await recordEverywhere(manager, orgIds, { ...entry, action: 'user.updated' });
  }

  /** Once it is made. */
  tell(person: ChangedPerson, what: string): void {
    this.mailer.post(changeMail(person.email, what, this.site.origin));
  }
}
