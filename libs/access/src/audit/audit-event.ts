import type { AuditRecorded } from '@gatewayops/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from './actor.js';

/** What happened, to what, by whom. Specification: Audit Logging. */
export interface AuditFacts {
  /** `SYSTEM_ORG_ID` for what belongs to no organisation. */
  orgId: string;
  actor: Actor;
  action: string;
  resourceType: string;
  /** Null where it is about no single thing. */
  resourceId: string | null;
  /** Names and settings; never a secret. */
  details: AuditRecorded['payload']['details'];
}

/** The topic of audit events in the outbox of a service. */
export const AUDIT_TOPIC = 'audit';

/**
 * The event that tells the audit log of it, now.
 * @param id known by the audit log: one that comes twice is appended once
 */
export function auditEvent(
  { orgId, actor, action, resourceType, resourceId, details }: AuditFacts,
  id: string = uuidv7(),
): AuditRecorded {
  return {
    id,
    type: 'audit.recorded',
    version: 1,
    orgId,
    occurredAt: Date.now(),
    payload: {
      actorType: actor.type,
      actorId: actor.id,
      actorEmail: actor.email,
      action,
      resourceType,
      resourceId,
      details,
      ipAddress: actor.ipAddress,
      userAgent: actor.userAgent,
      requestId: actor.requestId,
    },
  };
}
