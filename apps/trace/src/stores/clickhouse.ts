import { createClickHouse, type ClickHouse } from '@gatewayops/clickhouse';
import { CircuitBreaker } from '@gatewayops/domain';
import { HealthRegistry, Metrics, ShutdownHooks } from '@gatewayops/service';
import type { TraceEnvironment } from '../env.js';

/** Specification: Circuit Breakers, database. */
const BREAKER = { failureThreshold: 5, windowMs: 30_000, openMs: 60_000, halfOpenRequests: 3 };

/** ClickHouse as this service uses it: timed, guarded, watched and closed with it. */
export function connectClickHouse(
  environment: TraceEnvironment,
  metrics: Metrics,
  health: HealthRegistry,
  shutdown: ShutdownHooks,
): ClickHouse {
  const durations = metrics.histogram({
    name: 'db_query_duration_seconds',
    help: 'Requests to ClickHouse',
    labels: ['operation'],
  });
  const clickhouse = createClickHouse({
    url: environment.CLICKHOUSE_URL,
    service: 'trace',
    requestTimeoutMs: environment.CLICKHOUSE_TIMEOUT_MS,
    connectionsMax: environment.CLICKHOUSE_CONNECTIONS_MAX,
    breaker: new CircuitBreaker(BREAKER),
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
