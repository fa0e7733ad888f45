import type { CurrentSession, PersonSession, Session } from '@gatewayops/contracts';
import { queryRows, TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../changes/actor.js';
import { recordAudit } from '../changes/audit-log.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { SessionsService } from './sessions.service.js';

const Membership = z.object({ id: z.string(), name: z.string(), slug: z.string(), role: z.string() });

/** What people do about their own sessions, with its rows in the audit log of the organisation that they work in. */
@Injectable()
export class SignedInService {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly transactions: OrganizationTransactions,
    private readonly sessions: SessionsService,
  ) {}

  async describe(person: PersonSession, orgId = person.orgId): Promise<CurrentSession> {
    const organizations = await this.tenants.runWithoutOrganization((manager) =>
      queryRows(manager, Membership, 'SELECT * FROM list_memberships($1)', [person.userId]),
    );
    return {
      id: person.sessionId,
      user: { id: person.userId, email: person.email, name: person.name },
      organization_id: orgId,
      organizations,
      authenticated_at: new Date(person.authenticatedAtMs).toISOString(),
      csrf_token: person.csrfToken,
    };
  }

  /** @throws GatewayOpsError `not_found` where they do not belong to the organisation */
  async choose(person: PersonSession, orgId: string): Promise<CurrentSession> {
    await this.sessions.chooseOrganization(person, orgId);
    return this.describe(person, orgId);
  }

  list(person: PersonSession): Promise<Session[]> {
    return this.sessions.list(person);
  }

  /** @throws GatewayOpsError `not_found` where it is none of theirs */
  async end(person: PersonSession, actor: Actor, sessionId: string): Promise<void> {
    await this.sessions.end(person.userId, sessionId);
    await this.record(person, actor, { session: sessionId, own: sessionId === person.sessionId });
  }

  async endOthers(person: PersonSession, actor: Actor): Promise<void> {
    const ended = await this.sessions.endAll(person.userId, person.sessionId);
    await this.record(person, actor, { sessions_ended: ended, own: false });
  }

  private async record(person: PersonSession, actor: Actor, details: Record<string, string | number | boolean>) {
    const { orgId, userId } = person;
    if (orgId === null) return;
    await this.transactions.change(orgId, (manager) =>
      recordAudit(manager, { orgId, actor, action: 'user.logout', resourceType: 'user', resourceId: userId, details }),
    );
  }
}
