import { execute, queryRow, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';
import { OrganizationRole } from '@gatewayops/contracts';

const Metadata = z.record(z.string(), z.unknown());

/** A client of an organisation’s, as `find_oauth_client` gives it. */
export const FoundClient = z.object({
  id: z.string(),
  org_id: z.string(),
  name: z.string(),
  metadata: Metadata,
  service_account_id: z.string().nullable(),
  account_role: OrganizationRole.nullable(),
  account_enabled: z.boolean().nullable(),
  generation: z.coerce.number().int(),
  org_rps: z.number().int(),
  org_burst: z.number().int(),
});
export type FoundClient = z.infer<typeof FoundClient>;

export function findClient(manager: EntityManager, id: string): Promise<FoundClient | null> {
  return queryRow(manager, FoundClient, 'SELECT * FROM find_oauth_client($1)', [id]);
}

/** What a client that registered itself said of itself. Asking for it counts as a use, once a day. */
export async function findDynamicClient(manager: EntityManager, id: string): Promise<Record<string, unknown> | null> {
  const Row = z.object({ metadata: Metadata, stale: z.boolean() });
  const row = await queryRow(
    manager,
    Row,
    `SELECT metadata, used_at < now() - interval '1 day' AS stale FROM oauth_dynamic_clients WHERE id = $1`,
    [id],
  );
  if (row?.stale === true)
    await execute(manager, 'UPDATE oauth_dynamic_clients SET used_at = now() WHERE id = $1', [id]);
  return row?.metadata ?? null;
}

/** False where `clientsMax` are there already. */
export async function insertDynamicClient(
  manager: EntityManager,
  id: string,
  metadata: object,
  clientsMax: number,
): Promise<boolean> {
  const inserted = await execute(
    manager,
    `INSERT INTO oauth_dynamic_clients (id, metadata)
     SELECT $1, $2 WHERE (SELECT count(*) FROM oauth_dynamic_clients) < $3`,
    [id, JSON.stringify(metadata), clientsMax],
  );
  return inserted === 1;
}

/** Those that nobody used for long, and nobody has granted anything: after a day, or 90 where there were grants once. */
export function deleteUnusedDynamicClients(manager: EntityManager, rowsMax: number): Promise<number> {
  return execute(
    manager,
    `DELETE FROM oauth_dynamic_clients WHERE id IN (
       SELECT id FROM oauth_dynamic_clients
        WHERE used_at < now() - interval '1 day' AND NOT oauth_client_has_grants(id)
          AND (used_at = created_at OR used_at < now() - interval '90 days') LIMIT $1 FOR UPDATE SKIP LOCKED)`,
    [rowsMax],
  );
}
