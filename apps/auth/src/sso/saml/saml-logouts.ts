import { queryRow, TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { SessionsService } from '../../sessions/sessions.service.js';
import { SsoFailure } from '../flow/sso-failure.js';
import { SsoFlows } from '../flow/sso-flows.js';
import { SamlAnswers, type SamlStored } from './saml-answers.js';

const REPLAY_MS = 24 * 3_600_000;
const Found = z.object({ user_id: z.string() });
const Subject = z.object({ subject: z.string() });

/** Ends sessions as a provider asks, and asks providers to end theirs. */
@Injectable()
export class SamlLogouts {
  constructor(
    private readonly answers: SamlAnswers,
    private readonly flows: SsoFlows,
    private readonly tenants: TenantTransactions,
    private readonly sessions: SessionsService,
  ) {}

  /** Ends all sessions of the person that a provider's request names; gives the answer. @throws SsoFailure */
  async end(connection: SamlStored, message: string): Promise<string> {
    const request = await this.answers.verifyLogoutRequest(connection, message);
    const { id, org_id: orgId } = connection;
    if (!(await this.flows.firstSight(`${id} logout ${request.ID ?? ''}`, Date.now() + REPLAY_MS)))
      throw new SsoFailure('the logout was asked for before');
    const statement = 'SELECT user_id FROM sso_identities WHERE connection_id = $1 AND subject = $2';
    const found = await this.tenants.run(orgId, (manager) => queryRow(manager, Found, statement, [id, request.nameID]));
    if (found !== null) await this.sessions.endAll(found.user_id);
    return this.answers.logoutResponse(connection, request);
  }

  /** A request about a person; null where they did not come by this connection. */
  async request(connection: SamlStored, userId: string): Promise<string | null> {
    const { id, org_id: orgId } = connection;
    const statement = 'SELECT subject FROM sso_identities WHERE connection_id = $1 AND user_id = $2 LIMIT 1';
    const found = await this.tenants.run(orgId, (manager) => queryRow(manager, Subject, statement, [id, userId]));
    return found === null ? null : this.answers.logoutRequest(connection, found.subject);
  }
}
