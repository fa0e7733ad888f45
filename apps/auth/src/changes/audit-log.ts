import type { AuditRecorded } from '@gatewayops/contracts';
import { addToOutbox, execute, type EntityManager } from '@gatewayops/postgres';
import { v7 as uuidv7 } from 'uuid';
import { OUTBOX_TABLE } from '../database/schema.js';
import type { Actor } from './actor.js';

/** Specification: Audit Logging, events captured. */
export type AuditAction =
  | 'api_key.created'
  | 'api_key.rotated'
  | 'api_key.revoked'
  | 'user.created'
  | 'user.updated'
  | 'user.deleted'
  | 'team.created'
  | 'mcp_server.configured'
  | 'config.changed';

export interface AuditEntry {
  orgId: string;
  actor: Actor;
  action: AuditAction;
  resourceType: 'organization' | 'user' | 'team' | 'project' | 'api_key' | 'mcp_server' | 'virtual_server';
  resourceId: string;
  /** Names and settings; never a secret. */
  details: AuditRecorded['payload']['details'];
}

export const AUDIT_TOPIC = 'audit';

/** Writes down, in the caller's transaction, what it did: a row of the audit log and the event that tells others. */
export async function recordAudit(manager: EntityManager, entry: AuditEntry): Promise<void> {
  const event = eventOf(entry);
  const { actor, action, resourceType, resourceId, details } = entry;
  await execute(
    manager,
    `INSERT INTO audit_logs (id, org_id, actor_type, actor_id, action, resource_type, resource_id, details, ip_address,
                             user_agent, request_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, to_timestamp($12::double precision / 1000))`,
    [
      event.id,
      entry.orgId,
      actor.type,
      actor.id,
      action,
      resourceType,
      resourceId,
      JSON.stringify(details),
      actor.ipAddress,
      actor.userAgent,
      actor.requestId,
      event.occurredAt,
    ],
  );
  await addToOutbox(manager, OUTBOX_TABLE, { orgId: entry.orgId, topic: AUDIT_TOPIC, message: JSON.stringify(event) });
}

function eventOf({ orgId, actor, action, resourceType, resourceId, details }: AuditEntry): AuditRecorded {
  return {
    id: uuidv7(),
    type: 'audit.recorded',
    version: 1,
    orgId,
    occurredAt: Date.now(),
    payload: {
      actorType: actor.type,
      actorId: actor.id,
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
