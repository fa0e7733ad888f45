import { eraseOrganization, type ClickHouse } from '@gatewayops/clickhouse';
import { execute, type TenantTransactions } from '@gatewayops/postgres';

const TABLES = ['cost_events', 'cost_hourly', 'cost_daily'];

/** Erases what this service has of a deleted organisation: prices, budgets, and what its calls cost. May be run again. */
export async function eraseCosts(
  clickhouse: ClickHouse,
  transactions: TenantTransactions,
  orgId: string,
): Promise<void> {
  await transactions.run(orgId, (manager) => execute(manager, 'SELECT erase_cost_rows()', []));
  await eraseOrganization(clickhouse, orgId, TABLES);
}
