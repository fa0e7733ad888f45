import { createClickHouse, type ClickHouse } from '@gatewayops/clickhouse';
import { CircuitBreaker } from '@gatewayops/domain';
import { HealthRegistry, ShutdownHooks } from '@gatewayops/service';
import type { CostEnvironment } from '../env.js';
import type { QueryDurations } from './query-durations.js';

/** Specification: Circuit Breakers, database. */
export const DATABASE_BREAKER = { failureThreshold: 5, windowMs: 30_000, openMs: 60_000, halfOpenRequests: 3 };

/** ClickHouse as this service uses it: timed, guarded, watched and closed with it. */
export function connectClickHouse(
  environment: CostEnvironment,
  durations: QueryDurations,
  health: HealthRegistry,
  shutdown: ShutdownHooks,
): ClickHouse {
  const clickhouse = createClickHouse({
    url: environment.CLICKHOUSE_URL,
    service: 'cost',
    requestTimeoutMs: environment.CLICKHOUSE_TIMEOUT_MS,
    connectionsMax: environment.CLICKHOUSE_CONNECTIONS_MAX,
    breaker: new CircuitBreaker(DATABASE_BREAKER),
    observe: ({ operation, seconds }) => durations.observe({ operation }, seconds),
  });
  health.register({
    name: 'clickhouse',
    critical: true,
    check: () =>
      clickhouse.ping(1_500).then(
        () => ({ state: 'up' as const }),
        () => ({ state: 'down' as const, detail: 'ClickHouse cannot be reached' }),
      ),
  });
  shutdown.register('close', 'clickhouse', () => clickhouse.close());
  return clickhouse;
}
