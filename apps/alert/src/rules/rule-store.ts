import type { Actor } from '@gatewayops/access';
import {
  AlertRule,
  GatewayOpsError,
  type AlertRuleChange,
  type NewAlertRule,
  type PageQuery,
} from '@gatewayops/contracts';
import {
  execute,
  queryRow,
  queryRows,
  TenantTransactions,
  violatedUniqueConstraint,
  type EntityManager,
} from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { recordChange, type ConfigChanged } from '../database/change-log.js';
import { pageOfRows, positionOf, type Page } from '../database/page.js';
import { resolveOpenIncident } from '../incidents/transitions.js';

const RULES_MAX = 100;
const COLUMNS = `id, name, kind, threshold_basis_points, window_seconds, minimum_calls, severity, enabled,
  created_at, updated_at`;

/** The rules of each organisation. */
@Injectable()
export class RuleStore {
  constructor(private readonly transactions: TenantTransactions) {}

  /** @throws GatewayOpsError `conflict` where the name is taken or there are 100 */
  async create(orgId: string, actor: Actor, rule: NewAlertRule): Promise<AlertRule> {
    const { name, kind, threshold_basis_points, window_seconds, minimum_calls, severity, enabled } = rule;
    const values = [
      uuidv7(),
      orgId,
      name,
      kind,
      threshold_basis_points,
      window_seconds,
      minimum_calls,
      severity,
      enabled,
    ];
    const row = await this.refusingTakenName(() =>
      this.transactions.run(orgId, async (manager) => {
        await execute(manager, `SELECT pg_advisory_xact_lock(hashtextextended('alert-rules:' || $1, 0))`, [orgId]);
        const created = await queryRow(
          manager,
          AlertRule,
          `INSERT INTO alert_rules (id, org_id, name, kind, threshold_basis_points, window_seconds, minimum_calls,
             severity, enabled)
           SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE (SELECT count(*) FROM alert_rules) < $10
           RETURNING ${COLUMNS}`,
          [...values, RULES_MAX],
        );
        if (created) await recordRule(manager, orgId, actor, created, { change: 'created', ...rule });
        return created;
      }),
    );
    if (row) return row;
    throw new GatewayOpsError('conflict', { message: `An organisation may have ${RULES_MAX} rules.` });
  }

  /** Newest first. */
  async list(orgId: string, query: PageQuery): Promise<Page<AlertRule>> {
    const rows = await this.transactions.run(orgId, (manager) =>
      queryRows(
        manager,
        AlertRule,
        `SELECT ${COLUMNS} FROM alert_rules WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
        [positionOf(query), query.limit + 1],
      ),
    );
    return pageOfRows(rows, query.limit);
  }

  /** Switching a rule off resolves its incident. @throws GatewayOpsError `not_found`, `conflict` */
  async change(orgId: string, actor: Actor, id: string, change: AlertRuleChange): Promise<AlertRule> {
    return this.refusingTakenName(() =>
      this.transactions.run(orgId, async (manager) => {
        const found = await readForUpdate(manager, id);
        const rule = { ...found, ...change };
        if (!rule.enabled) await resolveOpenIncident(manager, orgId, id, null);
        const changed = await queryRow(
          manager,
          AlertRule,
          `UPDATE alert_rules SET name = $2, threshold_basis_points = $3, window_seconds = $4, minimum_calls = $5,
             severity = $6, enabled = $7, updated_at = now() WHERE id = $1 RETURNING ${COLUMNS}`,
          [
            id,
            rule.name,
            rule.threshold_basis_points,
            rule.window_seconds,
            rule.minimum_calls,
            rule.severity,
            rule.enabled,
          ],
        );
        await recordRule(manager, orgId, actor, changed ?? found, { change: 'updated', ...given(change) });
        return changed ?? found;
      }),
    );
  }

  /** Resolves its incident, too; incidents stay. @throws GatewayOpsError `not_found` */
  async remove(orgId: string, actor: Actor, id: string): Promise<void> {
    await this.transactions.run(orgId, async (manager) => {
      const rule = await readForUpdate(manager, id);
      await resolveOpenIncident(manager, orgId, id, null);
      await execute(manager, 'DELETE FROM alert_rules WHERE id = $1', [id]);
      await recordRule(manager, orgId, actor, rule, { change: 'deleted' });
    });
  }

  private async refusingTakenName<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (violatedUniqueConstraint(error) !== 'alert_rules_name') throw error;
      throw new GatewayOpsError('conflict', { message: 'There is a rule of this name.' });
    }
  }
}

function recordRule(
  manager: EntityManager,
  orgId: string,
  actor: Actor,
  { id: resourceId, name }: Pick<AlertRule, 'id' | 'name'>,
  details: ConfigChanged['details'],
): Promise<void> {
  return recordChange(manager, { orgId, actor, resourceType: 'alert_rule', resourceId, details: { name, ...details } });
}

/** The fields of a change that were given. */
const given = (change: AlertRuleChange): ConfigChanged['details'] =>
  Object.fromEntries(Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

async function readForUpdate(manager: EntityManager, id: string): Promise<AlertRule> {
  const rule = await queryRow(manager, AlertRule, `SELECT ${COLUMNS} FROM alert_rules WHERE id = $1 FOR UPDATE`, [id]);
  if (rule === null) throw new GatewayOpsError('not_found');
  return rule;
}

/**
 * The rules that are switched on, and stay so until the transaction ends: one that is being switched off meanwhile must not
 * open an incident that nobody would resolve.
 */
export const enabledRules = (manager: EntityManager): Promise<AlertRule[]> =>
  queryRows(manager, AlertRule, `SELECT ${COLUMNS} FROM alert_rules WHERE enabled ORDER BY id FOR SHARE`);
