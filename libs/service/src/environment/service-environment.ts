import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** A TCP port with a default of the app's own; 0 lets the system choose. */
export const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

const milliseconds = (fallback: number) => z.coerce.number().int().min(10).max(3_600_000).default(fallback);

/** `1`, `true`, `0` or `false`. */
export const flag = (fallback: boolean) =>
  z
    .enum(['1', 'true', '0', 'false'])
    .transform((value) => value === '1' || value === 'true')
    .default(fallback);

/** Words between commas; spaces around them do not count. */
const list = () =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    )
    .default([]);

const isRange = (text: string) => (text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text));
const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;

/** A secret that is long enough not to be guessed. */
export const secret = () => z.string().min(32, 'use at least 32 characters');

/**
 * What every service reads: spread it into the schema of an app's `env.ts`. Limits and timeouts default to the
 * specification's gateway configuration (10 MB; read 30 s, write 30 s, idle 120 s).
 */
export const serviceEnvironment = {
  PORT: port(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Addresses or CIDR ranges whose `X-Forwarded-*` headers are believed. */
  TRUSTED_PROXIES: list().refine((ranges) => ranges.every(isRange), 'use addresses or CIDR ranges between commas'),
  /** Origins that may call from a browser; none by default. */
  CORS_ORIGINS: list().refine((origins) => origins.every(isOrigin), 'use origins such as https://app.example.com'),
  /** Names, without ports, by which this service is called; any where none are given. */
  ALLOWED_HOSTS: list(),
  /** `auto`: on answers to https requests, as a trusted proxy tells; `always`; `off`. */
  HSTS: z.enum(['auto', 'always', 'off']).default('auto'),
  HSTS_MAX_AGE_SECONDS: z.coerce.number().int().min(0).default(31_536_000),
  REQUEST_BYTES_MAX: z.coerce.number().int().min(1024).max(1_073_741_824).default(10_485_760),
  /** From the first byte of a request to its last. */
  READ_TIMEOUT_MS: milliseconds(30_000),
  /** How long a client may leave an answer unread. */
  WRITE_TIMEOUT_MS: milliseconds(30_000),
  /** How long an unused connection is kept. */
  IDLE_TIMEOUT_MS: milliseconds(120_000),
  /** What services sign their calls of each other with. */
  INTERNAL_SECRET: secret(),
  ADMIN_TOKEN: secret(),
  /** Bearer token of `/metrics`; without it only this machine may read them. */
  METRICS_TOKEN: z.string().min(16).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** Set by a launcher that holds our stdin or IPC channel: its end is ours. */
  EXIT_WITH_PARENT: flag(false),
  SHUTDOWN_TIMEOUT_MS: milliseconds(8_000),
};

const ServiceEnvironmentSchema = z.object(serviceEnvironment);
export type ServiceEnvironment = z.infer<typeof ServiceEnvironmentSchema>;
