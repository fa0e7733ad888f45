import { Member, User, type MemberQuery, type OrganizationRole } from '@gatewayops/contracts';
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

/** Whether who asks sees which second factors people have. */
export interface Shown {
  factors: boolean;
}
const NOT_SHOWN: Shown = { factors: false };

const factorOf = ({ factors }: Shown): string =>
  `${factors ? 'second_factor_of(u.id)' : 'NULL::jsonb'} AS second_factor`;

const memberSql = (shown: Shown): string => `SELECT m.user_id, u.email, m.name, m.role, m.created_at, ${factorOf(shown)}
  FROM organization_members m JOIN users u ON u.id = m.user_id`;

const userSql = (
  shown: Shown,
): string => `SELECT u.id, u.email, m.name, m.role, m.created_at, u.last_login_at, ${factorOf(shown)},
    coalesce((SELECT jsonb_agg(jsonb_build_object('team_id', t.team_id, 'role', t.role) ORDER BY t.team_id)
                FROM team_memberships t WHERE t.user_id = m.user_id), '[]') AS teams
  FROM organization_members m JOIN users u ON u.id = m.user_id`;

/** `$1`: an id to be below; `$2`: `set`, `none` or null for all. Asks for nobody's factors where it is null. */
const LISTED = `WHERE ($1::uuid IS NULL OR m.user_id < $1)
    AND ($2::text IS NULL OR (second_factor_of(m.user_id) <> '{"totp": false, "passkeys": 0}') = ($2 = 'set'))
  ORDER BY m.user_id DESC LIMIT $3`;

/** A part of a list of people. */
export interface Listed {
  before: string | null;
  rowsMax: number;
  secondFactor: MemberQuery['second_factor'] | null;
}

const Claimed = z.object({ id: z.string() });

/** The person with this address, made with the id `newId` if nobody has it yet; gives their id. */
export async function claimUser(manager: EntityManager, newId: string, email: string): Promise<string> {
  const [claimed] = await queryRows(manager, Claimed, 'SELECT claim_user($1, $2) AS id', [newId, email]);
  return (claimed as z.infer<typeof Claimed>).id;
}

export async function insertMember(
  manager: EntityManager,
  orgId: string,
  userId: string,
  member: { role: OrganizationRole; name: string | null },
): Promise<void> {
  await execute(manager, 'INSERT INTO organization_members (org_id, user_id, role, name) VALUES ($1, $2, $3, $4)', [
    orgId,
    userId,
    member.role,
    member.name,
  ]);
}

export function readMember(manager: EntityManager, userId: string, shown = NOT_SHOWN): Promise<Member | null> {
  return queryRow(manager, Member, `${memberSql(shown)} WHERE m.user_id = $1`, [userId]);
}

/** As `readMember`, and no key can be issued to them until the transaction ends. */
export function readMemberForUpdate(manager: EntityManager, userId: string, shown = NOT_SHOWN): Promise<Member | null> {
  return queryRow(manager, Member, `${memberSql(shown)} WHERE m.user_id = $1 FOR UPDATE OF m`, [userId]);
}

export function listMembers(manager: EntityManager, shown: Shown, listed: Listed): Promise<Member[]> {
  const { before, rowsMax, secondFactor = null } = listed;
  return queryRows(manager, Member, `${memberSql(shown)} ${LISTED}`, [before, secondFactor, rowsMax]);
}

export async function setMemberRole(manager: EntityManager, userId: string, role: OrganizationRole): Promise<void> {
  await execute(manager, 'UPDATE organization_members SET role = $2 WHERE user_id = $1', [userId, role]);
}

/** Locks them, so that of two who step down at once the second sees the first. */
export async function countAdmins(manager: EntityManager): Promise<number> {
  const statement = `SELECT user_id FROM organization_members
    WHERE role = 'org_admin' AND deactivated_at IS NULL ORDER BY user_id FOR UPDATE`;
  return (await queryRows(manager, z.object({ user_id: z.string() }), statement)).length;
}

export async function setMemberName(manager: EntityManager, userId: string, name: string | null): Promise<void> {
  await execute(manager, 'UPDATE organization_members SET name = $2 WHERE user_id = $1', [userId, name]);
}

/** Their places in teams go with them. */
export async function deleteMember(manager: EntityManager, userId: string): Promise<void> {
  await execute(manager, 'DELETE FROM organization_members WHERE user_id = $1', [userId]);
}

export function readUser(manager: EntityManager, id: string, shown: Shown): Promise<User | null> {
  return queryRow(manager, User, `${userSql(shown)} WHERE u.id = $1`, [id]);
}

export function listUsers(manager: EntityManager, shown: Shown, listed: Listed): Promise<User[]> {
  const { before, rowsMax, secondFactor = null } = listed;
  return queryRows(manager, User, `${userSql(shown)} ${LISTED}`, [before, secondFactor, rowsMax]);
}
