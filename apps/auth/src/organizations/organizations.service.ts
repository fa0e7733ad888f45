import type { CreateOrganization, Organization, PageQuery, UpdateOrganization } from '@gatewayops/contracts';
import { OutboxRelay, TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../changes/actor.js';
import { recordAudit } from '../changes/audit-log.js';
import { AuthGenerations } from '../changes/auth-generations.js';
import { announceServersChanged } from '../changes/config-changes.js';
import { withConflicts } from '../database/conflicts.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { insertFirstEnvironments } from '../environments/environment-rows.js';
import { found } from '../http/found.js';
import { pageFrom, positionOf, type Page } from '../http/paging.js';
import { slugFrom } from '../http/slug.js';
import { insertOrganization, listOrganizations, readOrganization, updateOrganization } from './organization-rows.js';

@Injectable()
export class OrganizationsService {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
    private readonly relay: OutboxRelay,
  ) {}

  async create(actor: Actor, request: CreateOrganization): Promise<Organization> {
    const id = uuidv7();
    const row = { ...request, slug: request.slug ?? slugFrom(request.name) };
    const organization = await this.tenants.run(id, async (manager) => {
      const created = await withConflicts(() => insertOrganization(manager, id, row), { slug: request.slug });
      await insertFirstEnvironments(manager, id);
      await recordAudit(manager, {
        orgId: id,
        actor,
        action: 'config.changed',
        resourceType: 'organization',
        resourceId: id,
        details: { change: 'created', slug: created.slug, plan: created.plan, rate_limit: created.rate_limit },
      });
      return created;
    });
    this.relay.nudge();
    return organization;
  }

  async list(query: PageQuery): Promise<Page<Organization>> {
    const before = positionOf(query);
    const rows = await this.tenants.runWithoutOrganization((manager) =>
      listOrganizations(manager, before, query.limit + 1),
    );
    return pageFrom(rows, query.limit, (organization) => organization.id);
  }

  async get(id: string): Promise<Organization> {
    return found(await this.transactions.read(id, (manager) => readOrganization(manager, id)));
  }

  /** Limits are part of every verdict, so a change of them voids those that are cached. */
  async update(id: string, actor: Actor, change: UpdateOrganization): Promise<Organization> {
    return this.transactions.change(id, async (manager) => {
      const updated = found(await updateOrganization(manager, id, change));
      const details = { change: 'updated', fields: Object.keys(change) };
      await recordAudit(manager, {
        orgId: id,
        actor,
        action: 'config.changed',
        resourceType: 'organization',
        resourceId: id,
        details,
      });
      // How names are kept apart is one of the settings.
      if (change.settings) await announceServersChanged(manager, id);
      if (change.rate_limit) await this.generations.raise(manager, id);
      return updated;
    });
  }
}
