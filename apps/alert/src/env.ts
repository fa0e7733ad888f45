import { port, readEnvironment, serviceEnvironment } from '@gatewayops/service';
import { z } from 'zod';

const PostgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
const MasterKey = z
  .string()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'use 32 bytes in base64')
  .transform((text) => Buffer.from(text, 'base64'));

/** Earlier master keys, between commas: still good for reading. */
const MasterKeys = z
  .string()
  .transform((text) => text.split(',').map((key) => key.trim()))
  .pipe(z.array(MasterKey))
  .default([]);

const whole = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);

export const AlertEnvironment = z.object({
  ...serviceEnvironment,
  PORT: port(8084),
  /** Of the service role, which row-level security holds. */
  DATABASE_URL: PostgresUrl,
  DATABASE_CONNECTIONS_MAX: whole(10, 2, 200),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  AUTH_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8081'),
  MASTER_KEY: MasterKey,
  MASTER_KEYS_PREVIOUS: MasterKeys,
  /** How many streams events are split into by organisation; the same for all services. */
  STREAM_SHARDS: whole(1, 1, 256),
  /** Whether webhooks may go to private and loopback addresses. */
  WEBHOOK_PRIVATE_RANGES: z.enum(['allow', 'deny']).default('deny'),
  WEBHOOK_TIMEOUT_MS: whole(10_000, 100, 60_000),
  /** The wait after the first failed attempt; it doubles with each, up to 15 minutes. */
  WEBHOOK_RETRY_MS: whole(5_000, 10, 3_600_000),
  WEBHOOK_ATTEMPTS_MAX: whole(12, 1, 100),
  /** How often open incidents are looked at without a new event. */
  SWEEP_INTERVAL_MS: whole(2_000, 50, 60_000),
});
export type AlertEnvironment = z.infer<typeof AlertEnvironment>;

export const readAlertEnvironment = (): AlertEnvironment => readEnvironment(AlertEnvironment, process.env);

const MigrationEnvironment = z.object({
  /** Of a role that owns the tables and may create roles. */
  MIGRATIONS_DATABASE_URL: PostgresUrl,
  SERVICE_ROLE: z.string().min(1),
  SERVICE_ROLE_PASSWORD: z.string().min(1),
});

export const readMigrationEnvironment = () => readEnvironment(MigrationEnvironment, process.env);
