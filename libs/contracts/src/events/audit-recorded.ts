import { z } from 'zod';
import { Uuid } from '../ids.js';
import { envelope } from './envelope.js';

/** Whose audit log holds what belongs to no organisation: sign-ins of unknown people, keys that nobody issued. */
export const SYSTEM_ORG_ID = '00000000-0000-0000-0000-000000000000';

/** Who can do something that is audited. */
export const AuditActorType = z.enum(['user', 'api_key', 'system']);
export type AuditActorType = z.infer<typeof AuditActorType>;

/**
 * Something that a person, a key or the system did. Specification: Audit Logging. Stream `audit`; the auth service appends
 * it to the organisation's chain, once for each `id` of an envelope.
 */
export const AuditRecorded = envelope(
  'audit.recorded',
  1,
  z.object({
    actorType: AuditActorType,
    actorId: Uuid.nullable(),
    // Services of before the chain did not send it.
    actorEmail: z.string().max(320).nullable().default(null),
    action: z.string().max(100),
    resourceType: z.string().max(100),
    resourceId: Uuid.nullable(),
    details: z.record(z.string(), z.json()),
    ipAddress: z.string().max(64).nullable(),
    userAgent: z.string().max(512).nullable(),
    requestId: z.string().max(128).nullable(),
  }),
);
export type AuditRecorded = z.infer<typeof AuditRecorded>;
