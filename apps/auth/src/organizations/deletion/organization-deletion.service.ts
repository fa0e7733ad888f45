import type { CallerIdentity } from '@gatewayops/access';
import { GatewayOpsError, type OrganizationContents } from '@gatewayops/contracts';
import { TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../changes/actor.js';
import { recordSettingsChange } from '../../changes/audit-log.js';
import { AuthGenerations } from '../../changes/auth-generations.js';
import { announceConnectionsChanged, announceServersChanged } from '../../changes/config-changes.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { found } from '../../http/found.js';
import { readOrganization } from '../organization-rows.js';
import { listDeletionsDue, markDeleted, noteDeletionDone, readContents } from './deletion-rows.js';

/** Ends organisations; what they had is erased by each service for itself. */
@Injectable()
export class OrganizationDeletionService {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
  ) {}

  /** What would be lost, in numbers. */
  contentsOf(orgId: string): Promise<OrganizationContents> {
    return this.transactions.read(orgId, readContents);
  }

  /**
   * From its commit on no key, token, session or invitation of the organisation is good; gateways hear of it before.
   * @throws GatewayOpsError `validation_error` where `name` is not the organisation's
   */
  async delete({ orgId }: CallerIdentity, actor: Actor, name: string): Promise<void> {
    await this.transactions.change(orgId, async (manager) => {
      const organization = found(await readOrganization(manager, orgId));
      refuseOtherName(organization.name, name);
      const { slug } = organization;
      const details = { change: 'deleted', name, slug, ...(await readContents(manager)) };
      await recordSettingsChange(manager, orgId, actor, details);
      await announceServersChanged(manager, orgId);
      await announceConnectionsChanged(manager, orgId);
      // Verdicts that are made until the commit are of the generation before, and kept by nobody.
      await this.generations.raise(manager, orgId);
      found((await markDeleted(manager)) || null);
    });
  }

  /** Whose data a service still has to erase. */
  dueFor(service: string): Promise<string[]> {
    return this.tenants.runWithoutOrganization((manager) => listDeletionsDue(manager, service));
  }

  done(orgId: string, service: string): Promise<void> {
    return this.tenants.runWithoutOrganization((manager) => noteDeletionDone(manager, orgId, service));
  }
}

function refuseOtherName(name: string, given: string): void {
  if (given === name) return;
  const message = 'This is not the organisation’s name. Write it exactly as it is shown.';
  throw new GatewayOpsError('validation_error', { message, details: [{ field: 'name', message }] });
}
