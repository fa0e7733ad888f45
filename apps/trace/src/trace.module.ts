import { AccessModule } from '@gatewayops/access';
import { ClickHouse } from '@gatewayops/clickhouse';
import { HealthRegistry, Metrics, ShutdownHooks } from '@gatewayops/service';
import { Module, type DynamicModule } from '@nestjs/common';
import type { TraceEnvironment } from './env.js';
import { SpanWriter } from './ingest/span-writer.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { Statistics } from './statistics/statistics.js';
import { connectClickHouse } from './stores/clickhouse.js';
import type { RedisConnections } from './stores/redis.js';
import { TracesController } from './traces/traces.controller.js';
import { Traces } from './traces/traces.js';

/** The trace service's part of the application: who may ask, where traces are, and who answers. */
@Module({})
export class TraceModule {
  static of(environment: TraceEnvironment, redis: RedisConnections): DynamicModule {
    const access = AccessModule.of({
      service: 'trace',
      internalSecret: environment.INTERNAL_SECRET,
      adminToken: environment.ADMIN_TOKEN,
      authUrl: environment.AUTH_URL,
      redis: redis.commands,
      subscriber: redis.subscriber,
    });
    return {
      module: TraceModule,
      imports: [access],
      controllers: [TracesController, StatisticsController, SpanWriter],
      providers: [
        {
          provide: ClickHouse,
          inject: [Metrics, HealthRegistry, ShutdownHooks],
          useFactory: (metrics: Metrics, health: HealthRegistry, shutdown: ShutdownHooks) =>
            connectClickHouse(environment, metrics, health, shutdown),
        },
        {
          provide: Traces,
          inject: [ClickHouse],
          useFactory: (clickhouse: ClickHouse) =>
            new Traces({
              clickhouse,
              cursorSecret: environment.INTERNAL_SECRET,
              rangeDaysMax: environment.RANGE_DAYS_MAX,
            }),
        },
        {
          provide: Statistics,
          inject: [ClickHouse],
          useFactory: (clickhouse: ClickHouse) => new Statistics(clickhouse),
        },
      ],
    };
  }
}
