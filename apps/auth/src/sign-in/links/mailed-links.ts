import { TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SessionStore } from '../../sessions/session-store.js';
import { findPerson } from '../people/person-rows.js';
import { GuessGate } from '../throttle/guess-gate.js';
import { LinkTokens, type LinkKind } from './link-tokens.js';
import { Postman } from './postman.js';

interface Asked {
  email: string;
  browserMark: string;
  returnTo: string;
}

const PATHS: Record<LinkKind, string> = { signin: '/signin/link', reset: '/signin/new-password' };

/** Sends links to people's addresses. */
@Injectable()
export class MailedLinks {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly mail: Postman,
    private readonly tokens: LinkTokens,
    private readonly gate: GuessGate,
    private readonly store: SessionStore,
  ) {}

  get canSend(): boolean {
    return this.mail.canSend;
  }

  /** Sends one where somebody has the address; whoever asks is told the same either way. @throws GatewayOpsError `rate_limited` */
  async send(request: FastifyRequest, kind: LinkKind, { email, browserMark, returnTo }: Asked): Promise<void> {
    const person = await this.tenants.runWithoutOrganization((manager) => findPerson(manager, email));
    const admitted = await this.gate.admitMail(request, email, person?.id ?? null);
    if (person === null || !admitted) return;
    const { id: userId, name } = person;
    const epoch = await this.store.epochOf(userId);
    const token = await this.tokens.create(kind, { userId, email: person.email, name, browserMark, returnTo, epoch });
    this.mail.post(kind, person.email, `${PATHS[kind]}?token=${token}`);
  }
}
