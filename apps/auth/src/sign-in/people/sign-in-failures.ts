import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { recordEverywhere, visitorOf } from './person-audit.js';
import { PersonTransactions } from './person-transactions.js';
import { readStanding } from './standing-rows.js';

/** Of nobody: there are no rows of it, and reading them takes as long. */
const NOBODY = '00000000-0000-7000-8000-000000000000';

/** Writes down sign-ins that failed: in the organisations of whose account it was, or in the system's chain. */
@Injectable()
export class SignInFailures {
  constructor(private readonly people: PersonTransactions) {}

  async record(request: FastifyRequest, who: { id: string | null; email: string }, method: string): Promise<void> {
    const userId = who.id ?? NOBODY;
    await this.people.change(userId, async (manager) => {
      const { places } = await readStanding(manager, userId);
      const orgIds = places.map((place) => place.org_id);
      const entry = { actor: visitorOf(request, who), resourceId: who.id, details: { method } };
      await recordEverywhere(manager, orgIds, { ...entry, action: 'user.login_failed' });
    });
  }
}
