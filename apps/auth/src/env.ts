import { port, readEnvironment, secret, serviceEnvironment } from '@gatewayops/service';
import { z } from 'zod';

const PostgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
const MasterKey = z
  .string()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'use 32 bytes in base64')
  .transform((text) => Buffer.from(text, 'base64'));

/** Earlier master keys, between commas: still good for reading until everything is wrapped anew. */
const MasterKeys = z
  .string()
  .transform((text) => text.split(',').map((key) => key.trim()))
  .pipe(z.array(MasterKey))
  .default([]);

const count = (fallback: number, max: number) => z.coerce.number().int().min(1).max(max).default(fallback);

export const AuthEnvironment = z.object({
  ...serviceEnvironment,
  PORT: port(8081),
  /** Of the service role, which row-level security holds. */
  DATABASE_URL: PostgresUrl,
  DATABASE_CONNECTIONS_MAX: count(10, 200),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  GATEWAY_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8080'),
  MASTER_KEY: MasterKey,
  MASTER_KEYS_PREVIOUS: MasterKeys,
  /** Changing it voids every API key: what is stored can then no longer be found. */
  KEY_PEPPER: secret(),
  /** How many bcrypt hashes are computed at once, and how many may wait. One takes about 250 ms of a core. */
  BCRYPT_CONCURRENCY: count(2, 64),
  BCRYPT_WAITING_MAX: count(64, 10_000),
  /** Whether MCP servers may be registered at private and loopback addresses. */
  UPSTREAM_PRIVATE_RANGES: z.enum(['allow', 'deny']).default('deny'),
});
export type AuthEnvironment = z.infer<typeof AuthEnvironment>;

export const readAuthEnvironment = (): AuthEnvironment => readEnvironment(AuthEnvironment, process.env);

const MigrationEnvironment = z.object({
  /** Of a role that owns the tables and may create roles. */
  MIGRATIONS_DATABASE_URL: PostgresUrl,
  SERVICE_ROLE: z.string().min(1),
  SERVICE_ROLE_PASSWORD: z.string().min(1),
});

export const readMigrationEnvironment = () => readEnvironment(MigrationEnvironment, process.env);

const RotationEnvironment = AuthEnvironment.pick({ DATABASE_URL: true, MASTER_KEY: true, MASTER_KEYS_PREVIOUS: true });

export const readRotationEnvironment = () => readEnvironment(RotationEnvironment, process.env);
