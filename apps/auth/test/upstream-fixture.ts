import { afterAll, beforeAll } from '@jest/globals';
import type { UpstreamToken } from '@gatewayops/contracts';
import {
  startAuthorizationServer,
  startProtectedServer,
  type AuthorizationServerOptions,
  type ProtectedServer,
  type RunningAuthorizationServer,
} from '@gatewayops/testing/oauth';
import { AuthClient, unique } from './auth-client.js';
import { startAuth, type AuthProcess } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';
import type { StackState } from './stack-state.js';

export const CLIENT = { client_id: 'gatewayops', client_secret: 'a secret of the client that is long enough' };
/** A client of `oidc-provider` that gets tokens for itself. */
export const MACHINE_CLIENT = {
  ...CLIENT,
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  scope: 'mcp',
};

export interface UpstreamFixture {
  readonly stack: StackState;
  /** Two replicas that may speak to private addresses. */
  readonly replicas: AuthProcess[];
  readonly clients: AuthClient[];
  orgId: string;
  /** Begins an authorization server and an MCP server that it lets people in at; both end with the file. */
  start(options?: AuthorizationServerOptions): Promise<{ provider: RunningAuthorizationServer; server: ProtectedServer }>;
  register(url: string, credential: object): Promise<string>;
  token(serverId: string, more?: { userId?: string; refusedDigest?: string; challenge?: string; replica?: number }): Promise<UpstreamToken>;
} // prettier-ignore

/** Call at the top of a test file. */
export function useUpstreams(environment: Record<string, string> = {}): UpstreamFixture {
  const stack = useAuthStack();
  const closers: (() => Promise<unknown>)[] = [];
  const fixture: UpstreamFixture = {
    stack,
    replicas: [],
    clients: [],
    orgId: '',
    async start(options = {}) {
      const provider = await startAuthorizationServer(options);
      const server = await startProtectedServer(provider);
      closers.push(provider.close, server.close);
      return { provider, server };
    },
    register(url, credential) {
      const transport = { type: 'streamable-http', url };
      return fixture.clients[0]!.create(fixture.orgId, '/v1/mcp-servers', { name: unique(), transport, credential });
    },
    async token(serverId, { userId = null, refusedDigest = null, challenge = null, replica = 0 }: object & { userId?: string | null; refusedDigest?: string | null; challenge?: string | null; replica?: number } = {}) {
      const body = { orgId: fixture.orgId, serverId, userId, refusedDigest, challenge };
      const answer = await fixture.clients[replica]!.internal<UpstreamToken>('POST', '/internal/v1/auth/upstream-token', body);
      if (answer.status !== 200) throw new Error(`upstream-token answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
  }; // prettier-ignore
  beforeAll(async () => {
    const settings = {
      ...stack.environment,
      UPSTREAM_PRIVATE_RANGES: 'allow',
      TOKENS_AHEAD_INTERVAL_MS: '5000',
      ...environment,
    };
    fixture.replicas.push(...(await Promise.all([startAuth(settings), startAuth(settings)])));
    fixture.clients.push(...fixture.replicas.map(({ url }) => new AuthClient(stack, url)));
    fixture.orgId = await fixture.clients[0]!.createOrganization();
  });
  afterAll(async () => {
    await Promise.all([...closers.map((close) => close()), ...fixture.replicas.map((replica) => replica.stop())]);
  });
  return fixture;
}
