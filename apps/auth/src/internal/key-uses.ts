import type { KeysUsedRequest } from '@gatewayops/contracts';
import { execute, TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';

type KeyUse = KeysUsedRequest['keys'][number];

/** Writes down when keys, grants and clients of machines were last used, as gateways report it. */
@Injectable()
export class KeyUses {
  constructor(private readonly tenants: TenantTransactions) {}

  /** A time never goes back, and never lies ahead of our clock. Keys that are not the organisation's are left out. */
  async record(uses: readonly KeyUse[]): Promise<void> {
    const byOrganization = Map.groupBy(uses, (use) => use.orgId);
    for (const [orgId, ofOrganization] of byOrganization) await this.recordOf(orgId, latestByKey(ofOrganization));
  }

  private async recordOf(orgId: string, uses: ReadonlyMap<string, number>): Promise<void> {
    // In the order of their ids, so that two replicas that report the same keys cannot lock each other out.
    const keyIds = [...uses.keys()].toSorted();
    const timesMs = keyIds.map((keyId) => uses.get(keyId));
    // Calls of OAuth tokens are counted under their grant, or the machine's client.
    await this.tenants.run(orgId, async (manager) => {
      for (const table of ['api_keys', 'oauth_grants', 'oauth_clients'] as const)
        await execute(manager, statementFor(table), [keyIds, timesMs]);
    });
  }
}

const statementFor = (table: 'api_keys' | 'oauth_grants' | 'oauth_clients'): string =>
  `WITH locked AS MATERIALIZED (SELECT id FROM ${table} WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE)
   UPDATE ${table} k
      SET last_used_at = greatest(k.last_used_at, least(to_timestamp(u.time_ms / 1000), now()))
     FROM unnest($1::uuid[], $2::double precision[]) AS u (id, time_ms), locked
    WHERE k.id = u.id AND locked.id = k.id`;

function latestByKey(uses: readonly KeyUse[]): Map<string, number> {
  const latest = new Map<string, number>();
  for (const { keyId, lastUsedAtMs } of uses) latest.set(keyId, Math.max(lastUsedAtMs, latest.get(keyId) ?? 0));
  return latest;
}
