import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AUTH_CHANGES_CHANNEL,
  redisKeys,
  type KeyVerdict,
  type PersonSession,
  type Principal,
  type SessionVerdict,
} from '@gatewayops/contracts';
import { startRedis, type RunningEngine } from '@gatewayops/engines';
import { connectRedis, whenReady, type Redis } from '@gatewayops/redis';
import { InternalClient, verifyServiceToken } from '@gatewayops/service';
import { FaultProxy } from '@gatewayops/testing/fault-proxy';
import { KeyAuthenticator } from './key-authenticator.js';

export const ORG = '019a0000-0000-7000-8000-000000000001';
const SECRET = 's'.repeat(32);
const cacheDir = join(homedir(), '.cache', 'gatewayops');

export const keyOf = (name: string): string => `gwo_test_${name.padEnd(43, '0')}`;
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const principalOf = (fields: Partial<Principal> = {}): Principal => ({
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
  scopes: { mcp: [], permissions: ['traces:read'] },
  limits: { key: { rps: 1, burst: 1 }, team: null, org: { rps: 1, burst: 1 } },
  expiresAtMs: null,
  ...fields,
});

/** The auth service as its callers see it: a key is valid until it is revoked; revoking raises the generation and tells. */
export class AuthServiceStandIn {
  validations = 0;
  /** How long an answer takes after the key was read. */
  delayMs = 0;
  failing = false;
  generation = 1;
  readonly principals = new Map<string, Principal>();
  readonly sessions = new Map<string, PersonSession>();
  private readonly server: Server;

  constructor(private readonly redis: Redis) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const token = request.headers.authorization?.slice('Service '.length) ?? '';
        const { apiKey, token: session } = JSON.parse(Buffer.concat(chunks).toString()) as {
          apiKey: string;
          token: string;
        };
        const known = verifyServiceToken(SECRET, 'auth', token) === 'gateway';
        const status = !known ? 401 : this.failing ? 500 : 200;
        const isSession = request.url?.endsWith('/validate-session') === true;
        const body = JSON.stringify(isSession ? this.sessionOf(session) : this.verdictOf(apiKey));
        setTimeout(() => response.writeHead(status).end(body), this.delayMs);
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    await this.redis.set(redisKeys.authGeneration(ORG), this.generation);
  }

  async revoke(key: string): Promise<void> {
    this.principals.delete(key);
    this.generation++;
    await this.redis.set(redisKeys.authGeneration(ORG), this.generation);
    await this.redis.publish(AUTH_CHANGES_CHANNEL, JSON.stringify({ orgId: ORG, generation: this.generation }));
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private sessionOf(token: string): SessionVerdict {
    this.validations++;
    const session = this.sessions.get(token);
    return session ? { valid: true, session } : { valid: false };
  }

  private verdictOf(key: string): KeyVerdict {
    this.validations++;
    const principal = this.principals.get(key);
    return principal ? { valid: true, principal, generation: this.generation } : { valid: false, reason: 'unknown' };
  }
}

/** One replica: an authenticator behind proxies of its own for its subscription and its commands. */
export interface Replica {
  keys: KeyAuthenticator;
  commands: FaultProxy;
  subscription: FaultProxy;
}

/** A real Redis, the auth service's stand-in, and replicas. */
export class AccessFixture {
  readonly replicas: Replica[] = [];
  private readonly ends: (() => Promise<unknown> | void)[] = [];

  private constructor(
    readonly engine: RunningEngine,
    readonly redis: Redis,
    readonly auth: AuthServiceStandIn,
    private readonly dir: string,
  ) {}

  static async start(): Promise<AccessFixture> {
    const dir = await mkdtemp(join(tmpdir(), 'gatewayops-access-'));
    const engine = await startRedis({ dataDir: join(dir, 'redis'), cacheDir, syncsToDisk: false });
    const redis = connectRedis({ url: engine.url, name: 'test' });
    const auth = new AuthServiceStandIn(redis);
    await auth.start();
    return new AccessFixture(engine, redis, auth, dir);
  }

  async addReplica(): Promise<Replica> {
    const commands = await FaultProxy.start({ port: this.engine.port });
    const subscription = await FaultProxy.start({ port: this.engine.port });
    const redis = this.connect(commands, 'commands');
    const subscriber = this.connect(subscription, 'subscription');
    await Promise.all([whenReady(redis, 10_000), whenReady(subscriber, 10_000)]);
    const auth = new InternalClient({ baseUrl: this.auth.url, caller: 'gateway', audience: 'auth', secret: SECRET });
    const keys = new KeyAuthenticator({ redis, subscriber, auth });
    while (keys.health().state !== 'up') await pause(5);
    this.ends.push(
      () => keys.close(),
      () => auth.close(),
      () => redis.disconnect(),
      () => subscriber.disconnect(),
      () => commands.close(),
      () => subscription.close(),
    );
    const replica = { keys, commands, subscription };
    this.replicas.push(replica);
    return replica;
  }

  /** Ends the replicas and what they left in Redis. */
  async reset(): Promise<void> {
    for (const end of this.ends.splice(0)) await end();
    this.replicas.length = 0;
    await this.redis.flushall();
    Object.assign(this.auth, { validations: 0, delayMs: 0, failing: false, generation: 1 });
    this.auth.principals.clear();
    await this.redis.set(redisKeys.authGeneration(ORG), 1);
  }

  async close(): Promise<void> {
    for (const end of this.ends.splice(0)) await end();
    this.auth.close();
    this.redis.disconnect();
    await this.engine.stop();
    await rm(this.dir, { recursive: true, force: true });
  }

  private connect(proxy: FaultProxy, name: string): Redis {
    const url = new URL(this.engine.url);
    url.port = String(proxy.port);
    return connectRedis({ url: url.href, name });
  }
}
