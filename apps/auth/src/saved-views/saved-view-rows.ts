import { SavedView, type SavedViewPage, type UpdateSavedView } from '@gatewayops/contracts';
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

/** A `SavedView` as SQL. */
const VIEW = `SELECT v.id, v.page, v.name, v.query, v.user_id IS NULL AS shared, v.created_at, v.updated_at,
    CASE WHEN u.id IS NOT NULL
      THEN jsonb_build_object('user_id', u.id, 'email', u.email, 'name', m.name) END AS created_by
  FROM saved_views v
  LEFT JOIN organization_members m ON m.org_id = v.org_id AND m.user_id = v.created_by
  LEFT JOIN users u ON u.id = m.user_id`;

export interface NewSavedView {
  id: string;
  page: SavedViewPage;
  name: string;
  query: string;
  /** Null: the operator. */
  createdBy: string | null;
  shared: boolean;
}

export async function insertSavedView(manager: EntityManager, orgId: string, view: NewSavedView): Promise<void> {
  const { id, page, name, query, createdBy, shared } = view;
  await execute(
    manager,
    `INSERT INTO saved_views (id, org_id, user_id, created_by, page, name, query) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, orgId, shared ? null : createdBy, createdBy, page, name, query],
  );
}

/** What is shared, and what is this person's own. */
export function readSavedView(manager: EntityManager, id: string, userId: string | null): Promise<SavedView | null> {
  return queryRow(manager, SavedView, `${VIEW} WHERE v.id = $1 AND (v.user_id IS NULL OR v.user_id = $2)`, [
    id,
    userId,
  ]);
}

/** As `readSavedView`, newest first, below the id `before`. */
export function listSavedViews(
  manager: EntityManager,
  { page, userId }: { page: SavedViewPage | null; userId: string | null },
  { before, rowsMax }: { before: string | null; rowsMax: number },
): Promise<SavedView[]> {
  return queryRows(
    manager,
    SavedView,
    `${VIEW} WHERE ($1::uuid IS NULL OR v.id < $1) AND ($2::text IS NULL OR v.page = $2)
       AND (v.user_id IS NULL OR v.user_id = $3) ORDER BY v.id DESC LIMIT $4`,
    [before, page, userId, rowsMax],
  );
}

/** Unsharing gives it back to who made it. */
export async function updateSavedView(manager: EntityManager, id: string, change: UpdateSavedView): Promise<void> {
  await execute(
    manager,
    `UPDATE saved_views
        SET name = coalesce($2, name), query = coalesce($3, query),
            user_id = CASE $4::boolean WHEN true THEN NULL WHEN false THEN created_by ELSE user_id END, updated_at = now()
      WHERE id = $1`,
    [id, change.name ?? null, change.query ?? null, change.shared ?? null],
  );
}

export async function deleteSavedView(manager: EntityManager, id: string): Promise<void> {
  await execute(manager, 'DELETE FROM saved_views WHERE id = $1', [id]);
}

const Counted = z.object({ count: z.number().int() });

/** How many are somebody's own; of null: how many are shared. No view is added until the transaction ends. */
export async function countSavedViews(manager: EntityManager, orgId: string, userId: string | null): Promise<number> {
  await execute(manager, `SELECT pg_advisory_xact_lock(hashtextextended('saved-views:' || $1, 0))`, [orgId]);
  const statement = 'SELECT count(*)::int AS count FROM saved_views WHERE user_id IS NOT DISTINCT FROM $1';
  return (await queryRow(manager, Counted, statement, [userId]))?.count ?? 0;
}
