import { Environment, type CreateEnvironment, type UpdateEnvironment } from '@gatewayops/contracts';
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

const COLUMNS = 'id, name, description, is_production, created_at';

/** What an organisation begins with; the last is the newest, and so the first of a list. */
const FIRST: readonly CreateEnvironment[] = [
  { name: 'dev', description: '', is_production: false },
  { name: 'staging', description: '', is_production: false },
  { name: 'prod', description: '', is_production: true },
];

export async function insertEnvironment(
  manager: EntityManager,
  orgId: string,
  { name, description, is_production }: CreateEnvironment,
): Promise<Environment> {
  const [environment] = await queryRows(
    manager,
    Environment,
    `INSERT INTO environments (id, org_id, name, description, is_production) VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
    [uuidv7(), orgId, name, description, is_production],
  );
  return environment as Environment;
}

export async function insertFirstEnvironments(manager: EntityManager, orgId: string): Promise<void> {
  for (const environment of FIRST) await insertEnvironment(manager, orgId, environment);
}

export function readEnvironment(manager: EntityManager, id: string): Promise<Environment | null> {
  return queryRow(manager, Environment, `SELECT ${COLUMNS} FROM environments WHERE id = $1`, [id]);
}

/** As `readEnvironment`, and no key can be made in it until the transaction ends. */
export function readEnvironmentForUpdate(manager: EntityManager, id: string): Promise<Environment | null> {
  return queryRow(manager, Environment, `SELECT ${COLUMNS} FROM environments WHERE id = $1 FOR UPDATE`, [id]);
}

/** Newest first, below the id `before`. */
export function listEnvironments(manager: EntityManager, before: string | null, rowsMax: number) {
  return queryRows(
    manager,
    Environment,
    `SELECT ${COLUMNS} FROM environments WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
    [before, rowsMax],
  );
}

export function updateEnvironment(
  manager: EntityManager,
  id: string,
  { description, is_production }: UpdateEnvironment,
) {
  return queryRow(
    manager,
    Environment,
    `UPDATE environments SET description = coalesce($2, description), is_production = coalesce($3, is_production)
      WHERE id = $1 RETURNING ${COLUMNS}`,
    [id, description ?? null, is_production ?? null],
  );
}

export async function deleteEnvironment(manager: EntityManager, id: string): Promise<void> {
  await execute(manager, 'DELETE FROM environments WHERE id = $1', [id]);
}

const Named = z.object({ name: z.string() });

/** Whether there is one of this name; it stays until the transaction ends. */
export async function keepEnvironment(manager: EntityManager, name: string): Promise<boolean> {
  const statement = 'SELECT name FROM environments WHERE name = $1 FOR KEY SHARE';
  return (await queryRow(manager, Named, statement, [name])) !== null;
}

const Counted = z.object({ count: z.number().int() });

/** Keys that work, be it only until their overlap ends. */
export async function countActiveKeys(manager: EntityManager, environment: string): Promise<number> {
  const statement = `SELECT count(*)::int AS count FROM api_keys WHERE environment = $1 AND revoked_at IS NULL
    AND coalesce(least(expires_at, overlap_ends_at) > now(), true)`;
  return (await queryRow(manager, Counted, statement, [environment]))?.count ?? 0;
}
