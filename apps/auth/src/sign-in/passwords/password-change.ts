import { GatewayOpsError } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PersonChanges, type ChangedPerson } from '../people/person-changes.js';
import { storePasswordHash } from '../people/person-rows.js';
import { PersonTransactions } from '../people/person-transactions.js';
import { SessionEnds } from '../people/session-ends.js';
import { PasswordHasher } from './password-hasher.js';
import { normalPassword, PasswordRules } from './password-rules.js';

/** Sets passwords. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly rules: PasswordRules,
    private readonly hasher: PasswordHasher,
    private readonly people: PersonTransactions,
    private readonly changes: PersonChanges,
    private readonly sessions: SessionEnds,
  ) {}

  /** What is wrong with a new password, in words for its owner; null for nothing. */
  async problemOf(password: string, email: string): Promise<string | null> {
    try {
      await this.rules.check(password, email);
      return null;
    } catch (error) {
      if (error instanceof GatewayOpsError && error.code === 'validation_error') return error.message;
      throw error;
    }
  }

  /** For a new password that has no problem, before anybody could have sessions. */
  hash(password: string): Promise<string> {
    return this.hasher.hash(normalPassword(password));
  }

  /**
   * Sets a password that has no problem, ends all sessions but one, tells the person, and gives the epoch of their sessions
   * after that.
   */
  async change(
    request: FastifyRequest,
    person: ChangedPerson,
    password: string,
    staysSessionId: string | null,
  ): Promise<string> {
    const hash = await this.hash(password);
    await this.people.change(person.id, async (manager) => {
      await storePasswordHash(manager, person.id, hash);
      await this.changes.record(manager, request, person, 'password_set');
      // Last: a password that is set while old sessions live on would be no help against a thief.
      await this.sessions.endAllBut(person.id, staysSessionId);
    });
    this.changes.tell(person, 'A new password was set, and your other sessions were ended.');
    return this.sessions.epochOf(person.id);
  }
}
