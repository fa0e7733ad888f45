import { TenantTransactions, type EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../changes/actor.js';
import { recordAudit } from '../../changes/audit-log.js';
import { AuthGenerations } from '../../changes/auth-generations.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { found } from '../../http/found.js';
import { pageFrom, type Page } from '../../http/paging.js';
import { endGrant, findGrant, findGrantOf, forgetEndedGrants, listGrants, upsertGrant, type FoundGrant, type ListedGrant, type NewGrant } from './grant-rows.js'; // prettier-ignore

/** The authorization server itself, where it ends a grant on its own. */
const SYSTEM: Actor = { type: 'system', id: null, email: null, ipAddress: null, userAgent: null, requestId: null };

/** What people granted to clients. Ending a grant ends its tokens everywhere within a second, as with revoked keys. */
@Injectable()
export class GrantsService {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
  ) {}

  /** One that holds. */
  find(id: string): Promise<FoundGrant | null> {
    return this.tenants.runWithoutOrganization((manager) => findGrant(manager, id));
  }

  /** What was granted before, so that nobody is asked twice. */
  findOf(orgId: string, wanted: { userId: string; clientId: string; resource: string }) {
    return this.transactions.read(orgId, (manager) => findGrantOf(manager, wanted));
  }

  async save(grant: NewGrant): Promise<void> {
    await this.transactions.read(grant.orgId, (manager) => upsertGrant(manager, grant));
  }

  /** Writes down that somebody agreed. */
  async recordConsent(orgId: string, actor: Actor, { grantId, ...details }: { grantId: string; client: string; client_id: string; resource: string; scopes: string }) {
    await this.transactions.change(orgId, (manager) =>
      recordAudit(manager, { orgId, actor, action: 'permission.granted', resourceType: 'oauth_grant', resourceId: grantId, details }),
    );
  } // prettier-ignore

  async list(
    orgId: string,
    { userId, before, limit }: { userId: string | null; before: string | null; limit: number },
  ): Promise<Page<ListedGrant>> {
    const rows = await this.transactions.read(orgId, (manager) =>
      listGrants(manager, { userId, before, rowsMax: limit + 1 }),
    );
    return pageFrom(rows, limit, ({ id }) => id);
  }

  /** @throws GatewayOpsError `not_found` where it does not hold, or is not the person's */
  async revoke(orgId: string, actor: Actor, id: string, userId: string | null): Promise<void> {
    await this.transactions.change(orgId, async (manager) => {
      const ended = found(await endGrant(manager, id, userId));
      await this.end(manager, { orgId, actor, ended, reason: 'revoked' });
    });
  }

  /** Where a code or a refresh token came a second time, or the client gave its tokens back. */
  async revokeByServer(id: string): Promise<void> {
    const grant = await this.find(id);
    if (grant === null) return;
    await this.transactions.change(grant.org_id, async (manager) => {
      const ended = await endGrant(manager, id, null);
      if (ended !== null)
        await this.end(manager, { orgId: grant.org_id, actor: SYSTEM, ended, reason: 'ended_by_server' });
    });
  }

  private async end(
    manager: EntityManager,
    { orgId, actor, ended, reason }: { orgId: string; actor: Actor; ended: ListedGrant; reason: string },
  ): Promise<void> {
    await forgetEndedGrants(manager, [ended.id]);
    const details = { change: 'oauth_grant_ended', reason, client: ended.client_name, client_id: ended.client_id };
    await recordAudit(manager, { orgId, actor, action: 'config.changed', resourceType: 'oauth_grant', resourceId: ended.id, details }); // prettier-ignore
    await this.generations.raise(manager, orgId);
  }
}
