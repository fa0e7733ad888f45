import { AccessModule } from '@gatewayops/access';
import { ClickHouse } from '@gatewayops/clickhouse';
import { OutboxRelay, TenantTransactions, type DataSource } from '@gatewayops/postgres';
import { HealthRegistry, Logger, Metrics, ShutdownHooks } from '@gatewayops/service';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { Costs } from './costs/costs.js';
import { CostExports } from './costs/cost-export.js';
import { CostSeriesController } from './costs/cost-series.controller.js';
import { CostSeries } from './costs/cost-series.js';
import { KeyUseController } from './costs/key-use.controller.js';
import { CostsController } from './costs/costs.controller.js';
import type { CostEnvironment } from './env.js';
import { CostWriter } from './ingest/cost-writer.js';
import { InternalPricesController } from './prices/internal-prices.controller.js';
import { PriceBook } from './prices/price-book.js';
import { relayPriceChanges } from './prices/price-changes.js';
import { PriceListController, PricesController } from './prices/prices.controller.js';
import { connectClickHouse } from './stores/clickhouse.js';
import { createDatabase, createTransactions, DATA_SOURCE } from './stores/postgres.js';
import { createQueryDurations, QUERY_DURATIONS, type QueryDurations } from './stores/query-durations.js';
import type { RedisConnections } from './stores/redis.js';

/** The cost service's part of the application: who may ask, where costs and prices are, and who answers. */
@Module({})
export class CostModule {
  static of(environment: CostEnvironment, redis: RedisConnections): DynamicModule {
    const access = AccessModule.of({
      service: 'cost',
      internalSecret: environment.INTERNAL_SECRET,
      adminToken: environment.ADMIN_TOKEN,
      authUrl: environment.AUTH_URL,
      redis: redis.commands,
      subscriber: redis.subscriber,
    });
    return {
      module: CostModule,
      imports: [access],
      controllers: [
        CostsController,
        CostSeriesController,
        KeyUseController,
        PriceListController,
        PricesController,
        InternalPricesController,
        CostWriter,
      ],
      providers: [...storesOf(environment), ...servicesOf(environment, redis)],
    };
  }
}

const storesOf = (environment: CostEnvironment): Provider[] => [
  { provide: QUERY_DURATIONS, inject: [Metrics], useFactory: createQueryDurations },
  {
    provide: ClickHouse,
    inject: [QUERY_DURATIONS, HealthRegistry, ShutdownHooks],
    useFactory: (durations: QueryDurations, health: HealthRegistry, shutdown: ShutdownHooks) =>
      connectClickHouse(environment, durations, health, shutdown),
  },
  {
    provide: DATA_SOURCE,
    inject: [QUERY_DURATIONS, HealthRegistry, Logger, ShutdownHooks],
    useFactory: (durations: QueryDurations, health: HealthRegistry, logger: Logger, shutdown: ShutdownHooks) =>
      createDatabase(environment, durations, health, logger, shutdown),
  },
  { provide: TenantTransactions, inject: [DATA_SOURCE], useFactory: createTransactions },
];

const servicesOf = (environment: CostEnvironment, redis: RedisConnections): Provider[] => [
  {
    provide: Costs,
    inject: [ClickHouse],
    useFactory: (clickhouse: ClickHouse) =>
      new Costs({ clickhouse, cursorSecret: environment.INTERNAL_SECRET, rangeDaysMax: environment.RANGE_DAYS_MAX }),
  },
  {
    provide: CostSeries,
    inject: [ClickHouse],
    useFactory: (clickhouse: ClickHouse) => new CostSeries(clickhouse, environment.RANGE_DAYS_MAX),
  },
  {
    provide: CostExports,
    inject: [ClickHouse, TenantTransactions, OutboxRelay],
    useFactory: (clickhouse: ClickHouse, transactions: TenantTransactions, relay: OutboxRelay) =>
      new CostExports({
        clickhouse,
        transactions,
        rangeDaysMax: environment.RANGE_DAYS_MAX,
        nudge: () => relay.nudge(),
      }),
  },
  {
    provide: OutboxRelay,
    inject: [DATA_SOURCE, Logger, ShutdownHooks],
    useFactory: (dataSource: DataSource, logger: Logger, shutdown: ShutdownHooks) =>
      relayPriceChanges(dataSource, { redis: redis.commands, shards: environment.STREAM_SHARDS }, logger, shutdown),
  },
  {
    provide: PriceBook,
    inject: [TenantTransactions, OutboxRelay],
    useFactory: (transactions: TenantTransactions, relay: OutboxRelay) =>
      new PriceBook(transactions, environment.INTERNAL_SECRET, () => relay.nudge()),
  },
];
