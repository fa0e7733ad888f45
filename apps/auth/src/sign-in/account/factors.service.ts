import { Injectable } from '@nestjs/common';
import { GatewayOpsError } from '@gatewayops/contracts';
import type { FastifyRequest } from 'fastify';
import { SessionsService } from '../../sessions/sessions.service.js';
import { deletePasskey, listPasskeys, renamePasskey } from '../passkeys/passkey-rows.js';
import { PersonChanges, type ChangedPerson } from '../people/person-changes.js';
import { PersonTransactions } from '../people/person-transactions.js';
import { readFactors } from '../people/standing-rows.js';
import { SecondFactors } from '../totp/second-factors.js';
import { deleteTotp, replaceRecoveryCodes } from '../totp/totp-rows.js';

/** What people see and take away of their own factors. */
@Injectable()
export class OwnFactors {
  constructor(
    private readonly people: PersonTransactions,
    private readonly factors: SecondFactors,
    private readonly changes: PersonChanges,
    private readonly sessions: SessionsService,
  ) {}

  list(userId: string) {
    return this.people.read(userId, async (manager) => ({
      factors: await readFactors(manager),
      passkeys: await listPasskeys(manager),
    }));
  }

  async removeTotp(request: FastifyRequest, person: ChangedPerson): Promise<void> {
    await this.people.change(person.id, async (manager) => {
      if ((await deleteTotp(manager)) === 0) throw new GatewayOpsError('not_found', { message: 'There is none.' });
      await this.changes.record(manager, request, person, 'authenticator_app_removed');
      if ((await readFactors(manager)).passkeys === 0) await replaceRecoveryCodes(manager, person.id, []);
    });
    this.changes.tell(person, 'Your authenticator app was removed as a second factor.');
  }

  async renewRecoveryCodes(request: FastifyRequest, person: ChangedPerson): Promise<string[]> {
    const codes = await this.people.change(person.id, async (manager) => {
      const { totp, passkeys } = await readFactors(manager);
      const message = 'Set up a second factor first.';
      if (!totp && passkeys === 0) throw new GatewayOpsError('conflict', { message });
      await this.changes.record(manager, request, person, 'recovery_codes_renewed');
      return this.factors.replaceRecoveryCodes(manager, person.id);
    });
    this.changes.tell(person, 'New recovery codes were made; the old ones are void.');
    return codes;
  }

  async renamePasskey(request: FastifyRequest, person: ChangedPerson, id: string, name: string): Promise<void> {
    await this.people.change(person.id, async (manager) => {
      if (!(await renamePasskey(manager, id, name))) throw noPasskey();
      await this.changes.record(manager, request, person, 'passkey_renamed');
    });
  }

  async removePasskey(request: FastifyRequest, person: ChangedPerson, id: string): Promise<void> {
    const name = await this.people.change(person.id, async (manager) => {
      const removed = await deletePasskey(manager, id);
      if (removed === null) throw noPasskey();
      await this.changes.record(manager, request, person, 'passkey_removed');
      const { totp, passkeys } = await readFactors(manager);
      if (!totp && passkeys === 0) await replaceRecoveryCodes(manager, person.id, []);
      return removed;
    });
    this.changes.tell(person, `The passkey “${name}” was removed.`);
  }

  /** A factor that is new makes sessions of before, which were opened without it, end. */
  async endOtherSessions(userId: string, sessionId: string): Promise<void> {
    await this.sessions.endAll(userId, sessionId);
  }
}

const noPasskey = () => new GatewayOpsError('not_found', { message: 'You have no such passkey.' });
