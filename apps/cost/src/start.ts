import { startErasing } from '@gatewayops/access';
import { applySchema, ClickHouse } from '@gatewayops/clickhouse';
import { OutboxRelay, TenantTransactions, refusePrivilegedRole, type DataSource } from '@gatewayops/postgres';
import { whenReady, withLease } from '@gatewayops/redis';
import type { ServiceContext, ServiceOptions } from '@gatewayops/service';
import { COST_API } from './api.js';
import type { CostEnvironment } from './env.js';
import { startIngestion } from './ingest/ingestion.js';
import { eraseCosts } from './stores/erase-costs.js';
import { connectToRedis, watchRedis, type RedisConnections } from './stores/redis.js';
import { DATA_SOURCE } from './stores/postgres.js';
import { CostModule } from './cost.module.js';

const STORE_WAIT_MS = 10_000;

/** What the cost service is made of, for `startService` and for tests. */
export function costService(environment: CostEnvironment): ServiceOptions {
  const redis = connectToRedis(environment.REDIS_URL);
  return {
    name: 'cost',
    module: CostModule.of(environment, redis),
    environment,
    api: COST_API,
    configure: (context) => prepare(context, environment, redis),
  };
}

/** Before it listens: the stores answer, the schema is there, the worker reads. */
async function prepare(context: ServiceContext, environment: CostEnvironment, redis: RedisConnections): Promise<void> {
  const { app, health, logger, shutdown } = context;
  await whenReady(redis.commands, STORE_WAIT_MS).catch((cause: unknown) => {
    throw new Error('REDIS_URL: Redis cannot be reached.', { cause });
  });
  watchRedis(redis, health, logger, shutdown);
  await openDatabase(app.get<DataSource>(DATA_SOURCE));
  app.get(OutboxRelay).start();
  const clickhouse = app.get(ClickHouse);
  await clickhouse.ping(STORE_WAIT_MS).catch((cause: unknown) => {
    throw new Error('CLICKHOUSE_URL: ClickHouse cannot be reached, or does not let us in.', { cause });
  });
  const applied = await applySchema({
    clickhouse,
    directory: new URL('../clickhouse/', import.meta.url),
    service: 'cost',
    engine: environment.CLICKHOUSE_TABLES,
    lock: (name, work) => withLease(redis.commands, name, work),
  });
  if (applied.length > 0) logger.info({ files: applied }, 'schema applied');
  await startIngestion(context, environment);
  startErasing({
    service: 'cost',
    authUrl: environment.AUTH_URL,
    internalSecret: environment.INTERNAL_SECRET,
    erase: (orgId) => eraseCosts(clickhouse, app.get(TenantTransactions), orgId),
    logger,
    shutdown,
  });
}

async function openDatabase(dataSource: DataSource): Promise<void> {
  await dataSource.initialize().catch((cause: unknown) => {
    throw new Error('DATABASE_URL: PostgreSQL cannot be reached, or does not let us in.', { cause });
  });
  await refusePrivilegedRole(dataSource);
}
