import { z } from 'zod';
import { Uuid } from '../ids.js';
import { PageQuery, pageOf } from '../pagination.js';
import { DisplayName, Timestamp } from './fields.js';

/** Specification: Authorization Model. */
export const OrganizationRole = z.enum(['org_admin', 'org_member', 'org_viewer']);
export type OrganizationRole = z.infer<typeof OrganizationRole>;
export const TeamRole = z.enum(['team_admin', 'team_member']);
export type TeamRole = z.infer<typeof TeamRole>;

const Email = z.email().max(255).toLowerCase();

/** What somebody has set up besides a password; a passkey is two factors in one. */
export const SecondFactor = z
  .object({
    totp: z.boolean().describe('An authenticator app (RFC 6238)'),
    passkeys: z.number().int().min(0).describe('How many'),
  })
  .meta({ id: 'SecondFactor' });
export type SecondFactor = z.infer<typeof SecondFactor>;

const shownSecondFactor = SecondFactor.nullable().describe('Null: not shown to who may not change members');

/** A person's place in an organisation. */
export const Member = z
  .object({
    user_id: Uuid,
    email: z.string(),
    name: z.string().nullable().describe("The organisation's name for them"),
    role: OrganizationRole,
    second_factor: shownSecondFactor,
    created_at: Timestamp,
  })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof Member>;

/** `POST /v1/members`: the person is made where nobody has this address yet. */
export const AddMember = z
  .strictObject({ email: Email, name: DisplayName.optional(), role: OrganizationRole.default('org_member') })
  .meta({ id: 'AddMember' });
export type AddMember = z.infer<typeof AddMember>;

/** `PATCH /v1/members/{user_id}` */
export const UpdateMember = z.strictObject({ role: OrganizationRole }).meta({ id: 'UpdateMember' });
export type UpdateMember = z.infer<typeof UpdateMember>;

/** Query of `GET /v1/members` and `GET /v1/users` */
export const MemberQuery = PageQuery.extend({
  second_factor: z
    .enum(['set', 'none'])
    .optional()
    .describe('Only who has set up an authenticator app or a passkey, or only who has not; for who may change members'),
});
export type MemberQuery = z.infer<typeof MemberQuery>;

export const MemberPage = pageOf(Member).meta({ id: 'MemberPage' });
export type MemberPage = z.infer<typeof MemberPage>;

/** A person as one organisation sees them. */
export const User = z
  .object({
    id: Uuid,
    email: z.string(),
    name: z.string().nullable(),
    role: OrganizationRole,
    teams: z.array(z.object({ team_id: Uuid, role: TeamRole })),
    created_at: Timestamp.describe('When they joined the organisation'),
    last_login_at: Timestamp.nullable(),
    second_factor: shownSecondFactor,
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

/** `PATCH /v1/users/{id}` */
export const UpdateUser = z.strictObject({ name: DisplayName.nullable() }).meta({ id: 'UpdateUser' });
export type UpdateUser = z.infer<typeof UpdateUser>;

export const UserPage = pageOf(User).meta({ id: 'UserPage' });
export type UserPage = z.infer<typeof UserPage>;
