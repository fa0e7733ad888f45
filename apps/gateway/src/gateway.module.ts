import { Upstreams } from '@gatewayops/mcp';
import { HealthRegistry, Logger, Metrics, ShutdownHooks } from '@gatewayops/service';
import { Module, type Provider } from '@nestjs/common';
import { internalClient, redisFor, warnAboutPersistence, type ConnectionParts } from './connections.js';
import { environment } from './env.js';
import type { GatewayParts } from './gateway.js';
import { createAuthenticator, createLimiter, createPublisher } from './hot-path-parts.js';
import { ConfigChanges } from './organization/config-changes.js';
import { PriceBooks } from './organization/price-books.js';
import { ServerRegistry } from './organization/server-registry.js';
import { CallCounts } from './record/call-counts.js';
import { KeyUsage } from './record/key-usage.js';
import { createReplicas, type Replicas, type ReplicaSettings } from './replicas/create-replicas.js';
import { createUpstreams } from './upstreams/create-upstreams.js';
import { ProbeController } from './upstreams/probe.controller.js';
import { ServerHealthReporter } from './upstreams/server-health-reporter.js';

export const GATEWAY_PARTS = Symbol('GATEWAY_PARTS');
const replicaSettings: ReplicaSettings = {
  url: environment.replicaUrl,
  secret: environment.internalSecret,
  sessionLifeMs: environment.sessionLifeMs,
  payloadBytesMax: environment.service.REQUEST_BYTES_MAX,
};
const CONNECTION_PARTS = [Logger, Metrics, HealthRegistry, ShutdownHooks];

const REPLICAS = Symbol('REPLICAS');
const replicas: Provider = {
  provide: REPLICAS,
  inject: [Logger, HealthRegistry, ShutdownHooks],
  useFactory(logger: Logger, health: HealthRegistry, shutdown: ShutdownHooks): Replicas {
    const connection: ConnectionParts = { logger, health, shutdown };
    const redis = redisFor('replicas', connection);
    return createReplicas({ redis, subscriber: redisFor('session-ends', connection) }, replicaSettings, connection);
  },
};

const upstreams: Provider = {
  provide: Upstreams,
  inject: [REPLICAS, Logger, Metrics, ShutdownHooks],
  async useFactory({ processes }: Replicas, logger: Logger, metrics: Metrics, shutdown: ShutdownHooks) {
    const made = await createUpstreams(logger, metrics, processes);
    processes.onTakenOver = (serverId) => made.remove(serverId);
    shutdown.register('drain', 'upstreams', () => made.close());
    return made;
  },
};

const parts: Provider = {
  provide: GATEWAY_PARTS,
  inject: [Upstreams, REPLICAS, ...CONNECTION_PARTS],
  async useFactory(
    pools: Upstreams,
    replicated: Replicas,
    ...[logger, metrics, health, shutdown]: [Logger, Metrics, HealthRegistry, ShutdownHooks]
  ): Promise<GatewayParts> {
    const connection: ConnectionParts = { logger, health, shutdown };
    const auth = internalClient('auth', 'auth_unavailable', connection);
    const cost = internalClient('cost', 'service_unavailable', connection);
    const redis = redisFor('shared', connection);
    void warnAboutPersistence(redis, logger);
    const servers = new ServerRegistry(auth, (serverId) => pools.remove(serverId));
    const prices = new PriceBooks(cost);
    new ConfigChanges(redisFor('config-changes', connection), { servers, prices }).start();
    const publisher = await createPublisher(connection, metrics);
    const counts = new CallCounts(publisher);
    const usage = new KeyUsage(auth, (error) => logger.debug({ error }, 'key usage was not reported'));
    shutdown.register('drain', 'key-usage', () => usage.close());
    const reporter = new ServerHealthReporter(redis);
    shutdown.register('stop', 'server-health', () => reporter.close());
    return {
      environment,
      logger,
      metrics,
      keys: createAuthenticator(connection, redis, metrics),
      limiter: createLimiter(connection, redis, metrics, replicated.directory),
      servers,
      upstreams: pools,
      prices,
      publisher,
      counts,
      usage,
      reporter,
      redis,
      replicas: replicated,
    };
  },
};

@Module({ controllers: [ProbeController], providers: [replicas, upstreams, parts] })
export class GatewayModule {}
