import { ServiceAccount, type CreateServiceAccount, type ServiceAccountQuery, type UpdateServiceAccount } from '@gatewayops/contracts'; // prettier-ignore
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import type { Within } from '../http/reach.js';

const COLUMNS = 'id, name, description, role, team_id, enabled, created_at';

export async function insertServiceAccount(
  manager: EntityManager,
  orgId: string,
  id: string,
  { name, description, role, team_id }: CreateServiceAccount,
): Promise<ServiceAccount> {
  const [made] = await queryRows(
    manager,
    ServiceAccount,
    `INSERT INTO service_accounts (id, org_id, name, description, role, team_id) VALUES ($1, $2, $3, $4, $5, $6)
     RETURNING ${COLUMNS}`,
    [id, orgId, name, description, role, team_id],
  );
  return made as ServiceAccount;
}

export function readServiceAccount(manager: EntityManager, id: string): Promise<ServiceAccount | null> {
  return queryRow(manager, ServiceAccount, `SELECT ${COLUMNS} FROM service_accounts WHERE id = $1`, [id]);
}

/** As `readServiceAccount`, and no key can be issued to it until the transaction ends. */
export function readServiceAccountForUpdate(manager: EntityManager, id: string): Promise<ServiceAccount | null> {
  return queryRow(manager, ServiceAccount, `SELECT ${COLUMNS} FROM service_accounts WHERE id = $1 FOR UPDATE`, [id]);
}

/** Newest first, below the id `before`; only those of `within` where it is given. */
export function listServiceAccounts(
  manager: EntityManager,
  { team_id }: ServiceAccountQuery,
  within: Within | null,
  { before, rowsMax }: { before: string | null; rowsMax: number },
): Promise<ServiceAccount[]> {
  return queryRows(
    manager,
    ServiceAccount,
    `SELECT ${COLUMNS} FROM service_accounts
      WHERE ($1::uuid IS NULL OR id < $1) AND ($2::uuid IS NULL OR team_id = $2)
        AND ($3::uuid[] IS NULL OR team_id = ANY ($3)) ORDER BY id DESC LIMIT $4`,
    [before, team_id ?? null, within?.teamIds ?? null, rowsMax],
  );
}

export function updateServiceAccount(manager: EntityManager, id: string, change: UpdateServiceAccount) {
  return queryRow(
    manager,
    ServiceAccount,
    `UPDATE service_accounts
        SET name = coalesce($2, name), description = coalesce($3, description), role = coalesce($4, role),
            enabled = coalesce($5, enabled)
      WHERE id = $1 RETURNING ${COLUMNS}`,
    [id, change.name ?? null, change.description ?? null, change.role ?? null, change.enabled ?? null],
  );
}

/** Its keys keep their history without it. */
export async function deleteServiceAccount(manager: EntityManager, id: string): Promise<void> {
  await execute(manager, 'UPDATE api_keys SET service_account_id = NULL WHERE service_account_id = $1', [id]);
  await execute(manager, 'DELETE FROM service_accounts WHERE id = $1', [id]);
}
