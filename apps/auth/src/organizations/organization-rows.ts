import { Organization, type CreateOrganization, type UpdateOrganization } from '@gatewayops/contracts';
import { queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';

/** An `Organization` as SQL. */
const COLUMNS = `id, name, slug, plan, settings,
  jsonb_build_object('rps', rate_limit_rps, 'burst', rate_limit_burst) AS rate_limit, created_at, updated_at`;

export async function insertOrganization(
  manager: EntityManager,
  id: string,
  request: CreateOrganization & { slug: string },
): Promise<Organization> {
  const { name, slug, plan, settings, rate_limit } = request;
  const [organization] = await queryRows(
    manager,
    Organization,
    `INSERT INTO organizations (id, name, slug, plan, settings, rate_limit_rps, rate_limit_burst)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`,
    [id, name, slug, plan, JSON.stringify(settings), rate_limit.rps, rate_limit.burst],
  );
  return organization as Organization;
}

export function readOrganization(manager: EntityManager, id: string): Promise<Organization | null> {
  return queryRow(manager, Organization, `SELECT ${COLUMNS} FROM organizations WHERE id = $1`, [id]);
}

/** Organisations of every tenant, newest first, below the id `before`: for the operator only. */
export function listOrganizations(manager: EntityManager, before: string | null, rowsMax: number) {
  return queryRows(manager, Organization, `SELECT ${COLUMNS} FROM list_organizations($1, $2)`, [before, rowsMax]);
}

export function updateOrganization(manager: EntityManager, id: string, change: UpdateOrganization) {
  return queryRow(
    manager,
    Organization,
    `UPDATE organizations
        SET name = coalesce($2, name), plan = coalesce($3, plan), settings = coalesce($4, settings),
            rate_limit_rps = coalesce($5, rate_limit_rps), rate_limit_burst = coalesce($6, rate_limit_burst),
            updated_at = now()
      WHERE id = $1 RETURNING ${COLUMNS}`,
    [
      id,
      change.name ?? null,
      change.plan ?? null,
      change.settings ? JSON.stringify(change.settings) : null,
      change.rate_limit?.rps ?? null,
      change.rate_limit?.burst ?? null,
    ],
  );
}
