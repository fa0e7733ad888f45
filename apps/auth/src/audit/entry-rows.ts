import { AuditLogEntry } from '@gatewayops/contracts';
import { execute, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

const nullableText = z.string().nullable();

/** A row of `audit_logs`, as it is read. Digests are hex. */
const EntryRow = z
  .object({
    org_id: z.string(),
    seq: z.coerce.number().int(),
    id: z.string(),
    occurred_at: z.string(),
    recorded_at: z.string(),
    event_type: z.string(),
    actor_type: AuditLogEntry.shape.actor.shape.type,
    actor_id: nullableText,
    actor_email: nullableText,
    ip_address: nullableText,
    user_agent: nullableText,
    resource_type: z.string(),
    resource_id: nullableText,
    details: z.record(z.string(), z.json()),
    request_id: nullableText,
    prev_hash: z.string(),
    hash: z.string(),
  })
  .transform((row): AuditLogEntry => ({
    id: row.id,
    seq: row.seq,
    timestamp: row.occurred_at,
    recorded_at: row.recorded_at,
    event_type: row.event_type,
    actor: {
      type: row.actor_type,
      id: row.actor_id,
      email: row.actor_email,
      ip_address: row.ip_address,
      user_agent: row.user_agent,
    },
    resource: { type: row.resource_type, id: row.resource_id, org_id: row.org_id },
    details: row.details,
    request_id: row.request_id,
    prev_hash: row.prev_hash,
    hash: row.hash,
  }));

const COLUMNS = `org_id, seq, id, occurred_at, recorded_at, event_type, actor_type, actor_id, actor_email, ip_address,
  user_agent, resource_type, resource_id, details, request_id, encode(prev_hash, 'hex') AS prev_hash, encode(hash, 'hex') AS hash`;

/** Rows of an organisation's log; `rest` follows `FROM audit_logs WHERE org_id = $1 AND`. */
export function selectEntries(
  manager: EntityManager,
  orgId: string,
  rest: string,
  parameters: readonly unknown[],
): Promise<AuditLogEntry[]> {
  const statement = `SELECT ${COLUMNS} FROM audit_logs WHERE org_id = $1 AND ${rest}`;
  return queryRows(manager, EntryRow, statement, [orgId, ...parameters]);
}

/** Rows behind `afterSeq` in the order of the chain; of one place in that of their time. */
export function readChain(manager: EntityManager, orgId: string, afterSeq: number, rowsMax: number) {
  return selectEntries(manager, orgId, 'seq > $2 ORDER BY seq, recorded_at LIMIT $3', [afterSeq, rowsMax]);
}

const INSERTED = `(org_id uuid, seq bigint, id uuid, occurred_at timestamptz, recorded_at timestamptz, event_type text, actor_type text,
  actor_id uuid, actor_email text, ip_address text, user_agent text, resource_type text, resource_id uuid, details jsonb,
  request_id text, prev_hash text, hash text)`;

/** Adds rows at the end of a chain, and notes which events they are. Who calls holds the chain's head. */
export async function insertEntries(manager: EntityManager, orgId: string, entries: readonly AuditLogEntry[]) {
  await execute(
    manager,
    `INSERT INTO audit_logs (org_id, seq, id, occurred_at, recorded_at, event_type, actor_type, actor_id, actor_email,
       ip_address, user_agent, resource_type, resource_id, details, request_id, prev_hash, hash)
     SELECT org_id, seq, id, occurred_at, recorded_at, event_type, actor_type, actor_id, actor_email, ip_address,
       user_agent, resource_type, resource_id, details, request_id, decode(prev_hash, 'hex'), decode(hash, 'hex')
       FROM jsonb_to_recordset($1::jsonb) AS entry ${INSERTED}`,
    [JSON.stringify(entries.map(columnsOf))],
  );
  await execute(
    manager,
    `INSERT INTO audit_entries (org_id, event_id, seq)
     SELECT $1, event_id, seq FROM unnest($2::uuid[], $3::bigint[]) AS entry (event_id, seq)`,
    [orgId, entries.map(({ id }) => id), entries.map(({ seq }) => seq)],
  );
}

function columnsOf({ timestamp, actor, resource, ...entry }: AuditLogEntry) {
  return {
    ...entry,
    org_id: resource.org_id,
    occurred_at: timestamp,
    actor_type: actor.type,
    actor_id: actor.id,
    actor_email: actor.email,
    ip_address: actor.ip_address,
    user_agent: actor.user_agent,
    resource_type: resource.type,
    resource_id: resource.id,
  };
}
