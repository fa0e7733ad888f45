import type { CallerIdentity } from '@gatewayops/access';
import type { CreateProject, Project, ProjectQuery, UpdateProject } from '@gatewayops/contracts';
import type { EntityManager } from '@gatewayops/postgres';
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
  deleteProject,
  insertProject,
  listProjects,
  readProject,
  readProjectForUpdate,
  updateProject,
} from './project-rows.js';

@Injectable()
export class ProjectsService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly generations: AuthGenerations,
  ) {}

  async create(caller: CallerIdentity, actor: Actor, request: CreateProject): Promise<Project> {
    refuseBeyond(caller, { teamId: request.team_id });
    const { orgId } = caller;
    const row = { ...request, slug: request.slug ?? slugFrom(request.name) };
    return this.transactions.change(orgId, async (manager) => {
      const project = await withConflicts(() => insertProject(manager, orgId, uuidv7(), row), { slug: request.slug });
      await audit(manager, orgId, actor, project.id, { change: 'project_created', name: project.name });
      return project;
    });
  }

  async list(caller: CallerIdentity, query: ProjectQuery): Promise<Page<Project>> {
    const before = positionOf(query);
    const within = withinOf(caller);
    const rows = await this.transactions.read(caller.orgId, (manager) =>
      listProjects(manager, query, within, { before, rowsMax: query.limit + 1 }),
    );
    return pageFrom(rows, query.limit, (project) => project.id);
  }

  async get(caller: CallerIdentity, id: string): Promise<Project> {
    const project = found(await this.transactions.read(caller.orgId, (manager) => readProject(manager, id)));
    refuseBeyond(caller, { teamId: project.team_id });
    return project;
  }

  async update(caller: CallerIdentity, actor: Actor, id: string, change: UpdateProject): Promise<Project> {
    const { orgId } = caller;
    return this.transactions.change(orgId, async (manager) => {
      const project = found(await updateProject(manager, id, change));
      refuseBeyond(caller, { teamId: project.team_id });
      await audit(manager, orgId, actor, id, { change: 'project_updated', fields: Object.keys(change) });
      return project;
    });
  }

  /** Its keys are revoked. */
  async remove(caller: CallerIdentity, actor: Actor, id: string): Promise<void> {
    const { orgId } = caller;
    await this.transactions.change(orgId, async (manager) => {
      const project = found(await readProjectForUpdate(manager, id));
      refuseBeyond(caller, { teamId: project.team_id });
      await revokeOwnedKeys(manager, orgId, actor, 'project_id', id);
      await deleteProject(manager, id);
      await audit(manager, orgId, actor, id, { change: 'project_deleted', name: project.name });
      await this.generations.raise(manager, orgId);
    });
  }
}

function audit(
  manager: EntityManager,
  orgId: string,
  actor: Actor,
  resourceId: string,
  details: Parameters<typeof recordAudit>[1]['details'],
): Promise<void> {
  const action = 'config.changed';
  return recordAudit(manager, { orgId, actor, action, resourceType: 'project', resourceId, details });
}
