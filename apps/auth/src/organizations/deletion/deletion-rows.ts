import { ERASING_SERVICES, OrganizationContents } from '@gatewayops/contracts';
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

/** How much of what is an organisation's own, in a transaction of it. */
export async function readContents(manager: EntityManager): Promise<OrganizationContents> {
  const contents = await queryRow(
    manager,
    OrganizationContents,
    `SELECT (SELECT count(*)::int FROM organization_members) AS members,
            (SELECT count(*)::int FROM teams) AS teams,
            (SELECT count(*)::int FROM projects) AS projects,
            (SELECT count(*)::int FROM service_accounts) AS service_accounts,
            (SELECT count(*)::int FROM mcp_servers) AS mcp_servers,
            (SELECT count(*)::int FROM api_keys WHERE revoked_at IS NULL
               AND coalesce(least(expires_at, overlap_ends_at) > now(), true)) AS active_api_keys`,
  );
  return contents as OrganizationContents;
}

const Marked = z.object({ marked: z.boolean() });

/** Nobody sees it any more once this is committed; false where it is deleted already. */
export async function markDeleted(manager: EntityManager): Promise<boolean> {
  const statement = 'SELECT mark_organization_deleted($1) AS marked';
  return (await queryRow(manager, Marked, statement, [[...ERASING_SERVICES]]))?.marked === true;
}

const Due = z.object({ org_id: z.string() });

/** Outside of organisations. An hour after the deletion it is due once more. */
export async function listDeletionsDue(manager: EntityManager, service: string): Promise<string[]> {
  const rows = await queryRows(
    manager,
    Due,
    `SELECT org_id FROM organization_deletions
      WHERE service = $1 AND (done_at IS NULL
         OR done_at < requested_at + interval '1 hour' AND now() >= requested_at + interval '1 hour')
      ORDER BY requested_at LIMIT 100`,
    [service],
  );
  return rows.map(({ org_id }) => org_id);
}

/** Outside of organisations. */
export async function noteDeletionDone(manager: EntityManager, orgId: string, service: string): Promise<void> {
  await execute(manager, 'UPDATE organization_deletions SET done_at = now() WHERE org_id = $1 AND service = $2', [
    orgId,
    service,
  ]);
}

const Erased = z.object({ erased: z.string().nullable() });

/** Erases one table's rows of a deleted organisation, in a transaction of it; null where none are left. */
export async function eraseNextTable(manager: EntityManager): Promise<string | null> {
  return (await queryRow(manager, Erased, 'SELECT erase_deleted_organization() AS erased'))?.erased ?? null;
}
