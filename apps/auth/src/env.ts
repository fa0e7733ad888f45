import { port, readEnvironment, secret, serviceEnvironment } from '@gatewayops/service';
import { z } from 'zod';
import { auditEnvironment } from './audit/audit-settings.js';

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

/** Where credentials of MCP servers and tokens are kept; see docs/identity/upstream-credentials.md. */
const credentialStore = {
  CREDENTIAL_STORE: z.enum(['postgres', 'vault']).default('postgres'),
  VAULT_ADDR: z.url({ protocol: /^https?$/ }).optional(),
  /** Of the KV engine, version 2. */
  VAULT_MOUNT: z
    .string()
    .regex(/^[\w-]+(\/[\w-]+)*$/)
    .default('secret'),
  VAULT_NAMESPACE: z.string().min(1).optional(),
  /** Either a token, or an AppRole's two ids. */
  VAULT_TOKEN: z.string().min(1).optional(),
  VAULT_ROLE_ID: z.string().min(1).optional(),
  VAULT_SECRET_ID: z.string().min(1).optional(),
  VAULT_APPROLE_MOUNT: z
    .string()
    .regex(/^[\w-]+(\/[\w-]+)*$/)
    .default('approle'),
};

export const AuthEnvironment = z.object({
  ...serviceEnvironment,
  ...credentialStore,
  PORT: port(8081),
  /** Of the service role, which row-level security holds. */
  DATABASE_URL: PostgresUrl,
  DATABASE_CONNECTIONS_MAX: count(10, 200),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  /** Where people and browsers find this service: pages, OAuth and passkeys are bound to its origin. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => new URL(url).origin === url, 'use an origin such as https://gateway.example.com')
    .default('http://localhost:8081'),
  /** Whether the dashboard answers at PUBLIC_URL, too. Without it people are led to their account page. */
  DASHBOARD: z.enum(['served', 'none']).default('none'),
  /** Said where people sign in, such as whom to ask for an invitation. */
  SIGN_IN_NOTE: z.string().trim().min(1).max(500).optional(),
  /** Where MCP clients find the gateway: the resource identifiers of its endpoints begin with it (RFC 8707). */
  GATEWAY_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => new URL(url).origin === url, 'use an origin such as https://gateway.example.com')
    .default('http://localhost:8080'),
  /** Whether OAuth clients may register themselves (RFC 7591): MCP clients that know no other way need it. */
  OAUTH_REGISTRATION: z.enum(['open', 'closed']).default('open'),
  /** How often, from one address. */
  OAUTH_REGISTRATIONS_PER_MINUTE: count(20, 100_000),
  /** `smtp://user:password@host:587` or `smtps://…`; without it no mail is sent. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).max(255).default('GatewayOps <no-reply@localhost>'),
  /** Of a service like `https://api.pwnedpasswords.com/range/`; without it only the shipped list of passwords is asked. */
  BREACHED_PASSWORDS_URL: z.url({ protocol: /^https?$/ }).optional(),
  GATEWAY_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8080'),
  COST_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8082'),
  MASTER_KEY: MasterKey,
  MASTER_KEYS_PREVIOUS: MasterKeys,
  /** Changing it voids every API key: what is stored can then no longer be found. */
  KEY_PEPPER: secret(),
  /** Cost factor of keys' hashes; one more takes twice as long. What is hashed is 256 random bits, so that 10 is safe, too. */
  BCRYPT_COST: z.coerce.number().int().min(10).max(16).default(12),
  /** How many bcrypt hashes are computed at once, and how many may wait. One takes about 250 ms of a core. */
  BCRYPT_CONCURRENCY: count(2, 64),
  BCRYPT_WAITING_MAX: count(64, 10_000),
  /** Whether MCP servers may be registered at private and loopback addresses. */
  UPSTREAM_PRIVATE_RANGES: z.enum(['allow', 'deny']).default('deny'),
  /** Whether e-mail addresses are masked where an organisation does not say; the same for the gateway. */
  MASK_EMAIL: z.enum(['true', 'false']).default('true'),
  /** Name servers for the verification of domains, as `1.1.1.1` or `127.0.0.1:5353`, between commas; else the system's. */
  DNS_SERVERS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((server) => server.trim())
        .filter((server) => server !== ''),
    )
    .default([]),
  /** How often tokens for MCP servers that end soon are looked for, to renew them ahead. */
  TOKENS_AHEAD_INTERVAL_MS: z.coerce.number().int().min(100).max(86_400_000).default(5_000),
  /** How often domains and SAML metadata that were looked at a day ago are looked at again. */
  SSO_UPKEEP_INTERVAL_MS: z.coerce.number().int().min(100).max(86_400_000).default(900_000),
  /** Into how many streams events are split; the same for all services. */
  STREAM_SHARDS: count(1, 64),
  ...auditEnvironment,
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

const VerifyEnvironment = z.object({
  ...auditEnvironment,
  DATABASE_URL: PostgresUrl,
  /** Without it the signed ends that it keeps are not looked at. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  MASTER_KEY: MasterKey,
  MASTER_KEYS_PREVIOUS: MasterKeys,
});
export type VerifyEnvironment = z.infer<typeof VerifyEnvironment>;

export const readVerifyEnvironment = (): VerifyEnvironment => readEnvironment(VerifyEnvironment, process.env);
