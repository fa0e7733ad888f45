import type { CallerIdentity } from '@gatewayops/access';
import type { AddTeamMember, CreateTeam, PageQuery, Team, TeamMember, UpdateTeam } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { revokeOwnedKeys } from '../api-keys/owned-keys.js';
import type { Actor } from '../changes/actor.js';
import { recordAudit } from '../changes/audit-log.js';
import { AuthGenerations } from '../changes/auth-generations.js';
import { withConflicts } from '../database/conflicts.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { found } from '../http/found.js';
import { pageFrom, positionOf, type Page } from '../http/paging.js';
import { refuseBeyond, withinOf } from '../http/reach.js';
import { slugFrom } from '../http/slug.js';
import {
  deleteTeam,
  deleteTeamMember,
  insertTeam,
  insertTeamMember,
  listTeamMembers,
  listTeams,
  readTeam,
  readTeamForUpdate,
  readTeamMember,
  updateTeam,
} from './team-rows.js';

@Injectable()
export class TeamsService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
  ) {}

  async create(orgId: string, actor: Actor, request: CreateTeam): Promise<Team> {
    const row = { ...request, slug: request.slug ?? slugFrom(request.name) };
    return this.transactions.change(orgId, async (manager) => {
      const team = await withConflicts(() => insertTeam(manager, orgId, uuidv7(), row), { slug: request.slug });
      const details = { name: team.name, slug: team.slug };
      await recordAudit(manager, {
        orgId, actor, action: 'team.created', resourceType: 'team', resourceId: team.id, details,
      }); // prettier-ignore
      return team;
    });
  }

  async list(caller: CallerIdentity, query: PageQuery): Promise<Page<Team>> {
    const before = positionOf(query);
    const within = withinOf(caller);
    const rows = await this.transactions.read(caller.orgId, (manager) =>
      listTeams(manager, within, before, query.limit + 1),
    );
    return pageFrom(rows, query.limit, (team) => team.id);
  }

  async get(caller: CallerIdentity, id: string): Promise<Team> {
    refuseBeyond(caller, { teamId: id });
    return found(await this.transactions.read(caller.orgId, (manager) => readTeam(manager, id)));
  }

  async update(caller: CallerIdentity, actor: Actor, id: string, change: UpdateTeam): Promise<Team> {
    refuseBeyond(caller, { teamId: id });
    const { orgId } = caller;
    return this.transactions.change(orgId, async (manager) => {
      const team = found(await updateTeam(manager, id, change));
      const details = { change: 'team_updated', fields: Object.keys(change) };
      await recordAudit(manager, {
        orgId, actor, action: 'config.changed', resourceType: 'team', resourceId: id, details,
      }); // prettier-ignore
      if (change.rate_limit !== undefined) await this.generations.raise(manager, orgId);
      return team;
    });
  }

  /** Its keys are revoked; its projects and memberships end. */
  async remove(caller: CallerIdentity, actor: Actor, id: string): Promise<void> {
    refuseBeyond(caller, { teamId: id });
    const { orgId } = caller;
    await this.transactions.change(orgId, async (manager) => {
      const team = found(await readTeamForUpdate(manager, id));
      await revokeOwnedKeys(manager, orgId, actor, 'team_id', id);
      await deleteTeam(manager, id);
      const details = { change: 'team_deleted', name: team.name };
      await recordAudit(manager, {
        orgId, actor, action: 'config.changed', resourceType: 'team', resourceId: id, details,
      }); // prettier-ignore
      await this.generations.raise(manager, orgId);
    });
  }

  async addMember(caller: CallerIdentity, actor: Actor, teamId: string, member: AddTeamMember): Promise<TeamMember> {
    refuseBeyond(caller, { teamId });
    const { orgId } = caller;
    return this.transactions.change(orgId, async (manager) => {
      found(await readTeam(manager, teamId));
      await withConflicts(() => insertTeamMember(manager, orgId, teamId, member));
      const details = { change: 'joined_team', team_id: teamId, role: member.role };
      await recordAudit(manager, {
        orgId, actor, action: 'user.updated', resourceType: 'user', resourceId: member.user_id, details,
      }); // prettier-ignore
      await this.generations.raise(manager, orgId);
      return found(await readTeamMember(manager, teamId, member.user_id));
    });
  }

  async listMembers(caller: CallerIdentity, teamId: string, query: PageQuery): Promise<Page<TeamMember>> {
    refuseBeyond(caller, { teamId });
    const { orgId } = caller;
    const before = positionOf(query);
    const rows = await this.transactions.read(orgId, async (manager) => {
      found(await readTeam(manager, teamId));
      return listTeamMembers(manager, teamId, before, query.limit + 1);
    });
    return pageFrom(rows, query.limit, (member) => member.user_id);
  }

  async removeMember(caller: CallerIdentity, actor: Actor, teamId: string, userId: string): Promise<void> {
    refuseBeyond(caller, { teamId });
    const { orgId } = caller;
    await this.transactions.change(orgId, async (manager) => {
      found((await deleteTeamMember(manager, teamId, userId)) || null);
      const details = { change: 'left_team', team_id: teamId };
      await recordAudit(manager, {
        orgId, actor, action: 'user.updated', resourceType: 'user', resourceId: userId, details,
      }); // prettier-ignore
      await this.generations.raise(manager, orgId);
    });
  }
}
