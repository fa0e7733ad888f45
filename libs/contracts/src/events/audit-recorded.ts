import { z } from 'zod';
import { Uuid } from '../ids.js';
import { envelope } from './envelope.js';

/** Something that a person, a key or the system did. Specification: Audit Logging. Stream `audit`. */
export const AuditRecorded = envelope(
  'audit.recorded',
  1,
  z.object({
    actorType: z.enum(['user', 'api_key', 'system']),
    actorId: Uuid.nullable(),
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
