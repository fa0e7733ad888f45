import { ProtectedEndpoints } from '../oauth/protected-endpoints.js';
import type { KeyAuthenticator } from '@gatewayops/access';
import {
  GatewayOpsError,
  type KeyVerdict,
  type McpServerRuntime,
  type OrganizationServers,
  type Principal,
} from '@gatewayops/contracts';
import { addressGuard, Upstreams } from '@gatewayops/mcp';
import { Edge, WireServer, type InternalClient } from '@gatewayops/service';
import type { EventPublisher } from '@gatewayops/streams';
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { ToolCatalogue } from '../catalogue/tool-catalogue.js';
import { CallersUpstreams } from '../credentials/callers-upstreams.js';
import { aggregateParts } from '../aggregate/aggregate-parts.js';
import { CATALOGUE_LIMITS } from '../aggregate/catalogue/catalogues.js';
import { LiveSessions } from '../aggregate/session/live-sessions.js';
import { MemorySessionStore } from '../aggregate/session/memory-session-store.js';
import type { SessionStore } from '../aggregate/session/session-store.js';
import { OrganizationMaskers } from '../organization/organization-maskers.js';
import type { PriceBooks } from '../organization/price-books.js';
import { registeredServers, type ServerRegistry } from '../organization/server-registry.js';
import { RateDecision } from '../rate-limit/rate-decision.js';
import type { RateLimiter } from '../rate-limit/rate-limiter.js';
import type { CallRecord } from '../record/call-record.js';
import { CallRecorder } from '../record/call-recorder.js';
import { endTrace } from '../request-path/11-end-trace.js';
import { emitEvents } from '../request-path/12-emit-events.js';
import type { Call } from '../request-path/call.js';
import { bridgeFor } from '../legs/bridge/to-legacy/call-bridged.js';
import { ClientRequests } from '../legs/bridge/to-modern/client-requests.js';
import { RunningCalls } from '../legs/bridge/to-modern/running-calls.js';
import { SessionNotes } from '../legs/bridge/to-modern/session-notes.js';
import { HostedSessions } from '../legs/hosted-sessions.js';
import { ALONE as OWN_ALL } from '../replicas/owning/owners.js';
import { EndedSessions } from '../replicas/sessions/ended-sessions.js';
import { ReplicaGone } from '../replicas/replica-failures.js';
import { RecordingPublisher } from './recording-publisher.fixture.js';
import { HashesFixture } from './hashes.fixture.js';
import { sealsWith } from './seals.js';
import { HttpFront } from './http-front.js';
import { OpenExchanges } from './open-exchanges.js';
import { servingOf } from './serving.js';
import { ALONE } from './sse/sse-peers.js';
import { StreamLimit } from './stream-limit.js';

export const KEY = `gwo_test_${'a'.repeat(43)}`;
export const BODY_BYTES_MAX = 64 * 1024;
export const STREAMS_PER_KEY_MAX = 3;
export const SESSION_LIFE_MS = 60_000;
export const BATCH_MESSAGES_MAX = 5;
export const PRICE_MICRO_USD = 2_500;

const WIRE_SETTINGS = {
  READ_TIMEOUT_MS: 5_000,
  WRITE_TIMEOUT_MS: 5_000,
  IDLE_TIMEOUT_MS: 5_000,
  REQUEST_BYTES_MAX: 10_485_760,
};
const LIMIT = { rps: 100, burst: 50 };
const orgId = randomUUID();
export const PRINCIPAL: Principal = {
  orgId,
  keyId: randomUUID(),
  userId: null,
  teamId: null,
  projectId: null,
  environment: 'test',
  agentName: null,
  serviceAccountId: null,
  allowedAddresses: [],
  token: null,
  scopes: {
    mcp: [
      { server: 'files*', tools: ['*'], resources: ['*'], prompts: ['*'] },
      { server: 'few', tools: ['read_*'], resources: [], prompts: [] },
    ],
    permissions: [],
  },
  limits: { key: LIMIT, team: null, org: LIMIT },
  expiresAtMs: null,
};

