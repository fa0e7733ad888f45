import type { Api } from '../api/clients';
import type { components } from '../api/generated/auth';
import { apiPages, apiQuery } from '../api/query';
import { readRange, timesOf, type Range } from '../ui/range';

export type AuditEntry = components['schemas']['AuditLogEntry'];

/** Names in the address are those of the API. */
export const AUDIT_FILTERS = ['event_type', 'actor_type', 'actor_id', 'resource_type', 'resource_id', 'request_id', 'ip_address'] as const; // prettier-ignore
const ACTOR_TYPES = ['user', 'api_key', 'system'] as const;
export const RANGE = '7d';

export interface AuditFilters {
  range: Range;
  fields: Readonly<Record<string, string>>;
}

/** What the address asks for. */
export function readAuditFilters(get: (name: string) => string | null | undefined): AuditFilters {
  const fields = AUDIT_FILTERS.flatMap((name) => {
    const value = get(name)?.trim();
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  return { range: readRange(get, RANGE), fields: Object.fromEntries(fields) };
}

/** As the API takes it; the times are those of now. */
export function auditQuestion({ range, fields }: AuditFilters) {
  const { start_time: from, end_time: to } = timesOf(range);
  const { actor_type, ...rest } = fields;
  const known = ACTOR_TYPES.find((type) => type === actor_type);
  return { from, to, ...rest, ...(known === undefined ? {} : { actor_type: known }) };
}

export const auditList = (api: Api, filters: AuditFilters) =>
  apiPages(
    api.auth,
    '/v1/audit-logs',
    () => ({ params: { query: { ...auditQuestion(filters), limit: 100 } } }),
    filters,
  );

export const auditChain = (api: Api) => apiQuery(api.auth, '/v1/audit-logs/verification', {});
