import type { AccessUse } from '@gatewayops/contracts';
import { OutboxRelay, TenantTransactions, type EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { v5 as uuidv5 } from 'uuid';
import { recordAudit, type AuditEntry } from '../changes/audit-log.js';

/** Names what was refused in a minute beside what was granted, whose id is the use's own. */
const DENIED = '0b8a3c5e-6f0e-5f0c-9b0a-7c1f6a2d4e11';

/** Writes down what callers were let do and refused at the APIs, as services counted it. */
@Injectable()
export class AccessUseLog {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly relay: OutboxRelay,
  ) {}

  async record(uses: readonly AccessUse[]): Promise<void> {
    for (const [orgId, ofOrganization] of Map.groupBy(uses, (use) => use.orgId)) {
      await this.tenants.run(orgId, async (manager) => {
        for (const use of ofOrganization) await recordUse(manager, use);
      });
    }
    this.relay.nudge();
  }
}

async function recordUse(manager: EntityManager, use: AccessUse): Promise<void> {
  const { service, granted, denied, refused } = use;
  const times = { first_at: new Date(use.firstAtMs).toISOString(), last_at: new Date(use.lastAtMs).toISOString() };
  if (granted > 0)
    await recordAudit(manager, entryOf(use, 'permission.granted', { count: granted, service, ...times }), use.id);
  if (denied === 0) return;
  const details = { count: denied, refused, service, ...times };
  await recordAudit(manager, entryOf(use, 'permission.denied', details), uuidv5(use.id, DENIED));
}

function entryOf(use: AccessUse, action: AuditEntry['action'], details: AuditEntry['details']): AuditEntry {
  const { orgId, actorType, actorId, actorEmail, ipAddress } = use;
  const actor = { type: actorType, id: actorId, email: actorEmail, ipAddress, userAgent: null, requestId: null };
  const resourceType = actorType === 'api_key' ? 'api_key' : 'user';
  return { orgId, actor, action, resourceType, resourceId: actorId, details };
}
