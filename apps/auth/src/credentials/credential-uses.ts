import type { CredentialsUsedRequest } from '@gatewayops/contracts';
import { TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { SYSTEM_ACTOR } from '../changes/actor.js';
import { recordAudit, type AuditEntry } from '../changes/audit-log.js';

type Use = CredentialsUsedRequest['uses'][number];

/** Writes uses of servers' credentials into the audit log: a row a caller, server, minute and gateway, with a count. */
@Injectable()
export class CredentialUses {
  constructor(private readonly tenants: TenantTransactions) {}

  /** A report that comes twice is written once: its id is the event's. */
  async record(uses: readonly Use[]): Promise<void> {
    for (const [orgId, ofOrg] of Map.groupBy(uses, (use) => use.orgId)) {
      await this.tenants.run(orgId, async (manager) => {
        for (const use of ofOrg) await recordAudit(manager, entryOf(use), use.id);
      });
    }
  }
}

function entryOf({ orgId, serverId, userId, keyId, minuteMs, count }: Use): AuditEntry {
  const type = userId === null ? 'api_key' : 'user';
  return {
    orgId,
    actor: { ...SYSTEM_ACTOR, type, id: userId ?? keyId },
    action: 'upstream_credential.used',
    resourceType: 'mcp_server',
    resourceId: serverId,
    details: { minute: new Date(minuteMs).toISOString(), count },
  };
}
