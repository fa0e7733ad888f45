import type { CallerIdentity } from '@gatewayops/access';
import type { CreateServiceAccount, ServiceAccount, ServiceAccountQuery, UpdateServiceAccount } from '@gatewayops/contracts'; // prettier-ignore
import type { EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { refuseHigherRole } from '../access/own-rights.js';
import { revokeOwnedKeys } from '../api-keys/owned-keys.js';
import type { Actor } from '../changes/actor.js';
import { recordAudit, type AuditEntry } from '../changes/audit-log.js';
import { AuthGenerations } from '../changes/auth-generations.js';
import { withConflicts } from '../database/conflicts.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { found } from '../http/found.js';
import { pageFrom, positionOf, type Page } from '../http/paging.js';
import { refuseBeyond, withinOf } from '../http/reach.js';
import { deleteServiceAccount, insertServiceAccount, listServiceAccounts, readServiceAccount, readServiceAccountForUpdate, updateServiceAccount } from './service-account-rows.js'; // prettier-ignore

/** What acts and is nobody. Nobody makes one that may do more than they may. */
@Injectable()
export class ServiceAccountsService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
  ) {}

  async create(caller: CallerIdentity, actor: Actor, request: CreateServiceAccount): Promise<ServiceAccount> {
    refuseBeyond(caller, { teamId: request.team_id });
    refuseHigherRole(caller, request.role);
    const { orgId } = caller;
    return this.transactions.change(orgId, async (manager) => {
      const account = await withConflicts(() => insertServiceAccount(manager, orgId, uuidv7(), request));
      const details = { change: 'service_account_created', name: account.name, role: account.role };
      await audit(manager, { orgId, actor, resourceId: account.id, details });
      return account;
    });
  }

  async list(caller: CallerIdentity, query: ServiceAccountQuery): Promise<Page<ServiceAccount>> {
    const before = positionOf(query);
    const within = withinOf(caller);
    const rows = await this.transactions.read(caller.orgId, (manager) =>
      listServiceAccounts(manager, query, within, { before, rowsMax: query.limit + 1 }),
    );
    return pageFrom(rows, query.limit, (account) => account.id);
  }

  async get(caller: CallerIdentity, id: string): Promise<ServiceAccount> {
    const account = found(await this.transactions.read(caller.orgId, (manager) => readServiceAccount(manager, id)));
    refuseBeyond(caller, { teamId: account.team_id });
    return account;
  }

  /** What its role allows is part of its keys' verdicts, so each change voids those that are cached. */
  async update(
    caller: CallerIdentity,
    actor: Actor,
    id: string,
    change: UpdateServiceAccount,
  ): Promise<ServiceAccount> {
    const { orgId } = caller;
    return this.transactions.change(orgId, async (manager) => {
      const before = found(await readServiceAccountForUpdate(manager, id));
      refuseBeyond(caller, { teamId: before.team_id });
      refuseHigherRole(caller, before.role);
      if (change.role !== undefined) refuseHigherRole(caller, change.role);
      const account = found(await withConflicts(() => updateServiceAccount(manager, id, change)));
      const details = { change: 'service_account_updated', role: account.role, enabled: account.enabled };
      await audit(manager, { orgId, actor, resourceId: id, details });
      await this.generations.raise(manager, orgId);
      return account;
    });
  }

  /** Its keys are revoked. */
  async remove(caller: CallerIdentity, actor: Actor, id: string): Promise<void> {
    const { orgId } = caller;
    await this.transactions.change(orgId, async (manager) => {
      const account = found(await readServiceAccountForUpdate(manager, id));
      refuseBeyond(caller, { teamId: account.team_id });
      refuseHigherRole(caller, account.role);
      await revokeOwnedKeys(manager, orgId, actor, 'service_account_id', id);
      await deleteServiceAccount(manager, id);
      const details = { change: 'service_account_deleted', name: account.name };
      await audit(manager, { orgId, actor, resourceId: id, details });
      await this.generations.raise(manager, orgId);
    });
  }
}

function audit(manager: EntityManager, entry: Omit<AuditEntry, 'resourceType' | 'action'>): Promise<void> {
  return recordAudit(manager, { ...entry, action: 'config.changed', resourceType: 'service_account' });
}
