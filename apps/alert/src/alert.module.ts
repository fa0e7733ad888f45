import { AccessModule } from '@gatewayops/access';
import { OutboxRelay, TenantTransactions, Transactions, type DataSource } from '@gatewayops/postgres';
import { HealthRegistry, Logger, Metrics, SecretBox, ShutdownHooks } from '@gatewayops/service';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { api } from './api.js';
import { ChannelStore } from './channels/channel-store.js';
import { relayChanges } from './database/change-log.js';
import { DeliveryStore } from './delivery/delivery-store.js';
import { Dispatcher } from './delivery/dispatcher.js';
import { WebhookSender } from './delivery/webhook-sender.js';
import type { AlertEnvironment } from './env.js';
import { IncidentStore } from './incidents/incident-store.js';
import { IncidentSweep } from './incidents/incident-sweep.js';
import { RuleStore } from './rules/rule-store.js';
import { createBreaker, createDatabase, DATA_SOURCE } from './stores/postgres.js';
import type { RedisConnections } from './stores/redis.js';

/** The alert service's part of the application: who may ask, where rules are, and what runs in the background. */
@Module({})
export class AlertModule {
  static of(environment: AlertEnvironment, redis: RedisConnections): DynamicModule {
    const access = AccessModule.of({
      service: 'alert',
      internalSecret: environment.INTERNAL_SECRET,
      adminToken: environment.ADMIN_TOKEN,
      authUrl: environment.AUTH_URL,
      redis: redis.commands,
      subscriber: redis.subscriber,
    });
    return {
      module: AlertModule,
      imports: [access],
      controllers: api.controllers,
      providers: [...storesOf(environment), relayOf(environment, redis), ...workersOf(environment)],
    };
  }
}

const storesOf = (environment: AlertEnvironment): Provider[] => [
  {
    provide: DATA_SOURCE,
    inject: [Metrics, HealthRegistry, Logger, ShutdownHooks],
    useFactory: (metrics: Metrics, health: HealthRegistry, logger: Logger, shutdown: ShutdownHooks) =>
      createDatabase(environment, metrics, health, logger, shutdown),
  },
  {
    provide: TenantTransactions,
    inject: [DATA_SOURCE],
    useFactory: (dataSource: DataSource) => new TenantTransactions(dataSource, createBreaker()),
  },
  {
    provide: Transactions,
    inject: [DATA_SOURCE],
    useFactory: (dataSource: DataSource) => new Transactions(dataSource),
  },
  { provide: SecretBox, useValue: new SecretBox(environment.MASTER_KEY, environment.MASTER_KEYS_PREVIOUS) },
  ChannelStore,
  RuleStore,
  IncidentStore,
];

const relayOf = ({ STREAM_SHARDS: shards }: AlertEnvironment, redis: RedisConnections): Provider => ({
  provide: OutboxRelay,
  inject: [DATA_SOURCE, Logger, ShutdownHooks],
  useFactory: (dataSource: DataSource, logger: Logger, shutdown: ShutdownHooks) =>
    relayChanges(dataSource, { redis: redis.commands, shards }, logger, shutdown),
});

const workersOf = (environment: AlertEnvironment): Provider[] => [
  {
    provide: Dispatcher,
    inject: [Transactions, ChannelStore, Logger, Metrics, ShutdownHooks],
    useFactory(
      transactions: Transactions,
      channels: ChannelStore,
      logger: Logger,
      metrics: Metrics,
      shutdown: ShutdownHooks,
    ): Dispatcher {
      const timeoutMs = environment.WEBHOOK_TIMEOUT_MS;
      const sender = new WebhookSender({ timeoutMs, privateRanges: environment.WEBHOOK_PRIVATE_RANGES });
      const options = {
        timeoutMs,
        retryMs: environment.WEBHOOK_RETRY_MS,
        attemptsMax: environment.WEBHOOK_ATTEMPTS_MAX,
      };
      const dispatcher = new Dispatcher(new DeliveryStore(transactions), channels, sender, options, {
        logger,
        metrics,
      });
      shutdown.register('drain', 'webhooks', () => dispatcher.close());
      return dispatcher;
    },
  },
  {
    provide: IncidentSweep,
    inject: [Transactions, TenantTransactions, Logger, ShutdownHooks],
    useFactory(transactions: Transactions, tenants: TenantTransactions, logger: Logger, shutdown: ShutdownHooks) {
      const sweep = new IncidentSweep(transactions, tenants, { intervalMs: environment.SWEEP_INTERVAL_MS, logger });
      shutdown.register('stop', 'incident-sweep', () => sweep.close());
      return sweep;
    },
  },
];
