import type { EntityManager } from '@gatewayops/postgres';
import type { Actor } from '../changes/actor.js';
import { recordAudit } from '../changes/audit-log.js';
import { revokeKeysOf, type KeyOwner } from './key-rows.js';

/**
 * Revokes the keys of a member, team or project that goes away, with a row of the audit log each. A key that outlived its
 * team would escape the team's limits and budgets.
 */
export async function revokeOwnedKeys(
  manager: EntityManager,
  orgId: string,
  actor: Actor,
  owner: KeyOwner,
  ownerId: string,
): Promise<void> {
  for (const resourceId of await revokeKeysOf(manager, owner, ownerId)) {
    const details = { reason: 'owner_removed', [owner]: ownerId };
    await recordAudit(manager, {
      orgId,
      actor,
      action: 'api_key.revoked',
      resourceType: 'api_key',
      resourceId,
      details,
    });
  }
}
