import { Role, RoleAssignment, type CreateRole, type CreateRoleAssignment, type RoleAssignmentQuery, type UpdateRole } from '@gatewayops/contracts'; // prettier-ignore
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';

const COLUMNS = 'id, name, description, false AS built_in, grants, mcp, version, created_at, updated_at';
const ASSIGNMENT = 'id, role_id, user_id, team_id, created_at';

export async function insertRole(manager: EntityManager, orgId: string, id: string, role: CreateRole): Promise<Role> {
  const [made] = await queryRows(
    manager,
    Role,
    `INSERT INTO roles (id, org_id, name, description, grants, mcp) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
    [id, orgId, role.name, role.description, JSON.stringify(role.grants), JSON.stringify(role.mcp)],
  );
  return made as Role;
}

export function readRole(manager: EntityManager, id: string): Promise<Role | null> {
  return queryRow(manager, Role, `SELECT ${COLUMNS} FROM roles WHERE id = $1`, [id]);
}

/** As `readRole`, and nobody else can change or give it until the transaction ends. */
export function readRoleForUpdate(manager: EntityManager, id: string): Promise<Role | null> {
  return queryRow(manager, Role, `SELECT ${COLUMNS} FROM roles WHERE id = $1 FOR UPDATE`, [id]);
}

/** Newest first, below the id `before`. */
export function listRoles(manager: EntityManager, before: string | null, rowsMax: number): Promise<Role[]> {
  const statement = `SELECT ${COLUMNS} FROM roles WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`;
  return queryRows(manager, Role, statement, [before, rowsMax]);
}

export function updateRole(manager: EntityManager, id: string, change: UpdateRole): Promise<Role | null> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  return queryRow(
    manager,
    Role,
    `UPDATE roles SET name = coalesce($2, name), description = coalesce($3, description), grants = coalesce($4, grants),
                      mcp = coalesce($5, mcp), version = version + 1, updated_at = now()
      WHERE id = $1 RETURNING ${COLUMNS}`,
    [id, change.name ?? null, change.description ?? null, json(change.grants), json(change.mcp)],
  );
}

/** Whoever had it has it no more. */
export async function deleteRole(manager: EntityManager, id: string): Promise<void> {
  await execute(manager, 'DELETE FROM roles WHERE id = $1', [id]);
}

export async function insertAssignment(
  manager: EntityManager,
  orgId: string,
  id: string,
  { role_id, user_id, team_id }: CreateRoleAssignment,
): Promise<RoleAssignment> {
  const [made] = await queryRows(
    manager,
    RoleAssignment,
    `INSERT INTO role_assignments (id, org_id, role_id, user_id, team_id) VALUES ($1, $2, $3, $4, $5) RETURNING ${ASSIGNMENT}`,
    [id, orgId, role_id, user_id, team_id],
  );
  return made as RoleAssignment;
}

/** Assignments that fit the query, newest first, below the id `before`. */
export function listAssignments(
  manager: EntityManager,
  query: RoleAssignmentQuery,
  before: string | null,
  rowsMax: number,
): Promise<RoleAssignment[]> {
  return queryRows(
    manager,
    RoleAssignment,
    `SELECT ${ASSIGNMENT} FROM role_assignments
      WHERE ($1::uuid IS NULL OR id < $1) AND ($2::uuid IS NULL OR role_id = $2) AND ($3::uuid IS NULL OR user_id = $3)
        AND ($4::uuid IS NULL OR team_id = $4)
      ORDER BY id DESC LIMIT $5`,
    [before, query.role_id ?? null, query.user_id ?? null, query.team_id ?? null, rowsMax],
  );
}

export function deleteAssignment(manager: EntityManager, id: string): Promise<RoleAssignment | null> {
  return queryRow(manager, RoleAssignment, `DELETE FROM role_assignments WHERE id = $1 RETURNING ${ASSIGNMENT}`, [id]);
}
