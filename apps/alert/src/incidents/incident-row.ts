import { AlertIncident } from '@gatewayops/contracts';
import { z } from 'zod';

export const INCIDENT_COLUMNS = `id, rule_id, rule_name, severity, threshold_basis_points, window_seconds, calls, errors,
  opened_at, resolved_at, resolved_calls, resolved_errors`;

/** `bigint` comes as text; counts of calls stay far below what a number holds exactly. */
const count = z.coerce.number().int();

/** A row of `alert_incidents` as the incident that the API answers with. */
export const IncidentRow = AlertIncident.omit({ status: true })
  .extend({
    calls: count,
    errors: count,
    resolved_calls: count.nullable(),
    resolved_errors: count.nullable(),
  })
  .transform((row): AlertIncident => ({
    ...row,
    status: row.resolved_at === null ? ('open' as const) : ('resolved' as const),
  }));
