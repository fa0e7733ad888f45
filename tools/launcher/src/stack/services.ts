import { join } from 'node:path';
import { ROOT } from '../places.js';
import type { Ports } from '../ports.js';
import type { StackSecrets } from './secrets.js';

export const SERVICES = ['auth', 'cost', 'trace', 'alert', 'gateway'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Services that keep something in PostgreSQL. */
export const MIGRATED = ['auth', 'cost', 'alert'] as const;
export type MigratedName = (typeof MIGRATED)[number];

export interface EngineUrls {
  /** Of the role that owns the tables. */
  database: string;
  redis: string;
  clickhouse: string;
}

export interface ServiceContext {
  ports: Ports;
  urls: EngineUrls;
  secrets: StackSecrets;
  dataDir: string;
  catalogPath: string;
  logLevel: string;
  /** Whether the dashboard runs too: then its origin is that of everything people open. */
  web: boolean;
}

export const entryOf = (name: ServiceName): string => join(ROOT, 'apps', name, 'dist', 'main.js');
export const WEB_ENTRY = join(ROOT, 'apps', 'web', 'dist', 'front', 'main.js');
export const migrationOf = (name: MigratedName): string => join(ROOT, 'apps', name, 'dist', 'migrate.js');

const local = (port: number): string => `http://127.0.0.1:${port}`;
/** Where people open pages. Passkeys and secure cookies work on this name without https. */
const publicUrl = ({ ports, web }: ServiceContext): string => `http://localhost:${web ? ports.web : ports.auth}`;
/** A web page cannot reach what runs here under a name of its own. */
const OWN_HOSTS = 'localhost,127.0.0.1,[::1]';
const roleOf = (name: MigratedName): string => `gatewayops_${name}`;

/** The database address for a service's own role, which row-level security holds. */
function serviceDatabase(name: MigratedName, { urls, secrets }: ServiceContext): string {
  const url = new URL(urls.database);
  url.username = roleOf(name);
  url.password = secrets.rolePasswords[name];
  return url.href;
}

export function migrationEnvironment(name: MigratedName, context: ServiceContext): Record<string, string> {
  return {
    MIGRATIONS_DATABASE_URL: context.urls.database,
    SERVICE_ROLE: roleOf(name),
    SERVICE_ROLE_PASSWORD: context.secrets.rolePasswords[name],
  };
}

/** What a service is started with, on this machine. */
export function environmentOf(name: ServiceName, context: ServiceContext): Record<string, string> {
  const { ports, secrets, urls, logLevel } = context;
  const common = {
    PORT: String(ports[name]),
    HOST: '127.0.0.1',
    ALLOWED_HOSTS: OWN_HOSTS,
    // The dashboard passes requests on, and says whose they are.
    ...(context.web ? { TRUSTED_PROXIES: '127.0.0.1' } : {}),
    LOG_LEVEL: logLevel,
    INTERNAL_SECRET: secrets.internalSecret,
    ADMIN_TOKEN: secrets.adminToken,
    REDIS_URL: urls.redis,
    AUTH_URL: local(ports.auth),
    COST_URL: local(ports.cost),
    GATEWAY_URL: local(ports.gateway),
    PUBLIC_URL: publicUrl(context),
    GATEWAY_PUBLIC_URL: `http://localhost:${ports.gateway}`,
    SHUTDOWN_TIMEOUT_MS: '3000',
  };
  return { ...common, ...own(name, context) };
}

/** What the dashboard is started with. */
export function webEnvironmentOf({ ports }: ServiceContext): Record<string, string> {
  return {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(ports.web),
    HOST: '127.0.0.1',
    ALLOWED_HOSTS: OWN_HOSTS,
    AUTH_URL: local(ports.auth),
    COST_URL: local(ports.cost),
    TRACE_URL: local(ports.trace),
    ALERT_URL: local(ports.alert),
    GATEWAY_URL: local(ports.gateway),
    GATEWAY_PUBLIC_URL: `http://localhost:${ports.gateway}`,
    SHUTDOWN_TIMEOUT_MS: '2500',
  };
}

function own(name: ServiceName, context: ServiceContext): Record<string, string> {
  const { secrets, urls, dataDir, catalogPath } = context;
  switch (name) {
    case 'auth':
      return {
        DATABASE_URL: serviceDatabase('auth', context),
        DASHBOARD: context.web ? 'served' : 'none',
        MASTER_KEY: secrets.masterKey,
        KEY_PEPPER: secrets.keyPepper,
        AUDIT_HEADS_DIR: join(dataDir, 'audit-heads'),
        // The demo's MCP servers are on this machine.
        UPSTREAM_PRIVATE_RANGES: 'allow',
      };
    case 'cost':
      return { DATABASE_URL: serviceDatabase('cost', context), CLICKHOUSE_URL: urls.clickhouse };
    case 'trace':
      return { CLICKHOUSE_URL: urls.clickhouse };
    case 'alert':
      return {
        DATABASE_URL: serviceDatabase('alert', context),
        MASTER_KEY: secrets.masterKey,
        WEBHOOK_PRIVATE_RANGES: 'allow',
      };
    case 'gateway':
      return {
        SPOOL_DIR: join(dataDir, 'spool', 'gateway'),
        STDIO_CATALOG: catalogPath,
        SESSION_SECRET: secrets.sessionSecret,
        UPSTREAM_PRIVATE_RANGES: 'allow',
      };
  }
}
