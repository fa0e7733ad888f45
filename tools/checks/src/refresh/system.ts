import { withConnection } from '@gatewayops/postgres/connection';
import { SecretBox } from '@gatewayops/service';
import { startProtectedServer, type ProtectedServer, type RunningAuthorizationServer } from '@gatewayops/testing/oauth';
import { freePorts, Stack } from '@gatewayops/tool-launcher';
import { createHash, randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { authorize, CLIENT } from './authorize.js';
import { FirstAlive } from './first-alive.js';

const Made = z.looseObject({ id: z.string().optional(), user_id: z.string().optional(), key: z.string().optional() });
const NO_LIMIT = { rps: 1_000_000, burst: 1_000_000 };

/** A person who is connected to a server, and their key. */
export interface Connected {
  readonly serverName: string;
  readonly apiKey: string;
  readonly connectionId: string;
  readonly server: ProtectedServer;
}

export interface ConnectionState {
  state: string;
  problem: string | null;
  alerts: number;
}

/** How a connection is when the calls begin. */
export interface Beginning {
  /** Whether its token has ended by the clock; else it is good for an hour. */
  isExpired: boolean;
  /** What a replica that died left behind. */
  phase?: 'taken';
  /** As the last renewal showed it; null: there was none. */
  rotates: boolean | null;
  retryRefresh: boolean;
}

/** Three gateways and two auth services, of which the second serves where the first is dead. */
export class System {
  private constructor(
    private readonly stack: Stack,
    private readonly auth: FirstAlive,
    readonly gateways: readonly string[],
    private readonly orgId: string,
  ) {}

  static async start(folder: string): Promise<System> {
    const ports = await freePorts();
    const second = (await freePorts()).auth;
    const auth = await FirstAlive.start([ports.auth, second]);
    const stack = await Stack.start({
      dataDir: join(folder, 'data'),
      cacheDir: join(homedir(), '.cache', 'gatewayops'),
      ports,
      services: ['auth', 'cost', 'gateway'],
      environment: { gateway: { AUTH_URL: auth.url } },
      logLevel: 'warn',
    });
    try {
      await stack.addReplica('auth-2', 'auth', second);
      const gateways = [stack.urlOf('gateway')];
      for (const name of ['gateway-2', 'gateway-3']) {
        gateways.push(await stack.addReplica(name, 'gateway', (await freePorts()).gateway));
      }
      const { id = '' } = await ask(stack, null, 'POST', '/v1/orgs', { name: 'Refresh', rate_limit: NO_LIMIT });
      return new System(stack, auth, gateways, id);
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  /** A new server, member and key, and tokens as the connect page stores them. */
  async connect(provider: RunningAuthorizationServer, beginning: Beginning): Promise<Connected> {
    const server = await startProtectedServer(provider);
    const serverName = `s-${randomUUID().slice(0, 8)}`;
    const { client_id, client_secret: secret } = CLIENT;
    const credential = {
      type: 'oauth_user',
      client_id,
      authentication: { method: 'client_secret_basic', secret },
      retry_refresh: beginning.retryRefresh,
    };
    const transport = { type: 'streamable-http', url: server.url };
    const settings = { max_concurrency: 1_000 };
    const { id: serverId = '' } = await this.ask('POST', '/v1/mcp-servers', { name: serverName, transport, credential, settings }); // prettier-ignore
    const { user_id: userId = '' } = await this.ask('POST', '/v1/members', { email: `${serverName}@example.com` });
    const scopes = { mcp: [{ server: '*', tools: ['*'], resources: ['*'], prompts: ['*'] }], permissions: [] };
    const key = { name: serverName, user_id: userId, scopes, rate_limit: NO_LIMIT };
    const { key: apiKey = '' } = await this.ask('POST', '/v1/auth/keys', key);
    const connectionId = await this.store(provider, server.url, { serverId, userId, beginning });
    return { serverName, apiKey, connectionId, server };
  }

  async stateOf({ connectionId }: Connected): Promise<ConnectionState> {
    return withConnection(this.stack.urls.database, async (connection) => {
      const { rows } = await connection.query<ConnectionState>(
        `SELECT state, problem, (SELECT count(*)::integer FROM auth_outbox o WHERE o.topic = 'audit'
           AND o.message LIKE '%upstream_connection.failed%' AND o.message LIKE '%' || c.id || '%') AS alerts
           FROM upstream_connections c WHERE id = $1`,
        [connectionId],
      );
      return rows[0]!;
    });
  }

  kill(name: string): Promise<void> {
    return this.stack.killPart(name, 'SIGKILL');
  }

  async restart(name: string): Promise<void> {
    await this.stack.startPart(name);
    this.auth.cut();
  }

  async stop(): Promise<void> {
    await this.stack.stop();
    await this.auth.stop();
  }

  private async store(
    { issuer }: RunningAuthorizationServer,
    resource: string,
    { serverId, userId, beginning }: { serverId: string; userId: string; beginning: Beginning },
  ): Promise<string> {
    const id = randomUUID();
    const { access_token: accessToken, refresh_token: refreshToken } = await authorize(issuer, resource);
    const metadata: unknown = await (await fetch(`${issuer}/.well-known/oauth-authorization-server`)).json();
    const nowMs = Date.now();
    const expiresAtMs = beginning.isExpired ? nowMs - 1 : nowMs + 3_600_000;
    const { client_id: clientId, client_secret: secret } = CLIENT;
    const text = JSON.stringify({
      server: metadata,
      identity: { clientId, authentication: { method: 'client_secret_basic', secret } },
      tokens: { accessToken, refreshToken, expiresAtMs, scope: 'mcp offline_access' },
      obtainedAtMs: expiresAtMs - 3_600_000,
    });
    const box = new SecretBox(Buffer.from(this.stack.secrets.masterKey, 'base64'));
    const sealed = JSON.stringify(box.seal(text, `upstream_connections:${this.orgId}:${id}`));
    const madeFor = createHash('sha256').update(`${resource}\n`).digest('hex');
    await withConnection(this.stack.urls.database, (connection) =>
      connection.query(
        `INSERT INTO upstream_connections (id, org_id, server_id, user_id, issuer, resource, made_for, secret, token_version,
                                           rotates, refresh_phase, refresh_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10::text, CASE WHEN $10::text IS NOT NULL THEN now() + interval '3 s' END)`,
        [id, this.orgId, serverId, userId, issuer, resource, madeFor, sealed, beginning.rotates, beginning.phase ?? null],
      ),
    );
    return id;
  } // prettier-ignore

  private ask(method: string, path: string, body: object): Promise<z.infer<typeof Made>> {
    return ask(this.stack, this.orgId, method, path, body);
  }
}

async function ask(stack: Stack, orgId: string | null, method: string, path: string, body: object) {
  const answer = await fetch(`${stack.urlOf('auth')}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${stack.secrets.adminToken}`,
      'content-type': 'application/json',
      ...(orgId === null ? {} : { 'x-organization-id': orgId }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: HTTP ${answer.status} ${await answer.text()}`);
  return Made.parse(await answer.json());
}
