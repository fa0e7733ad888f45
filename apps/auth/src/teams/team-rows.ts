import { Team, TeamMember, type AddTeamMember, type CreateTeam, type UpdateTeam } from '@gatewayops/contracts';
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import type { Within } from '../http/reach.js';

/** A `Team` as SQL. */
const COLUMNS = `id, name, slug, settings,
  CASE WHEN rate_limit_rps IS NOT NULL
    THEN jsonb_build_object('rps', rate_limit_rps, 'burst', rate_limit_burst) END AS rate_limit, created_at`;

const MEMBER = `SELECT t.user_id, u.email, m.name, t.role, t.created_at
  FROM team_memberships t
  JOIN organization_members m ON m.org_id = t.org_id AND m.user_id = t.user_id
  JOIN users u ON u.id = t.user_id`;

export async function insertTeam(
  manager: EntityManager,
  orgId: string,
  id: string,
  request: CreateTeam & { slug: string },
): Promise<Team> {
  const { name, slug, settings, rate_limit } = request;
  const [team] = await queryRows(
    manager,
    Team,
    `INSERT INTO teams (id, org_id, name, slug, settings, rate_limit_rps, rate_limit_burst)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`,
    [id, orgId, name, slug, JSON.stringify(settings), rate_limit?.rps ?? null, rate_limit?.burst ?? null],
  );
  return team as Team;
}

export function readTeam(manager: EntityManager, id: string): Promise<Team | null> {
  return queryRow(manager, Team, `SELECT ${COLUMNS} FROM teams WHERE id = $1`, [id]);
}

/** As `readTeam`, and nothing can be made in it until the transaction ends. */
export function readTeamForUpdate(manager: EntityManager, id: string): Promise<Team | null> {
  return queryRow(manager, Team, `SELECT ${COLUMNS} FROM teams WHERE id = $1 FOR UPDATE`, [id]);
}

/** Teams below the id `before`, newest first; only those of `within` where it is given. */
export function listTeams(manager: EntityManager, within: Within | null, before: string | null, rowsMax: number) {
  return queryRows(
    manager,
    Team,
    `SELECT ${COLUMNS} FROM teams
      WHERE ($1::uuid IS NULL OR id < $1) AND ($2::uuid[] IS NULL OR id = ANY ($2)) ORDER BY id DESC LIMIT $3`,
    [before, within?.teamIds ?? null, rowsMax],
  );
}

/** A `rate_limit` of null takes the limit away; one that is not named stays. */
export function updateTeam(manager: EntityManager, id: string, change: UpdateTeam): Promise<Team | null> {
  return queryRow(
    manager,
    Team,
    `UPDATE teams
        SET name = coalesce($2, name), settings = coalesce($3, settings),
            rate_limit_rps = CASE WHEN $4 THEN $5 ELSE rate_limit_rps END,
            rate_limit_burst = CASE WHEN $4 THEN $6 ELSE rate_limit_burst END
      WHERE id = $1 RETURNING ${COLUMNS}`,
    [
      id,
      change.name ?? null,
      change.settings ? JSON.stringify(change.settings) : null,
      change.rate_limit !== undefined,
      change.rate_limit?.rps ?? null,
      change.rate_limit?.burst ?? null,
    ],
  );
}

/** The team with its memberships and projects; its keys keep their history without it. */
export async function deleteTeam(manager: EntityManager, id: string): Promise<void> {
  await execute(manager, 'UPDATE api_keys SET team_id = NULL, project_id = NULL WHERE team_id = $1', [id]);
  await execute(manager, 'DELETE FROM projects WHERE team_id = $1', [id]);
  await execute(manager, 'DELETE FROM teams WHERE id = $1', [id]);
}

export async function insertTeamMember(manager: EntityManager, orgId: string, teamId: string, member: AddTeamMember) {
  await execute(manager, 'INSERT INTO team_memberships (org_id, team_id, user_id, role) VALUES ($1, $2, $3, $4)', [
    orgId,
    teamId,
    member.user_id,
    member.role,
  ]);
}

export function readTeamMember(manager: EntityManager, teamId: string, userId: string): Promise<TeamMember | null> {
  return queryRow(manager, TeamMember, `${MEMBER} WHERE t.team_id = $1 AND t.user_id = $2`, [teamId, userId]);
}

export function listTeamMembers(
  manager: EntityManager,
  teamId: string,
  before: string | null,
  rowsMax: number,
): Promise<TeamMember[]> {
  const where = 'WHERE t.team_id = $1 AND ($2::uuid IS NULL OR t.user_id < $2)';
  const statement = `${MEMBER} ${where} ORDER BY t.user_id DESC LIMIT $3`;
  return queryRows(manager, TeamMember, statement, [teamId, before, rowsMax]);
}

export async function deleteTeamMember(manager: EntityManager, teamId: string, userId: string): Promise<boolean> {
  const statement = 'DELETE FROM team_memberships WHERE team_id = $1 AND user_id = $2';
  return (await execute(manager, statement, [teamId, userId])) === 1;
}
