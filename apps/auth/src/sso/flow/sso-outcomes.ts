import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { goTo } from '../../pages/send-page.js';
import { SignInCompletion } from '../../sign-in/completion/sign-in-completion.js';
import { visitorOf } from '../../sign-in/people/person-audit.js';
import { ConnectionLookup } from '../connections/connection-lookup.js';
import { SsoFlows, type SsoTicket } from './sso-flows.js';
import { SsoRefusals } from './sso-refusals.js';
import { SsoSignInService } from './sso-sign-in.service.js';

/** What becomes of what a provider said: a session, or a refusal with its reason in the log. */
@Injectable()
export class SsoOutcomes {
  constructor(
    private readonly flows: SsoFlows,
    private readonly connections: ConnectionLookup,
    private readonly people: SsoSignInService,
    private readonly completion: SignInCompletion,
    private readonly refusals: SsoRefusals,
  ) {}

  /** Leads to the page that ends a sign-in: a request of our own site, which brings the browser's cookies along. */
  async proceed(reply: FastifyReply, ticket: SsoTicket): Promise<void> {
    goTo(reply, `/v1/auth/sso/complete?ticket=${await this.flows.issue(ticket)}`);
  }

  /** Answers with the session. */
  async finish(request: FastifyRequest, reply: FastifyReply, ticket: SsoTicket): Promise<void> {
    const connection = await this.connections.of(ticket.type, ticket.connectionId);
    const { identity } = ticket;
    await this.refusals.telling(connection, request, async () => {
      const actor = visitorOf(request, { id: null, email: null });
      const { userId, email, name, epoch } = await this.people.signIn(connection, identity, actor);
      const methods = identity.secondFactor ? ['sso', 'mfa'] : ['sso'];
      const proven = { userId, email, name, methods, orgId: connection.org_id, epoch, returnTo: ticket.returnTo };
      await this.completion.finish(request, reply, proven);
    });
  }
}
