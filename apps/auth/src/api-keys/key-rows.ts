import { ApiKey, type ApiKeyQuery } from '@gatewayops/contracts';
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import type { Within } from '../http/reach.js';

const ENDED = 'coalesce(least(expires_at, overlap_ends_at) <= now(), false)';
const STATUS = `CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN ${ENDED} THEN 'expired'
  WHEN replaced_by IS NOT NULL THEN 'rotating' ELSE 'active' END`;

/** An `ApiKey` as SQL. */
const COLUMNS = `
  id, name, key_prefix, ${STATUS} AS status, scopes, environment, agent_name, user_id, service_account_id, team_id, project_id,
  CASE WHEN rate_limit_rps IS NOT NULL
    THEN jsonb_build_object('rps', rate_limit_rps, 'burst', rate_limit_burst) END AS rate_limit,
  allowed_addresses, created_by, created_at, expires_at, last_used_at, revoked_at, rotated_from, replaced_by, overlap_ends_at`;

export interface NewKeyRow {
  id: string;
  orgId: string;
  prefix: string;
  lookup: Buffer;
  hash: string;
  rotatedFrom: string | null;
  createdBy: string | null;
  attributes: Pick<
    ApiKey,
    | 'name'
    | 'scopes'
    | 'environment'
    | 'agent_name'
    | 'user_id'
    | 'service_account_id'
    | 'team_id'
    | 'project_id'
    | 'rate_limit'
    | 'allowed_addresses'
    | 'expires_at'
  >;
}

export async function insertKey(manager: EntityManager, row: NewKeyRow): Promise<ApiKey> {
  const { attributes } = row;
  const [key] = await queryRows(
    manager,
    ApiKey,
    `INSERT INTO api_keys (id, org_id, name, key_prefix, key_lookup, key_hash, scopes, environment, agent_name, user_id,
                           team_id, project_id, rate_limit_rps, rate_limit_burst, expires_at, rotated_from, service_account_id,
                           allowed_addresses, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) RETURNING ${COLUMNS}`,
    [
      row.id,
      row.orgId,
      attributes.name,
      row.prefix,
      row.lookup,
      row.hash,
      JSON.stringify(attributes.scopes),
      attributes.environment,
      attributes.agent_name,
      attributes.user_id,
      attributes.team_id,
      attributes.project_id,
      attributes.rate_limit?.rps ?? null,
      attributes.rate_limit?.burst ?? null,
      attributes.expires_at,
      row.rotatedFrom,
      attributes.service_account_id,
      JSON.stringify(attributes.allowed_addresses),
      row.createdBy,
    ],
  );
  return key as ApiKey;
}

export function readKey(manager: EntityManager, id: string): Promise<ApiKey | null> {
  return queryRow(manager, ApiKey, `SELECT ${COLUMNS} FROM api_keys WHERE id = $1`, [id]);
}

/** As `readKey`, and nobody else can change it until the transaction ends. */
export function readKeyForUpdate(manager: EntityManager, id: string): Promise<ApiKey | null> {
  return queryRow(manager, ApiKey, `SELECT ${COLUMNS} FROM api_keys WHERE id = $1 FOR UPDATE`, [id]);
}

/** Keys that fit the query, newest first, below the id `before`; only those of `within` where it is given. */
export function listKeys(
  manager: EntityManager,
  query: ApiKeyQuery,
  within: Within | null,
  { before, rowsMax }: { before: string | null; rowsMax: number },
) {
  return queryRows(
    manager,
    ApiKey,
    `SELECT ${COLUMNS} FROM api_keys
      WHERE ($1::uuid IS NULL OR id < $1)
        AND ($2::text IS NULL OR ${STATUS} = $2)
        AND ($3::text IS NULL OR environment = $3)
        AND ($4::uuid IS NULL OR user_id = $4)
        AND ($5::uuid IS NULL OR team_id = $5)
        AND ($6::uuid IS NULL OR project_id = $6)
        AND ($7::text IS NULL OR starts_with(key_prefix, $7))
        AND ($8::uuid IS NULL OR service_account_id = $8)
        AND ($9::uuid[] IS NULL OR team_id = ANY ($9) OR user_id = $10)
      ORDER BY id DESC LIMIT $11`,
    [
      before,
      query.status ?? null,
      query.environment ?? null,
      query.user_id ?? null,
      query.team_id ?? null,
      query.project_id ?? null,
      query.key_prefix ?? null,
      query.service_account_id ?? null,
      within?.teamIds ?? null,
      within?.userId ?? null,
      rowsMax,
    ],
  );
}

export async function revokeKey(manager: EntityManager, id: string): Promise<boolean> {
  const statement = 'UPDATE api_keys SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL';
  return (await execute(manager, statement, [id])) === 1;
}

/** Lets an old key live `overlapSeconds` beside its successor. */
export async function replaceKey(manager: EntityManager, id: string, by: string, overlapSeconds: number) {
  await execute(
    manager,
    "UPDATE api_keys SET replaced_by = $2, overlap_ends_at = now() + $3 * interval '1 second' WHERE id = $1",
    [id, by, overlapSeconds],
  );
}

/** The columns that say whose a key is. */
export type KeyOwner = 'user_id' | 'service_account_id' | 'team_id' | 'project_id';

/** Revokes the keys of whoever or whatever goes away; gives their ids. `owner` is a column of the table. */
export async function revokeKeysOf(manager: EntityManager, owner: KeyOwner, id: string): Promise<string[]> {
  const revoked = await queryRows(
    manager,
    ApiKey.pick({ id: true }),
    `UPDATE api_keys SET revoked_at = now() WHERE ${owner} = $1 AND revoked_at IS NULL RETURNING id`,
    [id],
  );
  return revoked.map((key) => key.id);
}
