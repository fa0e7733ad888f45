import { z } from 'zod';
import { Uuid } from '../ids.js';
import { Permission, Reach } from '../permissions.js';
import { Timestamp } from './fields.js';

const MembershipOrganization = z.object({
  id: Uuid,
  name: z.string(),
  slug: z.string(),
  role: z.string(),
});

/** `GET /v1/auth/session`: who is signed in here. */
export const CurrentSession = z
  .object({
    id: z.string(),
    user: z.object({ id: Uuid, email: z.string(), name: z.string().nullable() }),
    organization_id: Uuid.nullable().describe('The one that they work in; null: none, or they have to choose'),
    organizations: z.array(MembershipOrganization),
    authenticated_at: Timestamp.describe('When they last proved who they are'),
    csrf_token: z.string().describe('Goes along with each change, as `X-CSRF-Token`'),
  })
  .meta({ id: 'CurrentSession' });
export type CurrentSession = z.infer<typeof CurrentSession>;

/** `PUT /v1/auth/session/organization` */
export const ChooseOrganization = z.strictObject({ organization_id: Uuid }).meta({ id: 'ChooseOrganization' });
export type ChooseOrganization = z.infer<typeof ChooseOrganization>;

/** Names a session in lists. */
export const SessionId = z.string().regex(/^[0-9a-f]{24}$/, 'use the id of a session');

export const Session = z
  .object({
    id: z.string(),
    current: z.boolean(),
    methods: z.array(z.string()).describe('How they signed in (RFC 8176): `pwd`, `otp`, `hwk`, `email`, `sso`, `mfa`'),
    created_at: Timestamp,
    last_seen_at: Timestamp,
    ends_at: Timestamp.describe('At the latest; after 8 hours without use it ends before'),
    ip_address: z.string().nullable(),
    user_agent: z.string().nullable(),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

/** `GET /v1/auth/sessions`: at most 50, which is as many as a person can have. */
export const SessionList = z.object({ items: z.array(Session) }).meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof SessionList>;

/** What the caller may do, and why not. */
export const PermissionAnswer = z
  .object({
    permission: Permission,
    description: z.string(),
    allowed: z.boolean(),
    reach: Reach.nullable().describe('How far at most; null: not at all'),
    team_ids: z.array(Uuid).describe('Teams that it is allowed for, where the reach is `team`'),
    granted_by: z.array(z.string()).describe('Roles that give it'),
    why_not: z.string().nullable(),
  })
  .meta({ id: 'PermissionAnswer' });
export type PermissionAnswer = z.infer<typeof PermissionAnswer>;

/** `GET /v1/auth/permissions`: each permission there is. */
export const PermissionList = z.object({ items: z.array(PermissionAnswer) }).meta({ id: 'PermissionList' });
export type PermissionList = z.infer<typeof PermissionList>;
