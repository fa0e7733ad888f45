import { readEnvironment, port, serviceEnvironment, type ServiceEnvironment } from '@gatewayops/service';
import { z } from 'zod';
import { ownUrl } from './replicas/own-url.js';

const key32 = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32, 'use 32 bytes in base64');

const origin = z
  .url({ protocol: /^https?$/ })
  .refine((url) => new URL(url).origin === url, 'use an origin such as https://gateway.example.com');

const Environment = z.object({
  ...serviceEnvironment,
  PORT: port(8080),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  AUTH_URL: z.url({ protocol: /^https?$/ }),
  /** Where MCP clients find this gateway: its endpoints' names as OAuth resources begin with it. The auth service has to say the same. */
  GATEWAY_PUBLIC_URL: origin.default('http://localhost:8080'),
  /** Of the built-in authorization server, which is where people sign in. The auth service has to say the same. */
  PUBLIC_URL: origin.default('http://localhost:8081'),
  COST_URL: z.url({ protocol: /^https?$/ }),
  /** `async`: answers do not wait for their record. `strict`: the last byte of an answer does. */
  DELIVERY: z.enum(['async', 'strict']).default('async'),
  SPOOL_DIR: z.string().min(1),
  SPOOL_BYTES_MAX: z.coerce.number().int().min(1_048_576).default(1_073_741_824),
  /** Into how many streams each kind of event is split, by organisation. The same number for every service. */
  STREAM_SHARDS: z.coerce.number().int().min(1).max(64).default(1),
  /** The operator's catalogue of stdio servers; without one there are none. */
  STDIO_CATALOG: z.string().min(1).optional(),
  STDIO_WORK_DIR: z.string().min(1).optional(),
  STDIO_PROCESSES_MAX: z.coerce.number().int().min(1).max(1000).default(32),
  /** Sessions of one key that each have a process of their own. */
  STDIO_SESSIONS_PER_KEY_MAX: z.coerce.number().int().min(1).max(1000).default(16),
  /** Sessions with legacy servers that stand for one key's clients of 2026-07-28. */
  BRIDGE_SESSIONS_PER_KEY_MAX: z.coerce.number().int().min(1).max(1000).default(16),
  /** Calls of one key that wait for an answer of its clients. */
  PARKED_CALLS_PER_KEY_MAX: z.coerce.number().int().min(1).max(10_000).default(64),
  /** How long they wait. */
  PARKED_CALL_TTL_MS: z.coerce.number().int().min(1_000).max(86_400_000).default(900_000),
  /** Event streams that a key may have open at once on one gateway: GET streams, HTTP+SSE, `subscriptions/listen`. */
  STREAMS_PER_KEY_MAX: z.coerce.number().int().min(1).max(100_000).default(100),
  /** How long each of several servers has to answer where all are asked at once. */
  LIST_TIMEOUT_MS: z.coerce.number().int().min(50).max(60_000).default(5_000),
  /** What is kept of the lists of servers, all organisations together. */
  CATALOGUE_BYTES_MAX: z.coerce.number().int().min(1_048_576).default(67_108_864),
  /** Where the other replicas reach this one; from HOST and PORT unless set. */
  REPLICA_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** How long a session of a client of up to 2025-11-25 may last. */
  SESSION_SECONDS_MAX: z.coerce.number().int().min(60).max(31_536_000).default(604_800),
  /** Messages of one JSON-RPC batch (2025-03-26). */
  BATCH_MESSAGES_MAX: z.coerce.number().int().min(1).max(1000).default(50),
  /** Sessions of one key over several servers as one, on all gateways together. */
  SESSIONS_PER_KEY_MAX: z.coerce.number().int().min(1).max(100_000).default(1_000),
  /** How long such a session lasts that is not used. */
  SESSION_IDLE_SECONDS_MAX: z.coerce.number().int().min(60).max(31_536_000).default(3_600),
  /** Seals the ids of sessions; the same for all replicas. */
  SESSION_SECRET: key32,
  UPSTREAM_PRIVATE_RANGES: z.enum(['allow', 'deny']).default('deny'),
  /** What limits do while Redis is away: hold each replica to its share, or refuse. */
  RATE_LIMIT_WHEN_REDIS_AWAY: z.enum(['divide', 'refuse']).default('divide'),
  /** Whether e-mail addresses are masked in what is stored. */
  MASK_EMAIL: z.enum(['true', 'false']).default('true'),
});

const values = readEnvironment(Environment, process.env);

/** The gateway's settings, read once. */
export const environment = {
  service: values as ServiceEnvironment,
  redisUrl: values.REDIS_URL,
  authUrl: values.AUTH_URL,
  costUrl: values.COST_URL,
  oauth: { gatewayUrl: values.GATEWAY_PUBLIC_URL, issuer: values.PUBLIC_URL },
  internalSecret: values.INTERNAL_SECRET,
  delivery: values.DELIVERY,
  streamShards: values.STREAM_SHARDS,
  spool: { dir: values.SPOOL_DIR, bytesMax: values.SPOOL_BYTES_MAX },
  stdio: {
    catalogPath: values.STDIO_CATALOG ?? null,
    workDirectory: values.STDIO_WORK_DIR ?? `${values.SPOOL_DIR}/.stdio`,
    processesMax: values.STDIO_PROCESSES_MAX,
    sessionsPerKeyMax: values.STDIO_SESSIONS_PER_KEY_MAX,
  },
  bridge: {
    sessionsPerKeyMax: values.BRIDGE_SESSIONS_PER_KEY_MAX,
    parkedPerKeyMax: values.PARKED_CALLS_PER_KEY_MAX,
    parkedLifeMs: values.PARKED_CALL_TTL_MS,
  },
  catalogues: { deadlineMs: values.LIST_TIMEOUT_MS, cacheBytesMax: values.CATALOGUE_BYTES_MAX },
  streamsPerKeyMax: values.STREAMS_PER_KEY_MAX,
  replicaUrl: values.REPLICA_URL === undefined ? ownUrl(values.HOST, values.PORT) : new URL(values.REPLICA_URL).origin,
  batchMessagesMax: values.BATCH_MESSAGES_MAX,
  sessions: { ttlMs: values.SESSION_IDLE_SECONDS_MAX * 1000, sessionsPerKeyMax: values.SESSIONS_PER_KEY_MAX },
  sessionSecret: values.SESSION_SECRET,
  sessionLifeMs: values.SESSION_SECONDS_MAX * 1000,
  upstreamPrivateRanges: values.UPSTREAM_PRIVATE_RANGES,
  whenRedisAway: values.RATE_LIMIT_WHEN_REDIS_AWAY,
  maskEmail: values.MASK_EMAIL === 'true',
};
export type Environment = typeof environment;
