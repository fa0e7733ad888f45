import { CircuitBreaker } from '@gatewayops/domain';
import { checkDatabase, createDataSource, refusePrivilegedRole, type DataSource } from '@gatewayops/postgres';
import { HealthRegistry, Logger, Metrics, ShutdownHooks } from '@gatewayops/service';
import type { AlertEnvironment } from '../env.js';

export const DATA_SOURCE = Symbol('data source');

/** Specification: Circuit Breakers, database. */
const DATABASE_BREAKER = { failureThreshold: 5, windowMs: 30_000, openMs: 60_000, halfOpenRequests: 1 };

export const createBreaker = (): CircuitBreaker => new CircuitBreaker(DATABASE_BREAKER);

/** PostgreSQL as this service uses it: timed, watched and closed with it. Not connected yet. */
export function createDatabase(
  environment: AlertEnvironment,
  metrics: Metrics,
  health: HealthRegistry,
  logger: Logger,
  shutdown: ShutdownHooks,
): DataSource {
  const help = 'Statements to PostgreSQL';
  const durations = metrics.histogram({ name: 'db_query_duration_seconds', help, labels: ['operation'] });
  const dataSource = createDataSource({
    url: environment.DATABASE_URL,
    applicationName: 'gatewayops-alert',
    limits: { connectionsMax: environment.DATABASE_CONNECTIONS_MAX },
    onQuery: (operation, seconds) => durations.observe({ operation }, seconds),
    onConnectionError: (error) => logger.warn({ error }, 'a connection to PostgreSQL broke'),
  });
  health.register({ name: 'postgres', critical: true, check: () => checkDatabase(dataSource) });
  shutdown.register('close', 'postgres', () => dataSource.destroy());
  return dataSource;
}

/** Connects. Throws one sentence where that fails, or where row-level security would not hold the role. */
export async function openDatabase(dataSource: DataSource): Promise<void> {
  await dataSource.initialize().catch((cause: unknown) => {
    throw new Error('DATABASE_URL: PostgreSQL cannot be reached, or does not let us in.', { cause });
  });
  await refusePrivilegedRole(dataSource);
}
