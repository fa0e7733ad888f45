import { execute, queryRow, queryRows, type EntityManager, type TenantTransactions } from '@gatewayops/postgres';
import { z } from 'zod';
import type { ChainCheck } from './chain/chain-check.js';
import { readChain } from './entry-rows.js';

const CHAINS_A_PAGE = 500;
const ROWS_A_READ = 1_000;

const ChainRow = z.object({ org_id: z.string(), seq: z.coerce.number().int() });
const MonthRow = z.object({ org_id: z.string(), month: z.string() });
const Place = z.object({ seq: z.coerce.number().int() });

/** Every chain, in pages. */
export async function* listChains(tenants: TenantTransactions): AsyncGenerator<{ orgId: string; seq: number }[]> {
  for (let after: string | null = null; ;) {
    const rows: z.output<typeof ChainRow>[] = await tenants.runWithoutOrganization((manager) =>
      queryRows(manager, ChainRow, 'SELECT * FROM list_audit_chains($1, $2)', [after, CHAINS_A_PAGE]),
    );
    yield rows.map((row) => ({ orgId: row.org_id, seq: row.seq }));
    if (rows.length < CHAINS_A_PAGE) return;
    after = rows.at(-1)?.org_id ?? null;
  }
}

/** Shows `check` the rows behind its end, up to the place `toSeq`, a thousand at a time; until `isEnough`, where it is given. */
export async function followChain(
  tenants: TenantTransactions,
  orgId: string,
  check: ChainCheck,
  toSeq = Infinity,
  isEnough = (): boolean => false,
): Promise<void> {
  for (let after = check.end.seq; after < toSeq; after = check.end.seq) {
    const entries = await tenants.run(orgId, (manager) => readChain(manager, orgId, after, ROWS_A_READ));
    for (const entry of entries) if (entry.seq <= toSeq) check.add(entry);
    if (entries.length < ROWS_A_READ || isEnough()) return;
  }
}

/** The oldest month in the table of organisations whose retention of it is over. */
export async function listMonthsDue(
  tenants: TenantTransactions,
  rowsMax: number,
): Promise<{ orgId: string; month: string }[]> {
  const rows = await tenants.runWithoutOrganization((manager) =>
    queryRows(manager, MonthRow, "SELECT org_id, to_char(month, 'YYYY-MM') AS month FROM list_audit_months_due($1)", [
      rowsMax,
    ]),
  );
  return rows.map((row) => ({ orgId: row.org_id, month: row.month }));
}

/** Takes archived rows off the table, some at a time; gives up to which place they are gone. */
export async function removeArchivedRows(manager: EntityManager, orgId: string, rowsMax: number): Promise<number> {
  const row = await queryRow(manager, Place, 'SELECT remove_archived_audit_rows($1, $2) AS seq', [orgId, rowsMax]);
  return row?.seq ?? 0;
}

const ManifestRow = z.object({ manifest: z.unknown() });

/** Manifests of an organisation's archived months in their order, as they stand in the table: check them. */
export async function readManifests(manager: EntityManager, orgId: string): Promise<unknown[]> {
  const rows = await queryRows(
    manager,
    ManifestRow,
    'SELECT manifest FROM audit_archives WHERE org_id = $1 ORDER BY month',
    [orgId],
  );
  return rows.map((row) => row.manifest);
}

export async function insertManifest(
  manager: EntityManager,
  orgId: string,
  manifest: { month: string; last_seq: number },
): Promise<void> {
  await execute(manager, `INSERT INTO audit_archives (org_id, month, last_seq, manifest) VALUES ($1, $2, $3, $4)`, [
    orgId,
    `${manifest.month}-01`,
    manifest.last_seq,
    JSON.stringify(manifest),
  ]);
}
