import type { OrganizationSecurity } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../changes/actor.js';
import { recordSettingsChange } from '../changes/audit-log.js';
import { AuthGenerations } from '../changes/auth-generations.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { found } from '../http/found.js';
import { readSecurity, updateSecurity } from './organization-security-rows.js';

/** What an organisation asks of its people’s sign-in. */
@Injectable()
export class OrganizationSecurityService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
  ) {}

  async get(orgId: string): Promise<OrganizationSecurity> {
    return found(await this.transactions.read(orgId, (manager) => readSecurity(manager, orgId)));
  }

  /** In force with the next request of everybody: what they may do is read anew. */
  async update(orgId: string, actor: Actor, change: OrganizationSecurity): Promise<OrganizationSecurity> {
    return this.transactions.change(orgId, async (manager) => {
      const updated = found(await updateSecurity(manager, orgId, change));
      const details = { change: 'security', mfa_required: updated.mfa_required };
      await recordSettingsChange(manager, orgId, actor, details);
      await this.generations.raise(manager, orgId);
      return updated;
    });
  }
}
