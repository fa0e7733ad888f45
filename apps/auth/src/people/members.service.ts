import type { CallerIdentity } from '@gatewayops/access';
import { GatewayOpsError, type AddMember, type Member, type OrganizationRole, type PageQuery, type User } from '@gatewayops/contracts'; // prettier-ignore
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
import { isBreakGlass } from '../sso/connections/connection-rows.js';
import {
  claimUser,
  countAdmins,
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

  async add(caller: CallerIdentity, actor: Actor, request: AddMember): Promise<Member> {
    refuseHigherRole(caller, request.role);
    const { orgId } = caller;
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

  async setRole(caller: CallerIdentity, actor: Actor, userId: string, role: OrganizationRole): Promise<Member> {
    refuseHigherRole(caller, role);
    const { orgId } = caller;
    return this.transactions.change(orgId, async (manager) => {
      const member = found(await readMemberForUpdate(manager, userId));
      refuseHigherRole(caller, member.role);
      if (role !== 'org_admin') await refuseBreakGlass(manager, userId);
      await setMemberRole(manager, userId, role);
      await refuseWithoutAdmin(caller, manager, member.role);
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
  async remove(caller: CallerIdentity, actor: Actor, userId: string): Promise<void> {
    const { orgId } = caller;
    await this.transactions.change(orgId, async (manager) => {
      const member = found(await readMemberForUpdate(manager, userId));
      refuseHigherRole(caller, member.role);
      await refuseBreakGlass(manager, userId);
      await revokeOwnedKeys(manager, orgId, actor, 'user_id', userId);
      await deleteMember(manager, userId);
      await refuseWithoutAdmin(caller, manager, member.role);
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

/** Who may sign in when the identity provider is away stays able to. */
async function refuseBreakGlass(manager: EntityManager, userId: string): Promise<void> {
  if (!(await isBreakGlass(manager, userId))) return;
  const message =
    'This is the break-glass administrator of a connection for single sign-on. Name another one there first.';
  throw new GatewayOpsError('conflict', { message, details: [{ field: 'user_id', message }] });
}

/** An organisation that has an administrator keeps one, unless the operator says otherwise: nobody inside could make another. */
async function refuseWithoutAdmin(
  caller: CallerIdentity,
  manager: EntityManager,
  roleBefore: OrganizationRole,
): Promise<void> {
  if (caller.kind === 'admin' || roleBefore !== 'org_admin' || (await countAdmins(manager)) > 0) return;
  const message = 'This is the last administrator. Make somebody else one first.';
  throw new GatewayOpsError('conflict', { message, details: [{ field: 'role', message }] });
}

function audit(manager: EntityManager, entry: Omit<AuditEntry, 'resourceType'>): Promise<void> {
  return recordAudit(manager, { ...entry, resourceType: 'user' });
}
