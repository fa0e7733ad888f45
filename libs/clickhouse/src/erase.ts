import { GatewayOpsError, Uuid } from '@gatewayops/contracts';
import type { ClickHouse } from './client.js';

const TAG_ROUTE = 'erase';

const UNDER_WAY = `SELECT 1 FROM system.mutations
  WHERE database = currentDatabase() AND table = {table:String} AND NOT is_done AND position(command, {orgId:String}) > 0 LIMIT 1`;

/**
 * Removes all rows of an organisation from `tables`, and waits until they are gone from the disk of every replica. May be run
 * again: where there are no rows left, nothing is written. @throws GatewayOpsError `service_unavailable` where it takes longer
 * than a request may: the server goes on, and a later run finds it done
 */
export async function eraseOrganization(
  clickhouse: ClickHouse,
  orgId: string,
  tables: readonly string[],
): Promise<void> {
  const request = { operation: 'erase_organization', tag: { route: TAG_ROUTE, orgId } };
  for (const table of tables) {
    const parameters = { orgId: Uuid.parse(orgId), table };
    // A second mutation would only wait behind the first.
    if ((await clickhouse.select(UNDER_WAY, { ...request, parameters })).length > 0)
      throw new GatewayOpsError('service_unavailable', { retryAfterSeconds: 5 });
    await clickhouse.command(`ALTER TABLE ${table} DELETE WHERE org_id = {orgId:String}`, {
      ...request,
      parameters: { orgId: parameters.orgId },
      settings: { mutations_sync: '2' },
    });
  }
}
