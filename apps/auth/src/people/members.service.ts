import type { AddMember, Member, OrganizationRole, PageQuery, User } from '@gatewayops/contracts';
import type { EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { revokeOwnedKeys } from '../api-keys/owned-keys.js';
import type { Actor } from '../changes/actor.js';
import { recordAudit, type AuditEntry } from '../changes/audit-log.js';
import { AuthGenerations } from '../changes/auth-generations.js';
import { withConflicts } from '../database/conflicts.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { found } from '../http/found.js';
import { pageFrom, positionOf, type Page } from '../http/paging.js';
import {
  claimUser,
  deleteMember,
  insertMember,
  listMembers,
  listUsers,
  readMember,
  readMemberForUpdate,
  readUser,
  setMemberName,
  setMemberRole,
} from './member-rows.js';

/** Who belongs to an organisation. A person is the same in all of them; role and name are each organisation's own. */
@Injectable()
export class MembersService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
  ) {}

  async add(orgId: string, actor: Actor, request: AddMember): Promise<Member> {
    return this.transactions.change(orgId, async (manager) => {
      const userId = await claimUser(manager, uuidv7(), request.email);
      const { role, name = null } = request;
      await withConflicts(() => insertMember(manager, orgId, userId, { role, name }));
      await audit(manager, {
        orgId,
        actor,
        action: 'user.created',
        resourceId: userId,
        details: { email: request.email, role },
      });
      return found(await readMember(manager, userId));
    });
  }

  async list(orgId: string, query: PageQuery): Promise<Page<Member>> {
    const before = positionOf(query);
    const rows = await this.transactions.read(orgId, (manager) => listMembers(manager, before, query.limit + 1));
    return pageFrom(rows, query.limit, (member) => member.user_id);
  }

  async setRole(orgId: string, actor: Actor, userId: string, role: OrganizationRole): Promise<Member> {
    return this.transactions.change(orgId, async (manager) => {
      const member = found(await readMemberForUpdate(manager, userId));
      await setMemberRole(manager, userId, role);
      await audit(manager, {
        orgId,
        actor,
        action: 'user.updated',
        resourceId: userId,
        details: { role, role_before: member.role },
      });
      await this.generations.raise(manager, orgId);
      return { ...member, role };
    });
  }

  /** Their keys in this organisation are revoked, and their places in its teams end. */
  async remove(orgId: string, actor: Actor, userId: string): Promise<void> {
    await this.transactions.change(orgId, async (manager) => {
      const member = found(await readMemberForUpdate(manager, userId));
      await revokeOwnedKeys(manager, orgId, actor, 'user_id', userId);
      await deleteMember(manager, userId);
      await audit(manager, {
        orgId,
        actor,
        action: 'user.deleted',
        resourceId: userId,
        details: { email: member.email },
      });
      await this.generations.raise(manager, orgId);
    });
  }

  async listUsers(orgId: string, query: PageQuery): Promise<Page<User>> {
    const before = positionOf(query);
    const rows = await this.transactions.read(orgId, (manager) => listUsers(manager, before, query.limit + 1));
    return pageFrom(rows, query.limit, (user) => user.id);
  }

  async getUser(orgId: string, id: string): Promise<User> {
    return found(await this.transactions.read(orgId, (manager) => readUser(manager, id)));
  }

  async rename(orgId: string, actor: Actor, id: string, name: string | null): Promise<User> {
    return this.transactions.change(orgId, async (manager) => {
      found(await readMemberForUpdate(manager, id));
      await setMemberName(manager, id, name);
      await audit(manager, { orgId, actor, action: 'user.updated', resourceId: id, details: { name } });
      return found(await readUser(manager, id));
    });
  }
}

function audit(manager: EntityManager, entry: Omit<AuditEntry, 'resourceType'>): Promise<void> {
  return recordAudit(manager, { ...entry, resourceType: 'user' });
}
