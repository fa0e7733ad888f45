import type { AuditFilters } from '@gatewayops/contracts';
import type { EntityManager } from '@gatewayops/postgres';
import { selectEntries } from '../entry-rows.js';

/** `$2` to `$10`; null lets everything through. */
const CONDITIONS = `($2::timestamptz IS NULL OR occurred_at >= $2) AND ($3::timestamptz IS NULL OR occurred_at < $3)
  AND ($4::text IS NULL OR event_type LIKE $4) AND ($5::text IS NULL OR actor_type = $5)
  AND ($6::uuid IS NULL OR actor_id = $6) AND ($7::text IS NULL OR resource_type = $7)
  AND ($8::uuid IS NULL OR resource_id = $8) AND ($9::text IS NULL OR request_id = $9)
  AND ($10::text IS NULL OR ip_address = $10)`;

const parametersOf = (filters: AuditFilters): (string | null)[] => [
  filters.from ?? null,
  filters.to ?? null,
  filters.event_type === undefined ? null : likePattern(filters.event_type),
  filters.actor_type ?? null,
  filters.actor_id ?? null,
  filters.resource_type ?? null,
  filters.resource_id ?? null,
  filters.request_id ?? null,
  filters.ip_address ?? null,
];

/** `api_key.*` as a pattern of LIKE, in which `_` means any letter unless it is escaped. */
const likePattern = (type: string): string => type.replaceAll('_', String.raw`\_`).replace(/\*$/, '%');

/** Matching rows before the place `beforeSeq` (null: from the end), newest first. */
export function searchEntries(
  manager: EntityManager,
  orgId: string,
  filters: AuditFilters,
  page: { beforeSeq: number | null; rowsMax: number },
) {
  const rest = `${CONDITIONS} AND ($11::bigint IS NULL OR seq < $11) ORDER BY seq DESC LIMIT $12`;
  return selectEntries(manager, orgId, rest, [...parametersOf(filters), page.beforeSeq, page.rowsMax]);
}

/** Matching rows behind `afterSeq` and up to `toSeq`, in the order of the chain. */
export function exportEntries(
  manager: EntityManager,
  orgId: string,
  filters: AuditFilters,
  part: { afterSeq: number; toSeq: number; rowsMax: number },
) {
  const rest = `${CONDITIONS} AND seq > $11 AND seq <= $12 ORDER BY seq LIMIT $13`;
  return selectEntries(manager, orgId, rest, [...parametersOf(filters), part.afterSeq, part.toSeq, part.rowsMax]);
}
