import { Member, User, type OrganizationRole } from '@gatewayops/contracts';
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

const MEMBER = `SELECT m.user_id, u.email, m.name, m.role, m.created_at
  FROM organization_members m JOIN users u ON u.id = m.user_id`;

const USER = `SELECT u.id, u.email, m.name, m.role, m.created_at, u.last_login_at,
    coalesce((SELECT jsonb_agg(jsonb_build_object('team_id', t.team_id, 'role', t.role) ORDER BY t.team_id)
                FROM team_memberships t WHERE t.user_id = m.user_id), '[]') AS teams
  FROM organization_members m JOIN users u ON u.id = m.user_id`;

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

export function readMember(manager: EntityManager, userId: string): Promise<Member | null> {
  return queryRow(manager, Member, `${MEMBER} WHERE m.user_id = $1`, [userId]);
}

/** As `readMember`, and no key can be issued to them until the transaction ends. */
export function readMemberForUpdate(manager: EntityManager, userId: string): Promise<Member | null> {
  return queryRow(manager, Member, `${MEMBER} WHERE m.user_id = $1 FOR UPDATE OF m`, [userId]);
}

export function listMembers(manager: EntityManager, before: string | null, rowsMax: number): Promise<Member[]> {
  const where = 'WHERE $1::uuid IS NULL OR m.user_id < $1';
  return queryRows(manager, Member, `${MEMBER} ${where} ORDER BY m.user_id DESC LIMIT $2`, [before, rowsMax]);
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

export function readUser(manager: EntityManager, id: string): Promise<User | null> {
  return queryRow(manager, User, `${USER} WHERE u.id = $1`, [id]);
}

export function listUsers(manager: EntityManager, before: string | null, rowsMax: number): Promise<User[]> {
  const where = 'WHERE $1::uuid IS NULL OR u.id < $1';
  return queryRows(manager, User, `${USER} ${where} ORDER BY u.id DESC LIMIT $2`, [before, rowsMax]);
}
