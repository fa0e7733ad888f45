import { z } from 'zod';
import { Uuid } from '../ids.js';
import { pageOf } from '../pagination.js';
import { Timestamp } from './fields.js';
import { OrganizationRole } from './people.js';

/** Somebody who is asked to join the organisation and has not done so. */
export const Invitation = z
  .object({
    id: Uuid,
    email: z.string(),
    role: OrganizationRole,
    invited_by: Uuid.nullable().describe('The person who did; null for the operator and keys'),
    created_at: Timestamp,
    expires_at: Timestamp,
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof Invitation>;

/** `POST /v1/invitations`: a new one takes the place of an earlier one to the same address. */
export const CreateInvitation = z
  .strictObject({ email: z.email().max(255).toLowerCase(), role: OrganizationRole.default('org_member') })
  .meta({ id: 'CreateInvitation' });
export type CreateInvitation = z.infer<typeof CreateInvitation>;

export const IssuedInvitation = Invitation.extend({
  link: z.url().nullable().describe('Shown once, and only where no mail is configured; else it goes to the address'),
}).meta({ id: 'IssuedInvitation' });
export type IssuedInvitation = z.infer<typeof IssuedInvitation>;

export const InvitationPage = pageOf(Invitation).meta({ id: 'InvitationPage' });
export type InvitationPage = z.infer<typeof InvitationPage>;

/** `GET` and `PATCH /v1/orgs/{id}/security` */
export const OrganizationSecurity = z
  .object({
    mfa_required: z.boolean().describe('Whether a second factor is needed to do anything in the organisation'),
  })
  .meta({ id: 'OrganizationSecurity' });
export type OrganizationSecurity = z.infer<typeof OrganizationSecurity>;

export const UpdateOrganizationSecurity = z
  .strictObject({ mfa_required: z.boolean() })
  .meta({ id: 'UpdateOrganizationSecurity' });
export type UpdateOrganizationSecurity = z.infer<typeof UpdateOrganizationSecurity>;
