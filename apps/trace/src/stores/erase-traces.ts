import { eraseOrganization, type ClickHouse } from '@gatewayops/clickhouse';

const TABLES = ['spans', 'traces', 'calls_hourly'];

/** Erases what this service has of a deleted organisation. May be run again. */
export const eraseTraces = (clickhouse: ClickHouse, orgId: string): Promise<void> =>
  eraseOrganization(clickhouse, orgId, TABLES);
