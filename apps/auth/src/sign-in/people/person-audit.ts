import { SYSTEM_ORG_ID } from '@gatewayops/contracts';
import { execute, type EntityManager } from '@gatewayops/postgres';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../changes/actor.js';
import { recordAudit, type AuditEntry } from '../../changes/audit-log.js';

const USER_AGENT_LENGTH_MAX = 512;

/** Somebody who is not signed in yet, from where they are. `id` is null for an address that nobody has. */
export function visitorOf(request: FastifyRequest, { id, email }: { id: string | null; email: string | null }): Actor {
  return {
    type: 'user',
    id,
    email,
    ipAddress: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, USER_AGENT_LENGTH_MAX) ?? null,
    requestId: request.id,
  };
}

/**
 * Writes down what concerns a person and not one organisation, in the chain of each that they belong to; in the system's
 * where there is none. The caller's transaction goes on in no organisation.
 */
export async function recordEverywhere(
  manager: EntityManager,
  orgIds: readonly string[],
  entry: Omit<AuditEntry, 'orgId' | 'resourceType'>,
): Promise<void> {
  for (const orgId of orgIds.length === 0 ? [SYSTEM_ORG_ID] : orgIds) {
    await enterOrganization(manager, orgId);
    await recordAudit(manager, { ...entry, orgId, resourceType: 'user' });
  }
  await enterOrganization(manager, '');
}

export async function enterOrganization(manager: EntityManager, orgId: string): Promise<void> {
  await execute(manager, `SELECT set_config('app.org_id', $1, true)`, [orgId]);
}
