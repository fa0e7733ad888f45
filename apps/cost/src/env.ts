import { port, readEnvironment, serviceEnvironment } from '@gatewayops/service';
import { z } from 'zod';

const PostgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
const count = (fallback: number, max: number) => z.coerce.number().int().min(1).max(max).default(fallback);

export const CostEnvironment = z.object({
  ...serviceEnvironment,
  PORT: port(8082),
  /** Of the service role, which row-level security holds. */
  DATABASE_URL: PostgresUrl,
  DATABASE_CONNECTIONS_MAX: count(10, 200),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  /** With credentials and database: `http://user:password@host:port/database`. */
  CLICKHOUSE_URL: z.url({ protocol: /^https?$/ }),
  /** `replicated` where ClickHouse has a Keeper: tables are then created with the replicated engines. */
  CLICKHOUSE_TABLES: z.enum(['plain', 'replicated']).default('plain'),
  CLICKHOUSE_TIMEOUT_MS: count(10_000, 300_000),
  CLICKHOUSE_CONNECTIONS_MAX: count(10, 200),
  AUTH_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8081'),
  /** Into how many streams cost events are split; the same on every gateway. */
  STREAM_SHARDS: count(1, 64),
  /** Events in one insert, and how long the first of them waits for the others. */
  BATCH_EVENTS_MAX: count(1_000, 10_000),
  BATCH_WAIT_MS: count(400, 1_000),
  /** Longest period of one query. */
  RANGE_DAYS_MAX: count(366, 3_660),
});
export type CostEnvironment = z.infer<typeof CostEnvironment>;

export const readCostEnvironment = (): CostEnvironment => readEnvironment(CostEnvironment, process.env);

const MigrationEnvironment = z.object({
  /** Of a role that owns the tables and may create roles. */
  MIGRATIONS_DATABASE_URL: PostgresUrl,
  SERVICE_ROLE: z.string().min(1),
  SERVICE_ROLE_PASSWORD: z.string().min(1),
});

export const readMigrationEnvironment = () => readEnvironment(MigrationEnvironment, process.env);
