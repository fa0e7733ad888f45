import { z } from 'zod';

const address = (fallback: string) => z.url({ protocol: /^https?$/ }).default(fallback);
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

const WebEnvironment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8085),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Where the services are found from here; people and browsers never learn these. */
  AUTH_URL: address('http://127.0.0.1:8081'),
  COST_URL: address('http://127.0.0.1:8082'),
  TRACE_URL: address('http://127.0.0.1:8083'),
  ALERT_URL: address('http://127.0.0.1:8084'),
  GATEWAY_URL: address('http://127.0.0.1:8080'),
  /** Where MCP clients find the gateway: shown to be copied. */
  GATEWAY_PUBLIC_URL: address('http://localhost:8080'),
  /** Addresses or CIDR ranges whose `X-Forwarded-*` headers are believed. */
  TRUSTED_PROXIES: list(),
  /** Names, without ports, by which the dashboard is called; any where none are given. */
  ALLOWED_HOSTS: list(),
  /** `auto`: on answers to https requests, as a trusted proxy tells; `always`; `off`. */
  HSTS: z.enum(['auto', 'always', 'off']).default('auto'),
  HSTS_MAX_AGE_SECONDS: z.coerce.number().int().min(0).default(31_536_000),
  SHUTDOWN_TIMEOUT_MS: z.coerce.number().int().min(10).max(3_600_000).default(8_000),
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
});
export type WebEnvironment = z.infer<typeof WebEnvironment>;

let read: WebEnvironment | undefined;

/** Read once. @throws Error that names the variable which is wrong, never its value */
export function webEnvironment(): WebEnvironment {
  if (read !== undefined) return read;
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const result = WebEnvironment.safeParse(given);
  if (result.success) return (read = result.data);
  const [issue] = result.error.issues;
  throw new Error(`${issue?.path.join('.')} is not valid: ${issue?.message}.`);
}

/** Next's server reads it from there, and nowhere else, when it was built as `standalone`. */
export function giveNextItsConfiguration(json: string): void {
  process.env['__NEXT_PRIVATE_STANDALONE_CONFIG'] = json;
}
