import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { OrganizationServers, UpstreamToken } from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import { startAuthorizationServer, startProtectedServer } from '@gatewayops/testing/oauth';
import { VaultFixture } from '../src/credentials/store/vault/vault.fixture.js';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { startAuth, type AuthProcess } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';
import { CLIENT, MACHINE_CLIENT } from './upstream-fixture.js';

const WAIT_MS = 20_000;
const stack = useAuthStack();
let vault: VaultFixture;
let replicas: AuthProcess[];
let clients: [AuthClient, AuthClient];
let orgId: string;

beforeAll(async () => {
  vault = await VaultFixture.start();
  const environment = {
    ...stack.environment,
    UPSTREAM_PRIVATE_RANGES: 'allow',
    CREDENTIAL_STORE: 'vault',
    VAULT_ADDR: vault.address,
    VAULT_ROLE_ID: vault.role.role_id,
    VAULT_SECRET_ID: vault.role.secret_id,
  };
  replicas = await Promise.all([startAuth(environment), startAuth(environment)]);
  clients = replicas.map(({ url }) => new AuthClient(stack, url)) as [AuthClient, AuthClient];
  orgId = await clients[0].createOrganization();
});
afterAll(async () => {
  await Promise.all(replicas?.map((replica) => replica.stop()) ?? []);
  await vault?.stop();
});

const bearer = (token: string) => ({ type: 'bearer', token });
const register = (url: string, credential: object) =>
  clients[0].create(orgId, '/v1/mcp-servers', { name: unique(), transport: { type: 'streamable-http', url }, credential }); // prettier-ignore

/** The bearer tokens that gateways are given, by one of the replicas. */
async function tokensAt(client: AuthClient): Promise<string[]> {
  const path = `/internal/v1/auth/organizations/${orgId}/servers`;
  const { servers } = (await client.internal<OrganizationServers>('GET', path)).body;
  return servers.flatMap(({ credential }) => (credential.type === 'bearer' ? [credential.token] : []));
}

const inVault = (text: string): boolean => JSON.stringify([...vault.secrets]).includes(text);

async function inDatabase(text: string): Promise<boolean> {
  const statement = `SELECT EXISTS (SELECT FROM mcp_servers s WHERE s::text LIKE '%' || $1 || '%')
    OR EXISTS (SELECT FROM upstream_connections c WHERE c::text LIKE '%' || $1 || '%') AS found`;
  const { rows } = await withConnection(stack.ownerDatabaseUrl, (connection) => connection.query<{ found: unknown }>(statement, [text])); // prettier-ignore
  return rows[0]?.found === true;
}

it('keeps a server’s credential in Vault and nowhere else, reads it at every replica, and takes it out with the server', async () => {
  const [first, second] = [unique('token'), unique('token')];
  const id = await register('https://93.184.216.34/', bearer(first));
  expect([inVault(first), await inDatabase(first)]).toEqual([true, false]);
  expect([await tokensAt(clients[0]), await tokensAt(clients[1])]).toEqual([[first], [first]]);
  // Leases of logins end; each replica logs in anew.
  const before = vault.logins;
  vault.endLeases();
  await clients[0].call('PATCH', `/v1/mcp-servers/${id}`, { orgId, body: { credential: bearer(second) } });
  expect(await tokensAt(clients[1])).toEqual([second]);
  expect(vault.logins).toBeGreaterThan(before);
  expect((await clients[0].call('DELETE', `/v1/mcp-servers/${id}`, { orgId })).status).toBe(204);
  for (const deadlineMs = performance.now() + WAIT_MS; inVault(second) && performance.now() < deadlineMs;) await sleep(50); // prettier-ignore
  expect([inVault(first), inVault(second)]).toEqual([false, false]);
});

it('keeps tokens of connections there: what one replica was given, the other reads', async () => {
  const provider = await startAuthorizationServer({ clients: [MACHINE_CLIENT] });
  const server = await startProtectedServer(provider);
  const authentication = { method: 'client_secret_basic', secret: CLIENT.client_secret };
  const serverId = await register(server.url, { type: 'oauth_client_credentials', client_id: CLIENT.client_id, authentication }); // prettier-ignore
  const tokenOf = async (client: AuthClient): Promise<string> => {
    const body = { orgId, serverId, userId: null, refusedDigest: null, challenge: null };
    const answer = await client.internal<UpstreamToken>('POST', '/internal/v1/auth/upstream-token', body);
    return (answer.body as { value?: string }).value ?? JSON.stringify(answer.body);
  };
  const token = await tokenOf(clients[0]);
  expect(await tokenOf(clients[1])).toBe(token);
  expect(provider.asked.get('client_credentials')).toBe(1);
  const bare = token.replace('Bearer ', '');
  expect([inVault(bare), await inDatabase(bare)]).toEqual([true, false]);
  await Promise.all([provider.close(), server.close()]);
});

it('changes nothing while Vault is away', async () => {
  await vault.stop();
  const name = unique();
  const body = { name, transport: { type: 'streamable-http', url: 'https://93.184.216.34/' }, credential: bearer('x') };
  const answer = await clients[0].call('POST', '/v1/mcp-servers', { orgId, body });
  expect([answer.status, codeOf(answer)]).toEqual([503, 'service_unavailable']);
  const { items } = (await clients[0].call<{ items: { name: string }[] }>('GET', '/v1/mcp-servers', { orgId })).body;
  expect(items.map((each) => each.name)).not.toContain(name);
});
