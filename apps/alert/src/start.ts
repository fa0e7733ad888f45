import { startErasing } from '@gatewayops/access';
import { execute, OutboxRelay, TenantTransactions, type DataSource } from '@gatewayops/postgres';
import { whenReady } from '@gatewayops/redis';
import type { ServiceContext, ServiceOptions } from '@gatewayops/service';
import { AlertModule } from './alert.module.js';
import { api } from './api.js';
import { promWorkerMetrics } from '@gatewayops/streams';
import { createCallCountWorkers } from './counting/call-count-workers.js';
import { Dispatcher } from './delivery/dispatcher.js';
import type { AlertEnvironment } from './env.js';
import { IncidentSweep } from './incidents/incident-sweep.js';
import { DATA_SOURCE, openDatabase } from './stores/postgres.js';
import { connectToRedis, watchRedis, type RedisConnections } from './stores/redis.js';

const STORE_WAIT_MS = 10_000;

/** What the alert service is made of, for `startService` and for tests. */
export function alertService(environment: AlertEnvironment): ServiceOptions {
  const redis = connectToRedis(environment.REDIS_URL);
  return {
    name: 'alert',
    module: AlertModule.of(environment, redis),
    environment,
    api,
    configure: (context) => prepare(context, environment, redis),
  };
}

/** Before it listens: the stores answer, the workers run. */
async function prepare(context: ServiceContext, environment: AlertEnvironment, redis: RedisConnections): Promise<void> {
  const { app, health, logger, metrics, shutdown } = context;
  await whenReady(redis.commands, STORE_WAIT_MS).catch((cause: unknown) => {
    throw new Error('REDIS_URL: Redis cannot be reached.', { cause });
  });
  watchRedis(redis, health, logger, shutdown);
  await openDatabase(app.get<DataSource>(DATA_SOURCE));
  app.get(OutboxRelay).start();
  app.get(Dispatcher).start();
  app.get(IncidentSweep).start();
  const { REDIS_URL: redisUrl, STREAM_SHARDS: shards } = environment;
  const workers = createCallCountWorkers({
    redisUrl,
    shards,
    transactions: app.get(TenantTransactions),
    logger,
    metrics: promWorkerMetrics(metrics.registry),
  });
  shutdown.register('drain', 'call-counts', async () => {
    await Promise.all(workers.map((worker) => worker.close()));
  });
  await Promise.all(workers.map((worker) => worker.start()));
  const tenants = app.get(TenantTransactions);
  startErasing({
    service: 'alert',
    authUrl: environment.AUTH_URL,
    internalSecret: environment.INTERNAL_SECRET,
    erase: (orgId) =>
      tenants.run(orgId, async (manager) => void (await execute(manager, 'SELECT erase_alert_rows()', []))),
    logger,
    shutdown,
  });
}
