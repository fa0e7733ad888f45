import { z } from 'zod';
import { Uuid } from '../ids.js';
import { HeldGrant, Permission } from '../permissions.js';
import { McpScope } from '../scopes.js';

/** The cookie that carries a person's session. The prefix binds it to this host, to `/` and to https (RFC 6265bis, 4.1.3). */
export const SESSION_COOKIE = '__Host-gwo_session';
/** Header by which a page of ours proves that it sends a change: browsers let no other site set it. */
export const CSRF_HEADER = 'x-csrf-token';
/** As {@link CSRF_HEADER}, in a form. */
export const CSRF_FIELD = 'csrf_token';
/** How long ago somebody may have proven who they are for what cannot be undone. */
export const RECENT_SIGN_IN_MS = 10 * 60_000;

/** Somebody's standing in one organisation. */
export const PersonAccess = z.object({
  teamIds: z.array(Uuid).describe('Teams that they belong to'),
  grants: z.array(HeldGrant),
  mcp: z.array(McpScope),
  mfaRequired: z
    .boolean()
    .describe('One factor is not enough: the organisation says so, or they have set a second one up'),
  generation: z.number().int().describe('Of the organisation, when this was read'),
});
export type PersonAccess = z.infer<typeof PersonAccess>;

/** A signed-in person, in the organisation that they chose. */
export const PersonSession = z.object({
  sessionId: z.string().describe('Names the session in lists; is no credential'),
  userId: Uuid,
  email: z.string(),
  name: z.string().nullable(),
  orgId: Uuid.nullable().describe('null: belongs to no organisation, or has to choose one'),
  access: PersonAccess.nullable().describe('In that organisation'),
  hurdle: z
    .object({ code: z.enum(['mfa_required']), orgId: Uuid })
    .nullable()
    .describe('Why they may do nothing yet in an organisation that they chose and belong to'),
  authenticatedAtMs: z.number().int().describe('When they last proved who they are'),
  csrfToken: z.string(),
});
export type PersonSession = z.infer<typeof PersonSession>;

/** `POST /internal/v1/auth/validate-session` */
export const ValidateSessionRequest = z.strictObject({ token: z.string().min(1).max(256) });
export type ValidateSessionRequest = z.infer<typeof ValidateSessionRequest>;

export const SessionVerdict = z.discriminatedUnion('valid', [
  z.object({ valid: z.literal(true), session: PersonSession }),
  z.object({ valid: z.literal(false) }),
]);
export type SessionVerdict = z.infer<typeof SessionVerdict>;

/** `POST /internal/v1/auth/check-permission`: whether somebody may do something, to a thing of a team or a person. */
export const CheckPermissionRequest = z.strictObject({
  orgId: Uuid,
  userId: Uuid,
  permission: Permission,
  teamId: Uuid.nullable().default(null),
  ownerId: Uuid.nullable().default(null),
});
export type CheckPermissionRequest = z.infer<typeof CheckPermissionRequest>;

export const PermissionVerdict = z.object({ allowed: z.boolean(), reason: z.string() });
export type PermissionVerdict = z.infer<typeof PermissionVerdict>;
