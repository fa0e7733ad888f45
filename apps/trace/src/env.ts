import { port, readEnvironment, serviceEnvironment } from '@gatewayops/service';
import { z } from 'zod';

const count = (fallback: number, max: number) => z.coerce.number().int().min(1).max(max).default(fallback);

export const TraceEnvironment = z.object({
  ...serviceEnvironment,
  PORT: port(8083),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  /** With credentials and database: `http://user:password@host:port/database`. */
  CLICKHOUSE_URL: z.url({ protocol: /^https?$/ }),
  /** `replicated` where ClickHouse has a Keeper: tables are then created with the replicated engines. */
  CLICKHOUSE_TABLES: z.enum(['plain', 'replicated']).default('plain'),
  CLICKHOUSE_TIMEOUT_MS: count(10_000, 300_000),
  CLICKHOUSE_CONNECTIONS_MAX: count(10, 200),
  AUTH_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8081'),
  /** Into how many streams trace events are split; the same on every gateway. */
  STREAM_SHARDS: count(1, 64),
  /** Events in one insert, and how long the first of them waits for the others. */
  BATCH_EVENTS_MAX: count(1_000, 10_000),
  BATCH_WAIT_MS: count(400, 1_000),
  /** Longest time range of one list. */
  RANGE_DAYS_MAX: count(92, 366),
});
export type TraceEnvironment = z.infer<typeof TraceEnvironment>;

export const readTraceEnvironment = (): TraceEnvironment => readEnvironment(TraceEnvironment, process.env);
