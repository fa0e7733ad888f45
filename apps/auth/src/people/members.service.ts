import type { CallerIdentity } from '@gatewayops/access';
import { GatewayOpsError, type AddMember, type Member, type MemberQuery, type OrganizationRole, type User } from '@gatewayops/contracts'; // prettier-ignore
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
import { holds } from '../http/reach.js';
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
  type Listed,
  type Shown,
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
      return found(await readMember(manager, userId, shownTo(caller)));
    });
  }

  /** @throws GatewayOpsError `insufficient_permissions` for who asks by second factors and may not see them */
  async list(caller: CallerIdentity, query: MemberQuery): Promise<Page<Member>> {
    const [shown, listed] = asked(caller, query);
    const rows = await this.transactions.read(caller.orgId, (manager) => listMembers(manager, shown, listed));
    return pageFrom(rows, query.limit, (member) => member.user_id);
  }

  async get(caller: CallerIdentity, userId: string): Promise<Member> {
    const shown = shownTo(caller);
    return found(await this.transactions.read(caller.orgId, (manager) => readMember(manager, userId, shown)));
  }

  async setRole(caller: CallerIdentity, actor: Actor, userId: string, role: OrganizationRole): Promise<Member> {
    refuseHigherRole(caller, role);
    const { orgId } = caller;
    return this.transactions.change(orgId, async (manager) => {
      const member = found(await readMemberForUpdate(manager, userId, shownTo(caller)));
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

  /** @throws GatewayOpsError `insufficient_permissions` for who asks by second factors and may not see them */
  async listUsers(caller: CallerIdentity, query: MemberQuery): Promise<Page<User>> {
    const [shown, listed] = asked(caller, query);
    const rows = await this.transactions.read(caller.orgId, (manager) => listUsers(manager, shown, listed));
    return pageFrom(rows, query.limit, (user) => user.id);
  }

  async getUser(caller: CallerIdentity, id: string): Promise<User> {
    const shown = shownTo(caller);
    return found(await this.transactions.read(caller.orgId, (manager) => readUser(manager, id, shown)));
  }

  async rename(caller: CallerIdentity, actor: Actor, id: string, name: string | null): Promise<User> {
    const { orgId } = caller;
    return this.transactions.change(orgId, async (manager) => {
      found(await readMemberForUpdate(manager, id));
      await setMemberName(manager, id, name);
      await audit(manager, { orgId, actor, action: 'user.updated', resourceId: id, details: { name } });
      return found(await readUser(manager, id, shownTo(caller)));
    });
  }
}

/** Whose sign-in is weak is told to who can do something about it, and to nobody else. */
const shownTo = (caller: CallerIdentity): Shown => ({ factors: holds(caller, 'members:update') });

function asked(caller: CallerIdentity, query: MemberQuery): [Shown, Listed] {
  const shown = shownTo(caller);
  if (query.second_factor !== undefined && !shown.factors) {
    const details = [{ field: 'second_factor', message: 'needs members:update' }];
    throw new GatewayOpsError('insufficient_permissions', { details });
  }
  return [shown, { before: positionOf(query), rowsMax: query.limit + 1, secondFactor: query.second_factor ?? null }];
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
