import { AUDIT_TOPIC, auditEvent, type AuditFacts } from '@gatewayops/access';
import { addToOutbox, type EntityManager } from '@gatewayops/postgres';
import { OUTBOX_TABLE } from '../database/schema.js';

/** What this service records. Specification: Audit Logging, events captured; `audit.read` is ours. */
export type AuditAction =
  | 'user.login'
  | 'user.logout'
  | 'user.login_failed'
  | 'api_key.invalid'
  | 'permission.granted'
  | 'permission.denied'
  | 'api_key.created'
  | 'api_key.rotated'
  | 'api_key.revoked'
  | 'user.created'
  | 'user.updated'
  | 'user.deleted'
  | 'team.created'
  | 'mcp_server.configured'
  | 'upstream_connection.created'
  | 'upstream_connection.deleted'
  | 'upstream_connection.failed'
  | 'upstream_connection.revoked'
  | 'upstream_credential.used'
  | 'config.changed'
  | 'export.requested'
  | 'audit.read';

export interface AuditEntry extends AuditFacts {
  action: AuditAction;
  resourceType:
    | 'organization'
    | 'user'
    | 'team'
    | 'project'
    | 'api_key'
    | 'role'
    | 'service_account'
    | 'mcp_server'
    | 'virtual_server'
    | 'upstream_connection'
    | 'saved_view'
    | 'audit_log'
    | 'oauth_grant'
    | 'oauth_client'
    | 'token_issuer';
}

/**
 * Writes down, in the caller's transaction, what it did. The event goes through the outbox and the stream into the
 * organisation's chain, a moment after the transaction has committed; nothing of it is lost on the way.
 * @param id of the event: one that comes twice is appended once
 */
export async function recordAudit(manager: EntityManager, entry: AuditEntry, id?: string): Promise<void> {
  const message = JSON.stringify(auditEvent(entry, id));
  await addToOutbox(manager, OUTBOX_TABLE, { orgId: entry.orgId, topic: AUDIT_TOPIC, message });
}

/** As {@link recordAudit}, of a change of what an organisation has set up for itself; `details` say which. */
export const recordSettingsChange = (
  manager: EntityManager,
  orgId: string,
  actor: AuditEntry['actor'],
  details: AuditEntry['details'],
): Promise<void> =>
  recordAudit(manager, {
    orgId,
    actor,
    action: 'config.changed',
    resourceType: 'organization',
    resourceId: orgId,
    details,
  });
