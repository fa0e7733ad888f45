import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Passkeys } from '../passkeys/passkeys.service.js';
import { PersonChanges } from '../people/person-changes.js';
import type { Person } from '../people/person-rows.js';
import { PersonTransactions } from '../people/person-transactions.js';
import { readFactors } from '../people/standing-rows.js';
import { SecondFactors } from './second-factors.js';

/** Setting up second factors, in a sign-in and on the account page. */
@Injectable()
export class FactorSetup {
  constructor(
    private readonly people: PersonTransactions,
    private readonly factors: SecondFactors,
    private readonly passkeys: Passkeys,
    private readonly changes: PersonChanges,
  ) {}

  hasSecondFactor(userId: string): Promise<boolean> {
    return this.people.read(userId, async (manager) => {
      const { totp, passkeys } = await readFactors(manager);
      return totp || passkeys > 0;
    });
  }

  /** What a page needs to set up either kind. */
  async begin(person: Person, purpose: string, sealed?: string) {
    const setup = this.totpSetup(person, sealed);
    return { setup, options: await this.passkeyOptions(person, purpose) };
  }

  totpSetup({ id, email }: Person, sealed?: string) {
    return sealed === undefined ? this.factors.newTotp(id, email) : this.factors.setupFrom(id, email, sealed);
  }

  async passkeyOptions(person: Person, purpose: string): Promise<string> {
    const existing = await this.people.read(person.id, (manager) => this.passkeys.listOf(manager));
    return this.passkeys.registrationOptions(person, existing, purpose);
  }

  /** New recovery codes, if there were none; null where the code is wrong. */
  async addTotp(request: FastifyRequest, person: Person, form: { sealed: string; code: string }) {
    const setup = this.factors.setupFrom(person.id, person.email, form.sealed);
    const codes = await this.people.change(person.id, async (manager) => {
      const made = await this.factors.enrolTotp(manager, person.id, setup, form.code);
      if (made !== null) await this.changes.record(manager, request, person, 'authenticator_app_added');
      return made;
    });
    if (codes !== null) this.changes.tell(person, 'An authenticator app was set up as a second factor.');
    return codes;
  }

  /** New recovery codes, if there were none. @throws GatewayOpsError `validation_error`, `conflict` */
  async addPasskey(request: FastifyRequest, person: Person, form: { response: string; name: string }, purpose: string) {
    const codes = await this.people.change(person.id, async (manager) => {
      await this.passkeys.register(manager, person.id, form, purpose);
      await this.changes.record(manager, request, person, 'passkey_added');
      return this.factors.recoveryCodesFor(manager, person.id);
    });
    this.changes.tell(person, `The passkey “${form.name}” was added.`);
    return codes;
  }
}
