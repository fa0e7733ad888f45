import { beforeAll, describe, expect, it } from '@jest/globals';
import { McpServer, McpServerPage, OrganizationServers } from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let orgId: string;
beforeAll(async () => {
  orgId = await client.createOrganization();
});
const call = <T>(method: string, path: string, body?: object) =>
  client.call<T>(method, path, { orgId, ...(body ? { body } : {}) });
const stdio = { type: 'stdio', catalog_entry: 'memory' };
const http = { type: 'streamable-http', url: 'https://93.184.216.34/mcp' };
const list = async (query: string) =>
  McpServerPage.parse((await call('GET', `/v1/mcp-servers?${query}`)).body).items.map((server) => server.name);
const runtimes = async () =>
  OrganizationServers.parse((await client.internal('GET', `/internal/v1/auth/organizations/${orgId}/servers`)).body)
    .servers;

describe('POST /v1/mcp-servers', () => {
  it('201: keeps a credential that only gateways get back', async () => {
    const [name, token] = [unique(), unique('secret-token')];
    const answer = await call('POST', '/v1/mcp-servers', {
      name,
      transport: http,
      credential: { type: 'bearer', token },
    });
    expect(answer.status).toBe(201);
    const server = McpServer.parse(answer.body);
    expect(server).toMatchObject({ name, transport: http, credential: { type: 'bearer' }, enabled: true, version: 1 });
    expect(server.settings).toMatchObject({ timeout_ms: 30_000, max_retries: 2 });
    for (const path of [`/v1/mcp-servers/${server.id}`, '/v1/mcp-servers'])
      expect(JSON.stringify((await call('GET', path)).body)).not.toContain(token);
    const runtime = (await runtimes()).find((found) => found.id === server.id);
    expect(runtime).toMatchObject({ orgId, credential: { type: 'bearer', token }, settings: { timeoutMs: 30_000 } });
    await withConnection(stack.ownerDatabaseUrl, async (connection) => {
      const { rows } = await connection.query('SELECT * FROM mcp_servers WHERE id = $1', [server.id]);
      expect(JSON.stringify(rows)).not.toContain(token);
      expect(rows).toMatchObject([{ url: http.url, timeout_ms: 30_000, auth_type: 'bearer' }]);
    });
  });

  it.each([
    ['name', { name: 'tools', transport: stdio }],
    ['name', { name: 'Upper', transport: stdio }],
    ['transport.url', { name: 'x', transport: { type: 'streamable-http', url: 'ftp://example.com' } }],
    ['transport.url', { name: 'x', transport: { type: 'streamable-http', url: 'http://127.0.0.1/' } }],
    ['transport.url', { name: 'x', transport: { type: 'streamable-http', url: 'http://localhost:9000/' } }],
    ['transport.url', { name: 'x', transport: { type: 'streamable-http', url: 'http://169.254.169.254/' } }],
    ['transport.url', { name: 'x', transport: { type: 'streamable-http', url: 'https://u:p@93.184.216.34/' } }],
    ['credential.type', { name: 'x', transport: stdio, credential: { type: 'bearer', token: 't' } }],
    ['credential.type', { name: 'x', transport: stdio, credential: { type: 'oauth_user' } }],
    ['settings.timeout_ms', { name: 'x', transport: stdio, settings: { timeout_ms: 1 } }],
    ['transport', { name: 'x', transport: { type: 'stdio', catalog_entry: 'memory', command: 'sh' } }],
  ])('400: names %s in %j', async (field, body) => {
    const answer = await call('POST', '/v1/mcp-servers', body);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
    expect(answer.body).toMatchObject({ error: { details: [{ field }] } });
  });

  it('409: refuses a name that is taken here, not one that is taken elsewhere', async () => {
    const body = { name: unique(), transport: stdio };
    expect((await call('POST', '/v1/mcp-servers', body)).status).toBe(201);
    expect((await call('POST', '/v1/mcp-servers', body)).status).toBe(409);
    const other = await client.createOrganization();
    expect((await client.call('POST', '/v1/mcp-servers', { orgId: other, body })).status).toBe(201);
  });
});

describe('GET /v1/mcp-servers', () => {
  it('200: filters by name and by whether it is on', async () => {
    const name = unique();
    await client.create(orgId, '/v1/mcp-servers', { name, transport: stdio, enabled: false });
    expect(await list(`name=${name}`)).toEqual([name]);
    expect(await list('enabled=false')).toContain(name);
    expect(await list('enabled=true')).not.toContain(name);
  });
});

describe('PATCH /v1/mcp-servers/{id}', () => {
  it('200: changes what is named, keeps the credential, and raises the version', async () => {
    const credential = { type: 'environment', variables: { TOKEN: 'abc' } };
    const id = await client.create(orgId, '/v1/mcp-servers', { name: unique(), transport: stdio, credential });
    const settings = { timeout_ms: 500, repeatable_tools: ['read_*'] };
    const answer = await call<McpServer>('PATCH', `/v1/mcp-servers/${id}`, { settings, version: 1 });
    expect(answer).toMatchObject({ status: 200, body: { version: 2, settings: { ...settings, max_retries: 2 } } });
    expect((await runtimes()).find((server) => server.id === id)).toMatchObject({ credential, version: 2 });
    const without = await call('PATCH', `/v1/mcp-servers/${id}`, { credential: { type: 'none' } });
    expect(without.body).toMatchObject({ credential: { type: 'none' }, version: 3 });
  });

  it('409: refuses a change made from an older version', async () => {
    const id = await client.create(orgId, '/v1/mcp-servers', { name: unique(), transport: stdio });
    await call('PATCH', `/v1/mcp-servers/${id}`, { enabled: false });
    const answer = await call('PATCH', `/v1/mcp-servers/${id}`, { enabled: true, version: 1 });
    expect([answer.status, codeOf(answer)]).toEqual([409, 'conflict']);
  });

  it('400: refuses a transport that its credential does not fit', async () => {
    const credential = { type: 'bearer', token: 't' };
    const id = await client.create(orgId, '/v1/mcp-servers', { name: unique(), transport: http, credential });
    expect((await call('PATCH', `/v1/mcp-servers/${id}`, { transport: stdio })).status).toBe(400);
    const url = 'http://10.0.0.1/';
    expect((await call('PATCH', `/v1/mcp-servers/${id}`, { transport: { ...http, url } })).status).toBe(400);
  });
});

describe('DELETE /v1/mcp-servers/{id}', () => {
  it('204: removes it', async () => {
    const id = await client.create(orgId, '/v1/mcp-servers', { name: unique(), transport: stdio });
    expect((await call('DELETE', `/v1/mcp-servers/${id}`)).status).toBe(204);
    expect((await call('GET', `/v1/mcp-servers/${id}`)).status).toBe(404);
    expect((await runtimes()).map((server) => server.id)).not.toContain(id);
  });
});
