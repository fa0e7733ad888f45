import { SsoDomain } from '@gatewayops/contracts';
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

const COLUMNS = `id, domain, verified_at IS NOT NULL AS verified, 'gatewayops-verification=' || token AS txt_record, verified_at,
  checked_at, missing_since, created_at`;

export async function insertDomain(
  manager: EntityManager,
  orgId: string,
  row: { id: string; domain: string; token: string },
) {
  const [made] = await queryRows(
    manager,
    SsoDomain,
    `INSERT INTO sso_domains (id, org_id, domain, token) VALUES ($1, $2, $3, $4) RETURNING ${COLUMNS}`,
    [row.id, orgId, row.domain, row.token],
  );
  return made as SsoDomain;
}

export function readDomain(manager: EntityManager, id: string): Promise<SsoDomain | null> {
  return queryRow(manager, SsoDomain, `SELECT ${COLUMNS} FROM sso_domains WHERE id = $1`, [id]);
}

export function listDomains(manager: EntityManager, before: string | null, rowsMax: number): Promise<SsoDomain[]> {
  const statement = `SELECT ${COLUMNS} FROM sso_domains WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`;
  return queryRows(manager, SsoDomain, statement, [before, rowsMax]);
}

/** The record was found. */
export function markVerified(manager: EntityManager, id: string): Promise<SsoDomain | null> {
  return queryRow(
    manager,
    SsoDomain,
    `UPDATE sso_domains SET verified_at = coalesce(verified_at, now()), checked_at = now(), missing_since = NULL
      WHERE id = $1 RETURNING ${COLUMNS}`,
    [id],
  );
}

/** The record was not found: a verified domain stays so for `graceHours`. */
export function markMissing(manager: EntityManager, id: string, graceHours: number): Promise<SsoDomain | null> {
  return queryRow(
    manager,
    SsoDomain,
    `UPDATE sso_domains
        SET checked_at = now(),
            missing_since = CASE WHEN verified_at IS NULL THEN NULL ELSE coalesce(missing_since, now()) END,
            verified_at = CASE WHEN missing_since < now() - $2 * interval '1 hour' THEN NULL ELSE verified_at END
      WHERE id = $1 RETURNING ${COLUMNS}`,
    [id, graceHours],
  );
}

/** Nobody could say; it is asked again in its turn. */
export async function markChecked(manager: EntityManager, id: string): Promise<void> {
  await execute(manager, 'UPDATE sso_domains SET checked_at = now() WHERE id = $1', [id]);
}

export function deleteDomain(manager: EntityManager, id: string): Promise<SsoDomain | null> {
  return queryRow(manager, SsoDomain, `DELETE FROM sso_domains WHERE id = $1 RETURNING ${COLUMNS}`, [id]);
}

/** Whether the organisation has verified the domain of this address. */
export async function ownsAddress(manager: EntityManager, address: string): Promise<boolean> {
  const statement = 'SELECT id FROM sso_domains WHERE domain = $1 AND verified_at IS NOT NULL';
  return (await queryRow(manager, z.object({ id: z.string() }), statement, [domainOf(address)])) !== null;
}

/** What stands after the last `@`. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
