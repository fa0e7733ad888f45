import { Project, type CreateProject, type ProjectQuery, type UpdateProject } from '@gatewayops/contracts';
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import type { Within } from '../http/reach.js';

const COLUMNS = 'id, team_id, name, slug, settings, created_at';

export async function insertProject(
  manager: EntityManager,
  orgId: string,
  id: string,
  request: CreateProject & { slug: string },
): Promise<Project> {
  const [project] = await queryRows(
    manager,
    Project,
    `INSERT INTO projects (id, org_id, team_id, name, slug, settings) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
    [id, orgId, request.team_id, request.name, request.slug, JSON.stringify(request.settings)],
  );
  return project as Project;
}

export function readProject(manager: EntityManager, id: string): Promise<Project | null> {
  return queryRow(manager, Project, `SELECT ${COLUMNS} FROM projects WHERE id = $1`, [id]);
}

/** As `readProject`, and no key can be issued for it until the transaction ends. */
export function readProjectForUpdate(manager: EntityManager, id: string): Promise<Project | null> {
  return queryRow(manager, Project, `SELECT ${COLUMNS} FROM projects WHERE id = $1 FOR UPDATE`, [id]);
}

/** Projects that fit the query, newest first, below the id `before`; only those of `within` where it is given. */
export function listProjects(
  manager: EntityManager,
  query: ProjectQuery,
  within: Within | null,
  { before, rowsMax }: { before: string | null; rowsMax: number },
) {
  return queryRows(
    manager,
    Project,
    `SELECT ${COLUMNS} FROM projects
      WHERE ($1::uuid IS NULL OR id < $1) AND ($2::uuid IS NULL OR team_id = $2)
        AND ($3::uuid[] IS NULL OR team_id = ANY ($3)) ORDER BY id DESC LIMIT $4`,
    [before, query.team_id ?? null, within?.teamIds ?? null, rowsMax],
  );
}

export function updateProject(manager: EntityManager, id: string, change: UpdateProject): Promise<Project | null> {
  return queryRow(
    manager,
    Project,
    `UPDATE projects SET name = coalesce($2, name), settings = coalesce($3, settings) WHERE id = $1 RETURNING ${COLUMNS}`,
    [id, change.name ?? null, change.settings ? JSON.stringify(change.settings) : null],
  );
}

/** Its keys keep their history without it. */
export async function deleteProject(manager: EntityManager, id: string): Promise<void> {
  await execute(manager, 'UPDATE api_keys SET project_id = NULL WHERE project_id = $1', [id]);
  await execute(manager, 'DELETE FROM projects WHERE id = $1', [id]);
}