export interface Gateway {
  readonly url: string;
  readonly port: number;
  readonly publisher: RecordingPublisher;
  /** What was observed of each call that ended, oldest first. */
  readonly ended: { call: Call; record: CallRecord | null }[];
  readonly defects: unknown[];
  readonly maskers: OrganizationMaskers;
  /** May be replaced by a test. */
  authenticate: (key: string) => KeyVerdict | Promise<KeyVerdict>;
  admit: () => RateDecision | Promise<RateDecision>;
  /** Changes what the registry holds. */
  register(servers: McpServerRuntime[]): void;
  /** Resolves when `count` calls have ended. */
  whenEnded(count: number): Promise<void>;
  close(): Promise<void>;
}

const decision = (admitted: boolean) => new RateDecision(admitted, { scope: 'key', limit: LIMIT }, 7, 1, 3);
export const ADMITTED = decision(true);
export const REFUSED = decision(false);

function verdictOf(key: string): KeyVerdict {
  return key === KEY ? { valid: true, principal: PRINCIPAL, generation: 1 } : { valid: false, reason: 'unknown' };
}

export function serverAt(name: string, url: string, settings: Partial<McpServerRuntime['settings']> = {}): McpServerRuntime {
  return {
    id: randomUUID(),
    orgId,
    name,
    transport: { type: 'streamable-http', url },
    credential: { type: 'none' },
    enabled: true,
    version: 1,
    settings: {
      timeoutMs: 2_000,
      connectTimeoutMs: 500,
      maxConcurrency: 16,
      maxRetries: 0,
      repeatableTools: [],
      forwardHeaders: [],
      checkArguments: false,
      prefix: null,
      ...settings,
    },
  };
} // prettier-ignore

type Several = Pick<OrganizationServers, 'virtualServers' | 'naming'>;
const APART: Several = { virtualServers: [], naming: 'prefixed' };

/** What replicas have in common. */
export interface Shared {
  readonly secret?: Buffer;
  readonly sessions?: SessionStore;
  /** Answers as the auth service does when it is asked for tokens. */
  readonly auth?: InternalClient['request'];
  /** Of each server where several are asked. */
  readonly deadlineMs?: number;
}

