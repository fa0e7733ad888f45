import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

const HeadRow = z.object({
  seq: z.coerce.number().int(),
  hash: z.string(),
  recorded_at: z.string(),
  archived_seq: z.coerce.number().int(),
  archived_hash: z.string(),
});

/** Where a chain ends, and up to where it is in the archive only. Digests are hex. */
export interface ChainHead {
  seq: number;
  hash: string;
  recordedAtMs: number;
  archivedSeq: number;
  archivedHash: string;
}

const SELECT = `SELECT seq, encode(hash, 'hex') AS hash, recorded_at, archived_seq, encode(archived_hash, 'hex') AS archived_hash
  FROM audit_heads WHERE org_id = $1`;

const headOf = (row: z.output<typeof HeadRow>): ChainHead => ({
  seq: row.seq,
  hash: row.hash,
  recordedAtMs: Date.parse(row.recorded_at),
  archivedSeq: row.archived_seq,
  archivedHash: row.archived_hash,
});

export async function readHead(manager: EntityManager, orgId: string): Promise<ChainHead | null> {
  const row = await queryRow(manager, HeadRow, SELECT, [orgId]);
  return row && headOf(row);
}

const LastPlace = z.object({ seq: z.coerce.number().int() });

/** The fence: until the transaction ends nobody else appends to this chain. A chain that is not there yet begins. */
export async function holdHead(manager: EntityManager, orgId: string): Promise<ChainHead> {
  const hold = () => queryRow(manager, HeadRow, `${SELECT} FOR UPDATE`, [orgId]);
  let found = await hold();
  if (!found) {
    await execute(manager, 'INSERT INTO audit_heads (org_id) VALUES ($1) ON CONFLICT DO NOTHING', [orgId]);
    found = await hold();
  }
  if (!found) throw new Error('the head of an audit log that was just made is not there');
  const head = headOf(found);
  const statement = 'SELECT coalesce(max(seq), 0) AS seq FROM audit_entries WHERE org_id = $1';
  const given = await queryRow(manager, LastPlace, statement, [orgId]);
  // Whoever turns a head back leaves a gap in the chain, rather than a log that takes nothing more.
  return { ...head, seq: Math.max(head.seq, given?.seq ?? 0) };
}

export async function moveHead(
  manager: EntityManager,
  orgId: string,
  head: Pick<ChainHead, 'seq' | 'hash' | 'recordedAtMs'>,
) {
  await execute(
    manager,
    `UPDATE audit_heads SET seq = $2, hash = decode($3, 'hex'), recorded_at = to_timestamp($4::double precision / 1000)
      WHERE org_id = $1`,
    [orgId, head.seq, head.hash, head.recordedAtMs],
  );
}

const Known = z.object({ event_id: z.string() });

/** Which of these events are in the chain already. */
export async function knownEvents(manager: EntityManager, orgId: string, ids: readonly string[]): Promise<Set<string>> {
  const statement = 'SELECT event_id FROM audit_entries WHERE org_id = $1 AND event_id = ANY ($2::uuid[])';
  const rows = await queryRows(manager, Known, statement, [orgId, ids]);
  return new Set(rows.map((row) => row.event_id));
}
