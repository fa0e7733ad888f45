import { Invitation, OrganizationRole } from '@gatewayops/contracts';
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

const COLUMNS = 'id, email, role, invited_by, created_at, expires_at';
export interface NewInvitation {
  id: string;
  orgId: string;
  email: string;
  role: OrganizationRole;
  tokenHash: Buffer;
  invitedBy: string | null;
  mailed: boolean;
  expiresAt: Date;
}

export async function insertInvitation(manager: EntityManager, invitation: NewInvitation): Promise<Invitation> {
  const { id, orgId, email, role, tokenHash, invitedBy, mailed, expiresAt } = invitation;
  const statement = `INSERT INTO invitations (id, org_id, email, role, token_hash, invited_by, mailed, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${COLUMNS}`;
  const values = [id, orgId, email, role, tokenHash, invitedBy, mailed, expiresAt];
  const [row] = await queryRows(manager, Invitation, statement, values);
  return row as Invitation;
}

/** The role of the one that was taken back; null where there was none. */
export async function deleteOpenInvitation(
  manager: EntityManager,
  by: { id: string } | { email: string },
): Promise<Invitation | null> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['email', by.email];
  const statement = `DELETE FROM invitations WHERE ${column} = $1 AND accepted_at IS NULL RETURNING ${COLUMNS}`;
  const [row] = await queryRows(manager, Invitation, statement, [value]);
  return row ?? null;
}

/** Those that can still be accepted, newest first. */
export function listOpenInvitations(manager: EntityManager, before: string | null, rowsMax: number) {
  const statement = `SELECT ${COLUMNS} FROM invitations
    WHERE accepted_at IS NULL AND expires_at > now() AND ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2`;
  return queryRows(manager, Invitation, statement, [before, rowsMax]);
}

const Found = z.object({
  id: z.string(),
  org_id: z.string(),
  email: z.string(),
  role: OrganizationRole,
  mailed: z.boolean(),
  organization: z.string(),
  inviter: z.string().nullable(),
  can_sign_in: z.boolean(),
  belongs: z.boolean(),
});
export type FoundInvitation = z.infer<typeof Found>;

/** The one that a link opens, before there is an organisation; null where it is over. */
export function findInvitation(manager: EntityManager, tokenHash: Buffer): Promise<FoundInvitation | null> {
  return queryRow(manager, Found, 'SELECT * FROM find_invitation($1)', [tokenHash]);
}

/** False where somebody else was faster, or it has ended. */
export async function acceptInvitation(manager: EntityManager, id: string): Promise<boolean> {
  const statement =
    'UPDATE invitations SET accepted_at = now() WHERE id = $1 AND accepted_at IS NULL AND expires_at > now()';
  return (await execute(manager, statement, [id])) === 1;
}

const Known = z.object({ found: z.boolean() });

/** Whether a member of the organisation has this address. */
export async function isMember(manager: EntityManager, email: string): Promise<boolean> {
  const statement = `SELECT EXISTS (SELECT FROM organization_members m JOIN users u ON u.id = m.user_id
    WHERE lower(u.email) = lower($1)) AS found`;
  return (await queryRow(manager, Known, statement, [email]))?.found === true;
}
