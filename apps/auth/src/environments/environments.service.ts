import {
  ENVIRONMENTS_MAX,
  GatewayOpsError,
  type CreateEnvironment,
  type Environment,
  type PageQuery,
  type UpdateEnvironment,
} from '@gatewayops/contracts';
import { execute, type EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../changes/actor.js';
import { recordSettingsChange } from '../changes/audit-log.js';
import { withConflicts } from '../database/conflicts.js';
import { OrganizationTransactions } from '../database/organization-transactions.js';
import { found } from '../http/found.js';
import { pageFrom, positionOf, type Page } from '../http/paging.js';
import {
  countActiveKeys,
  deleteEnvironment,
  insertEnvironment,
  keepEnvironment,
  listEnvironments,
  readEnvironmentForUpdate,
  updateEnvironment,
} from './environment-rows.js';

/** Where an organisation's keys are used. */
@Injectable()
export class EnvironmentsService {
  constructor(private readonly transactions: OrganizationTransactions) {}

  /** @throws GatewayOpsError `conflict` for a name that is taken, and where there are as many as there may be */
  async create(orgId: string, actor: Actor, request: CreateEnvironment): Promise<Environment> {
    return this.transactions.change(orgId, async (manager) => {
      if ((await lockAll(manager, orgId)).length >= ENVIRONMENTS_MAX)
        throw new GatewayOpsError('conflict', { message: `An organisation has at most ${ENVIRONMENTS_MAX} environments.` }); // prettier-ignore
      const environment = await withConflicts(() => insertEnvironment(manager, orgId, request));
      await recordSettingsChange(manager, orgId, actor, { change: 'environment_created', ...told(environment) });
      return environment;
    });
  }

  async list(orgId: string, query: PageQuery): Promise<Page<Environment>> {
    const before = positionOf(query);
    const rows = await this.transactions.read(orgId, (manager) => listEnvironments(manager, before, query.limit + 1));
    return pageFrom(rows, query.limit, ({ id }) => id);
  }

  async update(orgId: string, actor: Actor, id: string, change: UpdateEnvironment): Promise<Environment> {
    return this.transactions.change(orgId, async (manager) => {
      const environment = found(await updateEnvironment(manager, id, change));
      await recordSettingsChange(manager, orgId, actor, { change: 'environment_updated', ...told(environment) });
      return environment;
    });
  }

  /** @throws GatewayOpsError `conflict` where active keys use it, and for the last one */
  async remove(orgId: string, actor: Actor, id: string): Promise<void> {
    await this.transactions.change(orgId, async (manager) => {
      const all = await lockAll(manager, orgId);
      const environment = found(await readEnvironmentForUpdate(manager, id));
      await refuseInUse(manager, environment);
      if (all.length === 1)
        throw new GatewayOpsError('conflict', { message: 'An organisation keeps one environment at least: make another first.' }); // prettier-ignore
      await deleteEnvironment(manager, id);
      await recordSettingsChange(manager, orgId, actor, { change: 'environment_deleted', ...told(environment) });
    });
  }
}

/** @throws GatewayOpsError `validation_error` where a key's environment is none of the organisation's */
export async function refuseUnknownEnvironment(manager: EntityManager, name: string): Promise<void> {
  if (await keepEnvironment(manager, name)) return;
  const names = (await listEnvironments(manager, null, ENVIRONMENTS_MAX)).map((one) => one.name);
  const message = `There is no environment “${name}”. The organisation has ${names.join(', ')}.`;
  throw new GatewayOpsError('validation_error', { message, details: [{ field: 'environment', message }] });
}

const told = ({ name, description, is_production }: Environment) => ({ name, description, is_production });

/** All there are; none is added or removed until the transaction ends. */
async function lockAll(manager: EntityManager, orgId: string): Promise<Environment[]> {
  await execute(manager, `SELECT pg_advisory_xact_lock(hashtextextended('environments:' || $1, 0))`, [orgId]);
  return listEnvironments(manager, null, ENVIRONMENTS_MAX);
}

async function refuseInUse(manager: EntityManager, { name }: Environment): Promise<void> {
  const keys = await countActiveKeys(manager, name);
  if (keys === 0) return;
  const why = keys === 1 ? '1 active key uses it. Revoke it first.' : `${keys} active keys use it. Revoke them first.`;
  throw new GatewayOpsError('conflict', { message: `The environment ${name} cannot be removed: ${why}` });
}