/** The real front, path and upstreams, with stand-ins for the services behind them. */
export async function startGateway(servers: McpServerRuntime[], delivery: 'async' | 'strict' = 'async', several: Several = APART, shared: Shared = {}): Promise<Gateway> {
  const publisher = new RecordingPublisher();
  const catalogue = new ToolCatalogue();
  const upstreams = new Upstreams({
    catalogue: null,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    addressGuard: addressGuard({ privateRanges: 'allow' }),
    workDirectory: tmpdir(),
    onNotification: (server, method) => catalogue.heard(server.id, method),
  });
  const nobody = () => Promise.reject(new Error('no auth service'));
  const callers = new CallersUpstreams(upstreams, { request: shared.auth ?? nobody });
  const maskers = new OrganizationMaskers({ request: shared.auth ?? nobody }, { email: true });
  const ended: Gateway['ended'] = [];
  const defects: unknown[] = [];
  const events = publisher as unknown as EventPublisher;
  const open = new OpenExchanges();
  const secret = shared.secret ?? randomBytes(32);
  const hosts = new HostedSessions(2);
  const sessionsPerKeyMax = 3;
  const store = shared.sessions ?? new MemorySessionStore({ ttlMs: 60_000, sessionsPerKeyMax });
  let registered = registeredServers({ servers, ...several });
  const listeners = new Set<() => void>();
  const registry = {
    find: (_org: string, name: string) => registered.servers.get(name) ?? registered.virtualServers.get(name),
    all: () => registered,
    onChanged(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as ServerRegistry;
  const nowhere = (): Promise<never> => Promise.reject(new ReplicaGone(true));
  const clientRequests = new ClientRequests('here', nowhere, { perKeyMax: 2, lifeMs: 2_000 });
  const legacyClients = { requests: clientRequests, notes: new SessionNotes(new HashesFixture()), running: new RunningCalls() };
  const bridge = bridgeFor({ sessionsPerKeyMax: 2, parkedPerKeyMax: 2, parkedLifeMs: 2_000 }, { replicaId: 'here', elsewhere: nowhere });
  const pathParts = {
    maskers,
    keys: { authenticateBearer: (key: string) => gateway.authenticate(key) } as unknown as KeyAuthenticator,
    endpoints: new ProtectedEndpoints('https://gateway.test'),
    limiter: { take: () => gateway.admit() } as unknown as RateLimiter,
    servers: registry,
    aggregate: aggregateParts(registry, callers, secret, { sessions: new LiveSessions(store, hosts, sessionsPerKeyMax, legacyClients.notes), bridge, legacyClients }, { ...CATALOGUE_LIMITS, deadlineMs: shared.deadlineMs ?? 1_000 }),
    upstreams,
    callers,
    prices: { cardFor: () => ({ id: randomUUID(), version: 1, mcpServer: '*', tool: '*', priceMicroUsd: PRICE_MICRO_USD }) } as unknown as PriceBooks,
    publisher: events,
    seals: sealsWith(secret, SESSION_LIFE_MS),
    ended: new EndedSessions(null, SESSION_LIFE_MS),
    bridge,
    legacyClients,
    hosts,
    owners: OWN_ALL,
    streams: new StreamLimit(open, STREAMS_PER_KEY_MAX),
    catalogue,
    delivery,
    batchMessagesMax: BATCH_MESSAGES_MAX,
    peers: ALONE,
  };
  const edge = new Edge({ TRUSTED_PROXIES: [], CORS_ORIGINS: ['https://app.test'], ALLOWED_HOSTS: ['127.0.0.1'], HSTS: 'off', HSTS_MAX_AGE_SECONDS: 0 });
  const onDefect = (error: unknown): void => void defects.push(error);
  const serving = servingOf(pathParts, (stageNames) => {
    const recorder = new CallRecorder({
      endTrace: endTrace(maskers, stageNames),
      emitEvents: emitEvents(events),
      observe: (call, record) => ended.push({ call, record }),
      onDefect,
      publisher,
    });
    return { recorder, publisher: events, delivery, onDefect };
  });
  const { recorder } = serving.main;
  publisher.settle = () => recorder.flush();
  const front = new HttpFront(serving, edge, { bodyBytesMax: BODY_BYTES_MAX, open });
  const server = createServer((request, response) => {
    if (!front.handle(request, response)) response.writeHead(418).end();
  });
  const wire = new WireServer(server, WIRE_SETTINGS, front.wire);
  const listening = await listen(server);
  const gateway: Gateway = {
    ...listening,
    publisher,
    get ended() {
      recorder.flush();
      return ended;
    },
    defects,
    maskers,
    authenticate: verdictOf,
    admit: () => ADMITTED,
    register(now) {
      registered = registeredServers({ servers: now, ...several });
      for (const listener of listeners) listener();
    },
    whenEnded: (count) => until(() => ended.length >= count),
    close: async () => {
      wire.closeAll();
      await listening.close();
      await upstreams.close();
    },
  };
  return gateway;
} // prettier-ignore

/** Waits at most two seconds. */
export async function until(holds: () => boolean): Promise<void> {
  const endsAtMs = performance.now() + 2_000;
  while (!holds()) {
    if (performance.now() > endsAtMs) throw new GatewayOpsError('timeout', { message: 'It did not come to be.' });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Listens on the loopback interface, on a free port unless one is given; `close` cuts every connection. */
export async function listen(
  server: Server,
  onPort = 0,
): Promise<{ url: string; port: number; close(): Promise<void> }> {
  await new Promise<void>((resolve) => {
    server.listen(onPort, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, port, close };
}
