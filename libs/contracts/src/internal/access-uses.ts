import { z } from 'zod';
import { AuditActorType } from '../events/audit-recorded.js';
import { Uuid } from '../ids.js';

/** What one caller was let do and refused at a service's APIs in a minute. */
export const AccessUse = z.object({
  id: Uuid.describe('One that comes twice is recorded once'),
  orgId: Uuid,
  actorType: AuditActorType,
  actorId: Uuid,
  actorEmail: z.string().max(320).nullable(),
  granted: z.number().int().min(0),
  denied: z.number().int().min(0),
  refused: z.array(z.string().max(100)).max(20).describe('Permissions that were missing; the first few'),
  service: z.string().max(32),
  firstAtMs: z.number().int(),
  lastAtMs: z.number().int(),
  ipAddress: z.string().max(64).nullable(),
});
export type AccessUse = z.infer<typeof AccessUse>;

export const ACCESS_USES_MAX = 500;

/** `POST /internal/v1/auth/access-uses` */
export const AccessUsesRequest = z.strictObject({ uses: z.array(AccessUse).max(ACCESS_USES_MAX) });
export type AccessUsesRequest = z.infer<typeof AccessUsesRequest>;
