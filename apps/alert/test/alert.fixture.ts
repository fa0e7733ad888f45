import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ErrorBody, type KeyVerdict } from '@gatewayops/contracts';
import { startPostgres, startRedis, type RunningEngine } from '@gatewayops/engines';
import { createLogger, createService, parseEnvironment, type RunningService } from '@gatewayops/service';
import { migrate } from '../src/database/schema.js';
import { AlertEnvironment } from '../src/env.js';
import { alertService } from '../src/start.js';

export const ORG = '019a0000-0000-7000-8000-000000000001';
export const OTHER_ORG = '019a0000-0000-7000-8000-000000000002';
export const UNKNOWN_ORG = '019a0000-0000-7000-8000-0000000000ff';
export const ADMIN = 'admin-token-of-the-tests-'.padEnd(40, 'x');
/** A key of ORG that may read traces and costs, and so nothing here. */
export const READER_KEY = `gwo_test_${'r'.repeat(43)}`;
const SECRET = 'internal-secret-of-the-tests'.padEnd(40, 'x');
const cacheDir = join(homedir(), '.cache', 'gatewayops');

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `read` gives something; fails with its name after `timeoutMs`. */
export async function until<T>(
  what: string,
  read: () => Promise<T | undefined> | T | undefined,
  timeoutMs = 10_000,
): Promise<T> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const found = await read();
    if (found !== undefined) return found;
    if (performance.now() > deadlineMs) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await pause(25);
  }
}

/** Whose data is to be erased; what was reported as done is taken out. False for other requests. */
function answerDeletions(deleted: Set<string>, { url = '' }: IncomingMessage, response: ServerResponse): boolean {
  const path = '/internal/v1/auth/organization-deletions';
  if (!url.startsWith(path)) return false;
  if (url === path) response.end(JSON.stringify({ orgIds: [...deleted] }));
  else {
    deleted.delete(url.slice(path.length + 1, -'/done'.length));
    response.writeHead(204).end();
  }
  return true;
}

/** The auth service as this one sees it: which organisations there are, which were deleted, and whose a key is. */
function authStandIn(deleted: () => Set<string>): Server {
  const reader: KeyVerdict = {
    valid: true,
    generation: 1,
    principal: {
      orgId: ORG,
      keyId: '019a0000-0000-7000-8000-0000000000aa',
      userId: null,
      teamId: null,
      projectId: null,
      environment: 'test',
      agentName: null,
      serviceAccountId: null,
      allowedAddresses: [],
      token: null,
      scopes: { mcp: [], permissions: ['traces:read', 'costs:read'] },
      limits: { key: { rps: 1, burst: 1 }, team: null, org: { rps: 1, burst: 1 } },
      expiresAtMs: null,
    },
  };
  return createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (answerDeletions(deleted(), request, response)) return;
      const orgId = /organizations\/([^/]+)$/.exec(request.url ?? '')?.[1];
      if (orgId === undefined) {
        const isReader = (JSON.parse(body) as { apiKey: string }).apiKey === READER_KEY;
        response.end(JSON.stringify(isReader ? reader : { valid: false, reason: 'unknown' }));
      } else if (orgId === UNKNOWN_ORG) {
        response
          .writeHead(404)
          .end(JSON.stringify({ error: { code: 'not_found', message: '-', request_id: 'req_1' } }));
      } else {
        response.end(JSON.stringify({ id: orgId, name: 'Test', slug: 'test', plan: 'free' }));
      }
    });
  });
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

export interface Answer {
  status: number;
  body: unknown;
  /** Code of the error, where it is one. */
  code: string | undefined;
}

/** The alert service on a real PostgreSQL and a real Redis. */
export class AlertFixture {
  /** Organisations that this service still has to erase. */
  readonly deleted = new Set<string>();
  private readonly services: RunningService[] = [];

  private constructor(
    readonly postgres: RunningEngine,
    readonly redis: RunningEngine,
    readonly auth: Server,
    private readonly dir: string,
    private readonly environment: Record<string, string>,
  ) {}

  static async start(overrides: Record<string, string> = {}): Promise<AlertFixture> {
    const dir = await mkdtemp(join(tmpdir(), 'gatewayops-alert-'));
    const [postgres, redis] = await Promise.all([
      startPostgres({ dataDir: join(dir, 'postgres'), cacheDir, syncsToDisk: false }),
      startRedis({ dataDir: join(dir, 'redis'), cacheDir, syncsToDisk: false }),
    ]);
    const auth = authStandIn(() => fixture.deleted);
    await new Promise<void>((resolve) => auth.listen(0, '127.0.0.1', resolve));
    await migrate({ url: postgres.url, serviceRole: 'gatewayops_alert', serviceRolePassword: 'alert' });
    const database = new URL(postgres.url);
    database.username = 'gatewayops_alert';
    database.password = 'alert';
    const fixture = new AlertFixture(postgres, redis, auth, dir, {
      PORT: '0',
      INTERNAL_SECRET: SECRET,
      ADMIN_TOKEN: ADMIN,
      DATABASE_URL: database.href,
      REDIS_URL: redis.url,
      AUTH_URL: `http://127.0.0.1:${portOf(auth)}`,
      MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      WEBHOOK_PRIVATE_RANGES: 'allow',
      WEBHOOK_RETRY_MS: '100',
      SWEEP_INTERVAL_MS: '100',
      SHUTDOWN_TIMEOUT_MS: '3000',
      ...overrides,
    });
    await fixture.addService();
    return fixture;
  }

  /** One more replica. */
  async addService(overrides: Record<string, string> = {}): Promise<RunningService> {
    const environment = parseEnvironment(AlertEnvironment, { ...this.environment, ...overrides });
    const logger = createLogger({ service: 'alert', level: 'silent' });
    const service = await createService({ ...alertService(environment), logger });
    this.services.push(service);
    return service;
  }

  /** Ends the replicas of this process. */
  async stopServices(): Promise<void> {
    await Promise.all(this.services.splice(0).map((service) => service.close()));
  }

  /** A replica as a process of its own, which can be killed; it was built before. */
  spawn(overrides: Record<string, string> = {}): ChildProcess {
    const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
    const env = { ...this.environment, ...overrides, LOG_LEVEL: 'error', EXIT_WITH_PARENT: '1' };
    return spawn(process.execPath, [main], { env, stdio: ['pipe', 'inherit', 'inherit'] });
  }

  get url(): string {
    const [service] = this.services;
    return service?.url ?? '';
  }

  async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { body, token = ADMIN, orgId = ORG } = options;
    const headers: Record<string, string> = {};
    if (token !== null) headers['authorization'] = `Bearer ${token}`;
    if (orgId !== null) headers['x-organization-id'] = orgId;
    if (body !== undefined) headers['content-type'] = options.contentType ?? 'application/json';
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(this.url + path, { method, headers, ...(body === undefined ? {} : { body: sent }) });
    const text = await response.text();
    const json = text === '' ? null : (JSON.parse(text) as unknown);
    const refusal = ErrorBody.safeParse(json);
    return { status: response.status, body: json, code: refusal.success ? refusal.data.error.code : undefined };
  }

  async close(): Promise<void> {
    await this.stopServices();
    this.auth.closeAllConnections();
    this.auth.close();
    await Promise.all([this.postgres.stop(), this.redis.stop()]);
    await rm(this.dir, { recursive: true, force: true });
  }
}

export interface CallOptions {
  body?: unknown;
  /** The admin token unless given; null for none. */
  token?: string | null;
  /** ORG unless given; null for none. */
  orgId?: string | null;
  contentType?: string;
}
