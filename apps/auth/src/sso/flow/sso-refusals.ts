import { GatewayOpsError } from '@gatewayops/contracts';
import { Logger } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { recordAudit } from '../../changes/audit-log.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { visitorOf } from '../../sign-in/people/person-audit.js';
import type { StoredConnection } from '../connections/connection-rows.js';
import { SsoFailure } from './sso-failure.js';

/** Says to the person no more than that it failed, and to the organisation and the operator why. */
@Injectable()
export class SsoRefusals {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly logger: Logger,
  ) {}

  /** Runs a step of a sign-in. @throws GatewayOpsError `sso_refused` for a SsoFailure */
  async telling<T>(connection: StoredConnection, request: FastifyRequest, step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof SsoFailure)) throw error;
      throw await this.refused(connection, request, error);
    }
  }

  private async refused(connection: StoredConnection, request: FastifyRequest, failure: SsoFailure) {
    const { id, org_id: orgId } = connection;
    const { reason } = failure;
    this.logger.warn({ connectionId: id, orgId, reason }, 'a single sign-on was refused');
    const actor = visitorOf(request, { id: null, email: null });
    const details = { methods: ['sso'], connection_id: id, reason: reason.slice(0, 500) };
    await this.transactions.change(orgId, (manager) =>
      recordAudit(manager, {
        orgId,
        actor,
        action: 'user.login_failed',
        resourceType: 'user',
        resourceId: null,
        details,
      }),
    );
    return new GatewayOpsError('sso_refused', { cause: failure });
  }
}
