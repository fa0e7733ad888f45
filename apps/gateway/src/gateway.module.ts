import { Upstreams } from '@gatewayops/mcp';
import { HealthRegistry, InternalClient, Logger, Metrics, ShutdownHooks } from '@gatewayops/service';
import { Module, type Provider } from '@nestjs/common';
import { ToolCatalogue } from './catalogue/tool-catalogue.js';
import { internalClient, redisFor, tokenClient, warnAboutPersistence, type ConnectionParts } from './connections.js';
import { CallersUpstreams } from './credentials/callers-upstreams.js';
import { CredentialUsage } from './credentials/credential-usage.js';
import { environment } from './env.js';
import type { GatewayParts } from './gateway.js';
import { createAuthenticator, createLimiter, createPublisher } from './hot-path-parts.js';
import { ConfigChanges } from './organization/config-changes.js';
import { ResourceMetadataController } from './oauth/resource-metadata.controller.js';
import { OrganizationMaskers } from './organization/organization-maskers.js';
import { PriceBooks } from './organization/price-books.js';
import { ServerRegistry } from './organization/server-registry.js';
import { AccessAudit } from './record/access-audit.js';
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
const CONNECTION_PARTS = Symbol('CONNECTION_PARTS');
const AUTH_CLIENT = Symbol('AUTH_CLIENT');

const connections: Provider = {
  provide: CONNECTION_PARTS,
  inject: [Logger, HealthRegistry, ShutdownHooks, Metrics],
  useFactory: (logger: Logger, health: HealthRegistry, shutdown: ShutdownHooks, metrics: Metrics): ConnectionParts => ({
    logger,
    health,
    shutdown,
    metrics,
  }),
};

const authClient: Provider = {
  provide: AUTH_CLIENT,
  inject: [CONNECTION_PARTS],
  useFactory: (connection: ConnectionParts) => internalClient('auth', 'auth_unavailable', connection),
};

const catalogues: Provider = { provide: ToolCatalogue, useFactory: () => new ToolCatalogue() };

const REPLICAS = Symbol('REPLICAS');
const replicas: Provider = {
  provide: REPLICAS,
  inject: [CONNECTION_PARTS],
  useFactory(connection: ConnectionParts): Replicas {
    const redis = redisFor('replicas', connection);
    return createReplicas({ redis, subscriber: redisFor('session-ends', connection) }, replicaSettings, connection);
  },
};

const upstreams: Provider = {
  provide: Upstreams,
  inject: [REPLICAS, ToolCatalogue, AUTH_CLIENT, CONNECTION_PARTS],
  async useFactory(
    { processes }: Replicas,
    catalogue: ToolCatalogue,
    auth: InternalClient,
    { logger, shutdown, metrics }: ConnectionParts,
  ) {
    const made = await createUpstreams(logger, metrics, { shared: processes, catalogue, auth });
    processes.onTakenOver = (serverId) => made.remove(serverId);
    shutdown.register('drain', 'upstreams', () => made.close());
    return made;
  },
};

const parts: Provider = {
  provide: GATEWAY_PARTS,
  inject: [Upstreams, ToolCatalogue, REPLICAS, CONNECTION_PARTS, AUTH_CLIENT],
  async useFactory(
    pools: Upstreams,
    catalogue: ToolCatalogue,
    replicated: Replicas,
    connection: ConnectionParts,
    auth: InternalClient,
  ): Promise<GatewayParts> {
    const { metrics } = connection;
    const { logger, shutdown } = connection;
    const cost = internalClient('cost', 'service_unavailable', connection);
    const redis = redisFor('shared', connection);
    void warnAboutPersistence(redis, logger);
    const servers = new ServerRegistry(auth, (serverId) => {
      pools.remove(serverId);
      catalogue.forget(serverId);
    });
    const prices = new PriceBooks(cost);
    const callers = new CallersUpstreams(pools, tokenClient(connection));
    const maskers = new OrganizationMaskers(auth, {
      email: environment.maskEmail,
      onUnusable: (error, org_id) => logger.error({ error, org_id }, 'masking rules cannot be used'),
    });
    const caches = { servers, prices, connections: callers, masking: maskers };
    new ConfigChanges(redisFor('config-changes', connection), caches).start();
    const publisher = await createPublisher(connection, metrics);
    const counts = new CallCounts(publisher);
    const accessAudit = new AccessAudit(publisher, maskers);
    const usage = new KeyUsage(auth, (error) => logger.debug({ error }, 'key usage was not reported'));
    shutdown.register('drain', 'key-usage', () => usage.close());
    const credentialUsage = new CredentialUsage(auth, (error) =>
      logger.warn({ error }, 'uses of credentials were not reported'),
    );
    shutdown.register('drain', 'credential-usage', () => credentialUsage.close());
    const reporter = new ServerHealthReporter(redis, replicated.directory.own.id);
    shutdown.register('stop', 'server-health', () => reporter.close());
    return {
      environment,
      logger,
      metrics,
      redis,
      keys: createAuthenticator(connection, redis, metrics),
      limiter: createLimiter(connection, redis, metrics, replicated.directory),
      servers,
      upstreams: pools,
      callers,
      credentialUsage,
      catalogue,
      prices,
      maskers,
      publisher,
      counts,
      accessAudit,
      usage,
      reporter,
      replicas: replicated,
    };
  },
};

@Module({
  controllers: [ProbeController, ResourceMetadataController],
  providers: [connections, authClient, catalogues, replicas, upstreams, parts],
})
export class GatewayModule {}
