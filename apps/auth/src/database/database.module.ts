import { CircuitBreaker } from '@gatewayops/domain';
import {
  checkDatabase,
  createDataSource,
  DataSource,
  OutboxRelay,
  type OutboxRelayOptions,
  refusePrivilegedRole,
  TenantTransactions,
} from '@gatewayops/postgres';
import { Redis } from '@gatewayops/redis';
import { HealthRegistry, Logger, Metrics, ShutdownHooks } from '@gatewayops/service';
import { Module, type DynamicModule } from '@nestjs/common';
import { outboxPublisher } from '../changes/outbox-publisher.js';
import type { AuthEnvironment } from '../env.js';
import { OrganizationTransactions } from './organization-transactions.js';
import { OUTBOX_TABLE } from './schema.js';

/** Specification: Circuit Breakers, database. Trials are one at a time. */
const BREAKER = { failureThreshold: 5, windowMs: 30_000, openMs: 60_000, halfOpenRequests: 1 };

/** The connection to PostgreSQL, transactions on it, and its outbox. */
@Module({})
export class DatabaseModule {
  static of(environment: AuthEnvironment): DynamicModule {
    const dataSource = {
      provide: DataSource,
      inject: [Metrics, HealthRegistry, ShutdownHooks, Logger],
      useFactory: (metrics: Metrics, health: HealthRegistry, shutdown: ShutdownHooks, logger: Logger) =>
        connect(environment, { metrics, health, shutdown, logger }),
    };
    const transactions = {
      provide: TenantTransactions,
      inject: [DataSource],
      useFactory: (source: DataSource) => new TenantTransactions(source, new CircuitBreaker(BREAKER)),
    };
    const relay = {
      provide: OutboxRelay,
      inject: [DataSource, Redis, ShutdownHooks, Logger],
      useFactory: (source: DataSource, redis: Redis, shutdown: ShutdownHooks, logger: Logger) =>
        startRelay(source, outboxPublisher(redis, environment.STREAM_SHARDS), shutdown, logger),
    };
    const providers = [dataSource, transactions, relay, OrganizationTransactions];
    return { module: DatabaseModule, global: true, providers, exports: providers };
  }
}

interface Instruments {
  metrics: Metrics;
  health: HealthRegistry;
  shutdown: ShutdownHooks;
  logger: Logger;
}

async function connect(environment: AuthEnvironment, instruments: Instruments): Promise<DataSource> {
  const { metrics, health, shutdown, logger } = instruments;
  const durations = metrics.histogram({
    name: 'db_query_duration_seconds',
    help: 'From sending a statement to its answer',
    labels: ['operation'],
  });
  const dataSource = createDataSource({
    url: environment.DATABASE_URL,
    applicationName: 'gatewayops-auth',
    limits: { connectionsMax: environment.DATABASE_CONNECTIONS_MAX },
    onQuery: (operation, seconds) => durations.observe({ operation }, seconds),
    onConnectionError: (error) => logger.warn({ error }, 'a connection to PostgreSQL broke'),
  });
  await initialize(dataSource);
  health.register({ name: 'postgres', critical: true, check: () => checkDatabase(dataSource) });
  shutdown.register('close', 'postgres', () => dataSource.destroy());
  return dataSource;
}

/** A start that fails must leave no connection open: it would keep the process alive. */
async function initialize(dataSource: DataSource): Promise<void> {
  try {
    await dataSource.initialize();
  } catch (cause) {
    throw new Error('DATABASE_URL: PostgreSQL cannot be reached, or refuses the service role.', { cause });
  }
  try {
    await refusePrivilegedRole(dataSource);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

function startRelay(
  dataSource: DataSource,
  publish: OutboxRelayOptions['publish'],
  shutdown: ShutdownHooks,
  logger: Logger,
): OutboxRelay {
  const relay = new OutboxRelay({
    dataSource,
    table: OUTBOX_TABLE,
    publish,
    onError: (error) => logger.warn({ error }, 'the outbox could not be published; it is tried again'),
  });
  relay.start();
  shutdown.register('drain', 'outbox', () => relay.stop());
  return relay;
}
