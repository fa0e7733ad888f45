import { startErasing } from '@gatewayops/access';
import { applySchema, ClickHouse } from '@gatewayops/clickhouse';
import { whenReady, withLease } from '@gatewayops/redis';
import type { ServiceContext, ServiceOptions } from '@gatewayops/service';
import { TRACE_API } from './api.js';
import type { TraceEnvironment } from './env.js';
import { startIngestion } from './ingest/ingestion.js';
import { eraseTraces } from './stores/erase-traces.js';
import { connectToRedis, watchRedis, type RedisConnections } from './stores/redis.js';
import { TraceModule } from './trace.module.js';

const STORE_WAIT_MS = 10_000;

/** What the trace service is made of, for `startService` and for tests. */
export function traceService(environment: TraceEnvironment): ServiceOptions {
  const redis = connectToRedis(environment.REDIS_URL);
  return {
    name: 'trace',
    module: TraceModule.of(environment, redis),
    environment,
    api: TRACE_API,
    configure: (context) => prepare(context, environment, redis),
  };
}

/** Before it listens: the stores answer, the schema is there, the worker reads. */
async function prepare(context: ServiceContext, environment: TraceEnvironment, redis: RedisConnections): Promise<void> {
  const { app, health, logger, shutdown } = context;
  await whenReady(redis.commands, STORE_WAIT_MS).catch((cause: unknown) => {
    throw new Error('REDIS_URL: Redis cannot be reached.', { cause });
  });
  watchRedis(redis, health, logger, shutdown);
  const clickhouse = app.get(ClickHouse);
  await clickhouse.ping(STORE_WAIT_MS).catch((cause: unknown) => {
    throw new Error('CLICKHOUSE_URL: ClickHouse cannot be reached, or does not let us in.', { cause });
  });
  const applied = await applySchema({
    clickhouse,
    directory: new URL('../clickhouse/', import.meta.url),
    service: 'trace',
    engine: environment.CLICKHOUSE_TABLES,
    lock: (name, work) => withLease(redis.commands, name, work),
  });
  if (applied.length > 0) logger.info({ files: applied }, 'schema applied');
  await startIngestion(context, environment);
  startErasing({
    service: 'trace',
    authUrl: environment.AUTH_URL,
    internalSecret: environment.INTERNAL_SECRET,
    erase: (orgId) => eraseTraces(clickhouse, orgId),
    logger,
    shutdown,
  });
}
