import { CircuitBreaker } from '@gatewayops/domain';
import { checkDatabase, createDataSource, TenantTransactions, type DataSource } from '@gatewayops/postgres';
import { HealthRegistry, Logger, ShutdownHooks } from '@gatewayops/service';
import type { CostEnvironment } from '../env.js';
import { DATABASE_BREAKER } from './clickhouse.js';
import type { QueryDurations } from './query-durations.js';

export const DATA_SOURCE = Symbol('data source');

/** PostgreSQL as this service uses it: timed, watched and closed with it. Not connected yet. */
export function createDatabase(
  environment: CostEnvironment,
  durations: QueryDurations,
  health: HealthRegistry,
  logger: Logger,
  shutdown: ShutdownHooks,
): DataSource {
  const dataSource = createDataSource({
    url: environment.DATABASE_URL,
    applicationName: 'gatewayops-cost',
    limits: { connectionsMax: environment.DATABASE_CONNECTIONS_MAX },
    onQuery: (operation, seconds) => durations.observe({ operation: `postgres_${operation}` }, seconds),
    onConnectionError: (error) => logger.warn({ error }, 'a connection to PostgreSQL broke'),
  });
  // Costs are read from ClickHouse: without PostgreSQL only prices cannot be.
  health.register({
    name: 'postgres',
    critical: false,
    check: async () => {
      const report = await checkDatabase(dataSource);
      return report.state === 'up' ? report : { ...report, state: 'degraded' };
    },
  });
  shutdown.register('close', 'postgres', () => dataSource.destroy());
  return dataSource;
}

export const createTransactions = (dataSource: DataSource): TenantTransactions =>
  new TenantTransactions(dataSource, new CircuitBreaker(DATABASE_BREAKER));
