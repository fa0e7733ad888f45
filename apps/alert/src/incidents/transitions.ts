import { AlertIncident, type AlertNotification, type AlertRule } from '@gatewayops/contracts';
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { CallFigures } from './error-rate.js';
import { INCIDENT_COLUMNS, IncidentRow } from './incident-row.js';

const ChannelRow = z.object({ id: z.string() });

/**
 * Opens an incident of a rule unless one is open. Whichever of several workers comes first opens it; the others do nothing,
 * so that there is one incident and one notification a channel.
 */
export async function openIncident(
  manager: EntityManager,
  orgId: string,
  rule: AlertRule,
  { calls, errors }: CallFigures,
): Promise<void> {
  const values = [uuidv7(), orgId, rule.id, rule.name, rule.severity, rule.threshold_basis_points, rule.window_seconds];
  const incident = await queryRow(
    manager,
    IncidentRow,
    `INSERT INTO alert_incidents (id, org_id, rule_id, rule_name, severity, threshold_basis_points, window_seconds,
       calls, errors)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (rule_id) WHERE resolved_at IS NULL DO NOTHING RETURNING ${INCIDENT_COLUMNS}`,
    [...values, calls, errors],
  );
  if (incident) await notify(manager, orgId, incident, 'opened');
}

/** Resolves a rule's incident where one is open; `figures` is null where the rule was switched off or deleted. */
export async function resolveOpenIncident(
  manager: EntityManager,
  orgId: string,
  ruleId: string,
  figures: CallFigures | null,
): Promise<void> {
  const incident = await queryRow(
    manager,
    IncidentRow,
    `UPDATE alert_incidents SET resolved_at = now(), resolved_calls = $2, resolved_errors = $3
     WHERE rule_id = $1 AND resolved_at IS NULL RETURNING ${INCIDENT_COLUMNS}`,
    [ruleId, figures?.calls ?? null, figures?.errors ?? null],
  );
  if (incident) await notify(manager, orgId, incident, 'resolved');
}

/** One delivery for each channel, in the transaction of the transition itself: neither is there without the other. */
async function notify(
  manager: EntityManager,
  orgId: string,
  incident: AlertIncident,
  transition: 'opened' | 'resolved',
): Promise<void> {
  const channels = await queryRows(manager, ChannelRow, 'SELECT id FROM alert_channels ORDER BY id');
  for (const channel of channels) {
    const id = uuidv7();
    const created_at = new Date().toISOString();
    const body: AlertNotification = { id, type: `alert.${transition}`, org_id: orgId, created_at, incident };
    await execute(
      manager,
      `INSERT INTO alert_deliveries (id, org_id, incident_id, channel_id, transition, body)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT ON CONSTRAINT alert_deliveries_once DO NOTHING`,
      [id, orgId, incident.id, channel.id, transition, JSON.stringify(body)],
    );
  }
}
