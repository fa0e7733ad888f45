import type { CallerIdentity } from '@gatewayops/access';
import {
  BUILT_IN_ROLES,
  type CreateRole,
  type CreateRoleAssignment,
  type PageQuery,
  type Role,
  type RoleAssignment,
  type RoleAssignmentQuery,
  type UpdateRole,
} from '@gatewayops/contracts';
import type { EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { refuseBeyondOwnRights } from '../access/own-rights.js';
import type { Actor } from '../changes/actor.js';
import { recordAudit, type AuditEntry } from '../changes/audit-log.js';
import { AuthGenerations } from '../changes/auth-generations.js';
import { withConflicts } from '../database/conflicts.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { found } from '../http/found.js';
import { pageFrom, positionOf, type Page } from '../http/paging.js';
import { deleteAssignment, deleteRole, insertAssignment, insertRole, listAssignments, listRoles, readRole, readRoleForUpdate, updateRole } from './role-rows.js'; // prettier-ignore

const BUILT_IN: readonly Role[] = Object.entries(BUILT_IN_ROLES).map(([name, { description, grants, mcp }]) => ({
  id: null,
  name,
  description,
  built_in: true,
  grants: [...grants],
  mcp: [...mcp],
  version: null,
  created_at: null,
  updated_at: null,
}));

/** An organisation's own roles, and who has them. Nobody makes or gives one that allows more than they have themselves. */
@Injectable()
export class RolesService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
  ) {}

  async create(caller: CallerIdentity, actor: Actor, request: CreateRole): Promise<Role> {
    refuseBeyondOwnRights(caller, request, 'grants');
    const { orgId } = caller;
    return this.transactions.change(orgId, async (manager) => {
      const role = await withConflicts(() => insertRole(manager, orgId, uuidv7(), request));
      const details = { change: 'role_created', name: role.name, grants: role.grants, mcp: role.mcp };
      await audit(manager, { orgId, actor, resourceId: role.id as string, details });
      return role;
    });
  }

  /** The built-in roles stand on the first page, before the organisation's own, newest first. */
  async list(orgId: string, query: PageQuery): Promise<Page<Role>> {
    const before = positionOf(query);
    const rows = await this.transactions.read(orgId, (manager) => listRoles(manager, before, query.limit + 1));
    const page = pageFrom(rows, query.limit, (role) => role.id as string);
    return before === null ? { ...page, items: [...BUILT_IN, ...page.items] } : page;
  }

  async get(orgId: string, id: string): Promise<Role> {
    return found(await this.transactions.read(orgId, (manager) => readRole(manager, id)));
  }

  async update(caller: CallerIdentity, actor: Actor, id: string, change: UpdateRole): Promise<Role> {
    const { orgId } = caller;
    return this.transactions.change(orgId, async (manager) => {
      const before = found(await readRoleForUpdate(manager, id));
      refuseBeyondOwnRights(caller, before, 'grants');
      const role = found(await withConflicts(() => updateRole(manager, id, change)));
      refuseBeyondOwnRights(caller, role, 'grants');
      const details = { change: 'role_updated', fields: Object.keys(change), grants: role.grants, mcp: role.mcp };
      await audit(manager, { orgId, actor, resourceId: id, details });
      await this.generations.raise(manager, orgId);
      return role;
    });
  }

  async remove(caller: CallerIdentity, actor: Actor, id: string): Promise<void> {
    const { orgId } = caller;
    await this.transactions.change(orgId, async (manager) => {
      const role = found(await readRoleForUpdate(manager, id));
      refuseBeyondOwnRights(caller, role, 'grants');
      await deleteRole(manager, id);
      await audit(manager, { orgId, actor, resourceId: id, details: { change: 'role_deleted', name: role.name } });
      await this.generations.raise(manager, orgId);
    });
  }

  async assign(caller: CallerIdentity, actor: Actor, request: CreateRoleAssignment): Promise<RoleAssignment> {
    const { orgId } = caller;
    return this.transactions.change(orgId, async (manager) => {
      const role = found(await readRoleForUpdate(manager, request.role_id));
      refuseBeyondOwnRights(caller, role, 'role_id');
      const made = await withConflicts(() => insertAssignment(manager, orgId, uuidv7(), request));
      const details = { change: 'role_given', role: role.name, user_id: made.user_id, team_id: made.team_id };
      await audit(manager, { orgId, actor, resourceId: request.role_id, details });
      await this.generations.raise(manager, orgId);
      return made;
    });
  }

  async listAssignments(orgId: string, query: RoleAssignmentQuery): Promise<Page<RoleAssignment>> {
    const before = positionOf(query);
    const rows = await this.transactions.read(orgId, (manager) =>
      listAssignments(manager, query, before, query.limit + 1),
    );
    return pageFrom(rows, query.limit, (assignment) => assignment.id);
  }

  async unassign(caller: CallerIdentity, actor: Actor, id: string): Promise<void> {
    const { orgId } = caller;
    await this.transactions.change(orgId, async (manager) => {
      const taken = found(await deleteAssignment(manager, id));
      const role = found(await readRole(manager, taken.role_id));
      refuseBeyondOwnRights(caller, role, 'role_id');
      const details = { change: 'role_taken', role: role.name, user_id: taken.user_id, team_id: taken.team_id };
      await audit(manager, { orgId, actor, resourceId: taken.role_id, details });
      await this.generations.raise(manager, orgId);
    });
  }
}

function audit(manager: EntityManager, entry: Omit<AuditEntry, 'resourceType' | 'action'>): Promise<void> {
  return recordAudit(manager, { ...entry, action: 'config.changed', resourceType: 'role' });
}
