import { z } from 'zod';
import { AuditActorType } from '../events/audit-recorded.js';
import { Uuid } from '../ids.js';
import { pageOf, PageQuery } from '../pagination.js';
import { Timestamp } from './fields.js';

const Digest = z.string().regex(/^[0-9a-f]{64}$/);

/** How long an organisation's audit log is kept where it is searched. Specification: Audit Logging, retention. */
export const AUDIT_RETENTION_DAYS_DEFAULT = 365;
export const AUDIT_RETENTION_DAYS_MAX = 2_555;

/**
 * One row of the audit log, in the specification's format and with its place in the chain: the same in answers, exports and
 * archives. `hash` is the SHA-256 of the others as canonical JSON; docs/audit.md has the exact form.
 */
export const AuditLogEntry = z
  .object({
    id: Uuid.describe('Of the event'),
    seq: z.number().int().min(1).describe('Place in the organisation’s chain: 1, 2, 3 … without a gap'),
    timestamp: Timestamp.describe('When it happened'),
    recorded_at: Timestamp.describe('When it was appended to the chain'),
    event_type: z.string(),
    actor: z.object({
      type: AuditActorType,
      id: Uuid.nullable(),
      email: z.string().nullable(),
      ip_address: z.string().nullable(),
      user_agent: z.string().nullable(),
    }),
    resource: z.object({ type: z.string(), id: Uuid.nullable(), org_id: Uuid }),
    details: z.record(z.string(), z.json()),
    request_id: z.string().nullable(),
    prev_hash: Digest.describe('`hash` of the row before; zeros on the first'),
    hash: Digest,
  })
  .meta({ id: 'AuditLogEntry' });
export type AuditLogEntry = z.infer<typeof AuditLogEntry>;

const Instant = z.iso.datetime({ offset: true });

const auditFilters = {
  from: Instant.optional().describe('What happened at or after this'),
  to: Instant.optional().describe('… and before this'),
  event_type: z
    .string()
    .regex(/^[a-z0-9_.]{1,100}\*?$|^\*$/, 'use a type of event, or the beginning of one followed by `*`')
    .optional()
    .describe('`api_key.created`, or all that begin so: `api_key.*`'),
  actor_type: AuditActorType.optional(),
  actor_id: Uuid.optional(),
  resource_type: z.string().min(1).max(100).optional(),
  resource_id: Uuid.optional(),
  request_id: z.string().min(1).max(128).optional(),
  ip_address: z.string().min(1).max(64).optional(),
};

/** What rows of the audit log are asked for; all that is given must match. */
export const AuditFilters = z.strictObject(auditFilters);
export type AuditFilters = z.infer<typeof AuditFilters>;

/** Query of `GET /v1/audit-logs`. */
export const AuditLogQuery = z.strictObject({ ...auditFilters, ...PageQuery.shape });
export type AuditLogQuery = z.infer<typeof AuditLogQuery>;

/** Query of `GET /v1/audit-logs/export`. */
export const AuditExportQuery = z.strictObject({ ...auditFilters, format: z.enum(['csv', 'jsonl']).default('jsonl') });
export type AuditExportQuery = z.infer<typeof AuditExportQuery>;

export const AuditLogPage = pageOf(AuditLogEntry).meta({ id: 'AuditLogPage' });
export type AuditLogPage = z.infer<typeof AuditLogPage>;

/** The end of a chain, signed: who cuts rows off, or writes the chain anew, cannot sign another. */
export const SignedAuditHead = z
  .object({
    kind: z.literal('audit-head'),
    org_id: Uuid,
    seq: z.number().int().min(1),
    hash: Digest,
    signed_at: Timestamp,
    key_id: z.string().describe('First 16 hex digits of the SHA-256 of the public key'),
    signature: z.base64().describe('Ed25519, over the other fields as canonical JSON'),
  })
  .meta({ id: 'SignedAuditHead' });
export type SignedAuditHead = z.infer<typeof SignedAuditHead>;

/** `GET /v1/audit-logs/verification`. */
export const AuditVerification = z
  .object({
    status: z
      .enum(['ok', 'broken', 'unsigned'])
      .describe('`broken`: what was added since a signature does not continue it; `unsigned`: nothing was signed yet'),
    problem: z.string().nullable().describe('What is wrong and at which `seq`; null unless broken'),
    checked_at: Timestamp.nullable().describe('When what was added last was checked'),
    head: SignedAuditHead.nullable().describe('What was signed last'),
    public_key: z.string().describe('PEM: what `head` is checked with'),
  })
  .meta({ id: 'AuditVerification' });
export type AuditVerification = z.infer<typeof AuditVerification>;
