import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';
import type { FilterColumns } from './scim-filter.js';

/** A member as SCIM sees them, whether or not a provider made them. */
export const ScimMember = z.object({
  id: z.string(),
  user_name: z.string(),
  external_id: z.string().nullable(),
  given_name: z.string().nullable(),
  family_name: z.string().nullable(),
  display_name: z.string().nullable(),
  email: z.string(),
  role: z.enum(['org_admin', 'org_member', 'org_viewer']),
  active: z.boolean(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type ScimMember = z.infer<typeof ScimMember>;

const SELECT = `SELECT m.user_id AS id, coalesce(s.user_name, u.email) AS user_name, s.external_id, s.given_name, s.family_name,
    m.name AS display_name, u.email, m.role, m.deactivated_at IS NULL AS active, m.created_at,
    coalesce(s.updated_at, m.created_at) AS updated_at`;
const FROM = `FROM organization_members m JOIN users u ON u.id = m.user_id
  LEFT JOIN scim_users s ON s.org_id = m.org_id AND s.user_id = m.user_id`;

export const USER_COLUMNS: FilterColumns = {
  id: { sql: 'm.user_id::text', caseExact: true },
  username: { sql: 'coalesce(s.user_name, u.email)', caseExact: false },
  externalid: { sql: 's.external_id', caseExact: true },
  displayname: { sql: 'm.name', caseExact: false },
  emails: { sql: 'u.email', caseExact: false },
  'emails.value': { sql: 'u.email', caseExact: false },
  active: { sql: '(m.deactivated_at IS NULL)::text', caseExact: true },
};

/** As it is, and nobody else can change it until the transaction ends. */
export function readScimMember(manager: EntityManager, id: string): Promise<ScimMember | null> {
  return queryRow(manager, ScimMember, `${SELECT} ${FROM} WHERE m.user_id = $1 FOR UPDATE OF m`, [id]);
}

export interface Window {
  /** From 0. */
  offset: number;
  rowsMax: number;
}

export async function listScimMembers(
  manager: EntityManager,
  filter: { sql: string; values: string[] },
  { offset, rowsMax }: Window,
) {
  const where = `WHERE ${filter.sql}`;
  const total = await queryRow(
    manager,
    z.object({ n: z.coerce.number() }),
    `SELECT count(*) AS n ${FROM} ${where}`,
    filter.values,
  );
  const n = filter.values.length;
  const page = `${SELECT} ${FROM} ${where} ORDER BY m.user_id OFFSET $${n + 1} LIMIT $${n + 2}`;
  const items = rowsMax === 0 ? [] : await queryRows(manager, ScimMember, page, [...filter.values, offset, rowsMax]);
  return { total: total?.n ?? 0, items };
}

/** What the provider calls a member. */
export async function putScimUser(
  manager: EntityManager,
  orgId: string,
  row: Pick<ScimMember, 'id' | 'user_name' | 'external_id' | 'given_name' | 'family_name'>,
) {
  await execute(
    manager,
    `INSERT INTO scim_users (org_id, user_id, user_name, external_id, given_name, family_name) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (org_id, user_id) DO UPDATE SET user_name = $3, external_id = $4, given_name = $5, family_name = $6, updated_at = now()`,
    [orgId, row.id, row.user_name, row.external_id, row.given_name, row.family_name],
  );
}

export async function setDeactivated(manager: EntityManager, id: string, deactivated: boolean): Promise<void> {
  const value = deactivated ? 'coalesce(deactivated_at, now())' : 'NULL';
  await execute(manager, `UPDATE organization_members SET deactivated_at = ${value} WHERE user_id = $1`, [id]);
}
