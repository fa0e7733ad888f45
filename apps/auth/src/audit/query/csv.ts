import type { AuditLogEntry } from '@gatewayops/contracts';
import { csvLine } from '@gatewayops/domain';

const COLUMNS: Record<string, (entry: AuditLogEntry) => string | number | null> = {
  seq: ({ seq }) => seq,
  timestamp: ({ timestamp }) => timestamp,
  event_type: ({ event_type }) => event_type,
  actor_type: ({ actor }) => actor.type,
  actor_id: ({ actor }) => actor.id,
  actor_email: ({ actor }) => actor.email,
  actor_ip_address: ({ actor }) => actor.ip_address,
  actor_user_agent: ({ actor }) => actor.user_agent,
  resource_type: ({ resource }) => resource.type,
  resource_id: ({ resource }) => resource.id,
  resource_org_id: ({ resource }) => resource.org_id,
  details: ({ details }) => JSON.stringify(details),
  request_id: ({ request_id }) => request_id,
  recorded_at: ({ recorded_at }) => recorded_at,
  id: ({ id }) => id,
  prev_hash: ({ prev_hash }) => prev_hash,
  hash: ({ hash }) => hash,
};

export const CSV_HEADER = csvLine(Object.keys(COLUMNS));

/** Rows of the audit log as lines of CSV. */
export const csvLines = (entries: readonly AuditLogEntry[]): string =>
  entries.map((entry) => csvLine(Object.values(COLUMNS).map((read) => read(entry)))).join('');
