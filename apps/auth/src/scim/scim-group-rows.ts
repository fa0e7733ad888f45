import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';
import type { FilterColumns } from './scim-filter.js';
import type { Window } from './scim-user-rows.js';

export const ScimGroup = z.object({
  id: z.string(),
  display_name: z.string(),
  external_id: z.string().nullable(),
  members: z.array(z.object({ value: z.string(), display: z.string() })),
  created_at: z.string(),
  updated_at: z.string(),
});
export type ScimGroup = z.infer<typeof ScimGroup>;

const SELECT = `SELECT g.id, g.display_name, g.external_id, g.created_at, g.updated_at,
    coalesce((SELECT jsonb_agg(jsonb_build_object('value', m.user_id, 'display', u.email) ORDER BY m.user_id)
                FROM scim_group_members m JOIN users u ON u.id = m.user_id WHERE m.group_id = g.id), '[]') AS members
  FROM scim_groups g`;

export const GROUP_COLUMNS: FilterColumns = {
  id: { sql: 'g.id::text', caseExact: true },
  displayname: { sql: 'g.display_name', caseExact: false },
  externalid: { sql: 'g.external_id', caseExact: true },
};

export async function insertGroup(
  manager: EntityManager,
  orgId: string,
  id: string,
  group: { name: string; externalId: string | null },
) {
  const statement = 'INSERT INTO scim_groups (id, org_id, display_name, external_id) VALUES ($1, $2, $3, $4)';
  await execute(manager, statement, [id, orgId, group.name, group.externalId]);
}

export function readGroup(manager: EntityManager, id: string): Promise<ScimGroup | null> {
  return queryRow(manager, ScimGroup, `${SELECT} WHERE g.id = $1`, [id]);
}

/** Holds the group until the transaction ends. */
export async function lockGroup(manager: EntityManager, id: string): Promise<void> {
  await execute(manager, 'SELECT 1 FROM scim_groups WHERE id = $1 FOR UPDATE', [id]);
}

export async function listGroups(
  manager: EntityManager,
  filter: { sql: string; values: string[] },
  { offset, rowsMax }: Window,
) {
  const count = `SELECT count(*) AS n FROM scim_groups g WHERE ${filter.sql}`;
  const total = await queryRow(manager, z.object({ n: z.coerce.number() }), count, filter.values);
  const n = filter.values.length;
  const page = `${SELECT} WHERE ${filter.sql} ORDER BY g.id OFFSET $${n + 1} LIMIT $${n + 2}`;
  const items = rowsMax === 0 ? [] : await queryRows(manager, ScimGroup, page, [...filter.values, offset, rowsMax]);
  return { total: total?.n ?? 0, items };
}

export async function updateGroup(
  manager: EntityManager,
  id: string,
  group: { name: string; externalId: string | null },
) {
  const statement = 'UPDATE scim_groups SET display_name = $2, external_id = $3, updated_at = now() WHERE id = $1';
  await execute(manager, statement, [id, group.name, group.externalId]);
}

export async function deleteGroup(manager: EntityManager, id: string): Promise<void> {
  await execute(manager, 'DELETE FROM scim_groups WHERE id = $1', [id]);
}

export async function addMember(manager: EntityManager, orgId: string, groupId: string, userId: string): Promise<void> {
  const statement =
    'INSERT INTO scim_group_members (org_id, group_id, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
  await execute(manager, statement, [orgId, groupId, userId]);
}

export async function removeMember(manager: EntityManager, groupId: string, userId: string): Promise<void> {
  await execute(manager, 'DELETE FROM scim_group_members WHERE group_id = $1 AND user_id = $2', [groupId, userId]);
}

const Named = z.object({ name: z.string() });

export async function groupNamesOf(manager: EntityManager, userId: string): Promise<string[]> {
  const statement = `SELECT g.display_name AS name FROM scim_group_members m JOIN scim_groups g ON g.id = m.group_id
    WHERE m.user_id = $1 ORDER BY 1 LIMIT 1000`;
  return (await queryRows(manager, Named, statement, [userId])).map(({ name }) => name);
}

/** Teams that have the name of one of these groups. */
export function teamsNamed(manager: EntityManager, names: readonly string[]) {
  const statement = `SELECT t.id AS team_id, n.name AS "group" FROM teams t JOIN unnest($1::text[]) AS n(name) ON lower(t.name) = lower(n.name)`;
  return queryRows(manager, z.object({ team_id: z.string(), group: z.string() }), statement, [names]);
}
