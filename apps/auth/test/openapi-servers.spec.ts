import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  McpServer,
  McpServerPage,
  OrganizationServers,
  ProbeRequest,
  type McpProbeReport,
} from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { startAuth, type AuthProcess } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let orgId: string;
beforeAll(async () => {
  orgId = await client.createOrganization();
});
const call = <T>(method: string, path: string, body?: object) =>
  client.call<T>(method, path, { orgId, ...(body ? { body } : {}) });

const responses = { 200: { description: 'ok' } };
const documentOf = (paths: object, more: object = {}) =>
  JSON.stringify({ openapi: '3.1.0', info: { title: 'Pets', version: '1.2' }, paths, ...more }, null, 1);
const PETS = documentOf({
  '/pets': { get: { operationId: 'listPets', responses }, options: { responses } },
  '/pets/{id}': {
    get: {
      operationId: 'getPet',
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      responses,
    },
  },
});
const base_url = 'https://93.184.216.34/api';
const transportOf = (document: string) => ({ type: 'openapi', base_url, document });
const register = (more: object = {}) =>
  client.create(orgId, '/v1/mcp-servers', { name: unique(), transport: transportOf(PETS), ...more });
/** What gateways get: the servers, and then a document by itself. */
const runtimeOf = async (id: string) => {
  const path = `/internal/v1/auth/organizations/${orgId}/servers`;
  const list = await client.internal('GET', path);
  const server = OrganizationServers.parse(list.body).servers.find((one) => one.id === id);
  expect(server?.transport).toMatchObject({ type: 'openapi', document: null });
  const { body } = await client.internal<{ document: string }>('GET', `${path}/${id}/document`);
  return { ...server, transport: { ...server?.transport, ...body } };
};

describe('POST /v1/mcp-servers with an OpenAPI document', () => {
  it('201: tells what the document holds, and gives the document and the credential to gateways', async () => {
    const [name, token] = [unique(), unique('secret-token')];
    const credential = { type: 'header', name: 'X-Api-Key', value: token };
    const answer = await call('POST', '/v1/mcp-servers', { name, transport: transportOf(PETS), credential });
    expect(answer.status).toBe(201);
    const server = McpServer.parse(answer.body);
    expect(server.transport).toEqual({
      type: 'openapi',
      base_url,
      document: {
        openapi: '3.1.0',
        title: 'Pets',
        version: '1.2',
        bytes: PETS.length,
        tools: 2,
        left_out: [{ operation: 'OPTIONS /pets', reason: expect.any(String) }],
      },
    });
    expect(server).toMatchObject({ credential: { type: 'header' }, settings: { check_arguments: false } });
    const list = await call('GET', '/v1/mcp-servers');
    expect(McpServerPage.parse(list.body).items.find(({ id }) => id === server.id)).toEqual(server);
    const document = await call('GET', `/v1/mcp-servers/${server.id}/document`);
    expect(document.body).toEqual({ document: PETS });
    for (const body of [answer, list, document].map((one) => JSON.stringify(one.body)))
      expect(body).not.toContain(token);
    expect(await runtimeOf(server.id)).toMatchObject({
      transport: { type: 'openapi', baseUrl: base_url, document: PETS },
      credential,
    });
    await withConnection(stack.ownerDatabaseUrl, async (connection) => {
      const { rows } = await connection.query('SELECT * FROM mcp_servers WHERE id = $1', [server.id]);
      expect(JSON.stringify(rows)).not.toContain(token);
      expect(rows).toMatchObject([{ openapi_document: PETS, auth_type: 'header' }]);
    });
  });

  it('201: takes the address from the document where none is given', async () => {
    const servers = [{ url: '/relative' }, { url: 'https://93.184.216.34/{v}', variables: { v: { default: 'v2' } } }];
    const document = documentOf({ '/a': { get: { responses } } }, { servers });
    const id = await register({ transport: { type: 'openapi', document } });
    expect((await runtimeOf(id)).transport).toMatchObject({ baseUrl: 'https://93.184.216.34/v2' });
  });

  it('201: takes names that no store takes', async () => {
    const document = documentOf(
      { '/a': { get: { responses } }, '/\u0000\ud800': { options: { responses } } },
      { openapi: '3.1.0-\u0000', info: { title: '\u0000\ud800 Pets', version: '\udc00' } },
    );
    const id = await register({ transport: transportOf(document) });
    expect((await call('GET', `/v1/mcp-servers/${id}`)).body).toMatchObject({
      transport: { document: { openapi: '3.1.0-', left_out: [{ operation: 'OPTIONS / \ufffd' }] } },
    });
  });

  const withServer = (url: string) => ({
    type: 'openapi',
    document: documentOf({ '/a': { get: { responses } } }, { servers: [{ url }] }),
  });
  it.each<[string, object, string, RegExp]>([
    ['no JSON', transportOf('openapi: 3.1.0'), 'transport.document', /YAML/],
    ['another revision', transportOf('{"swagger":"2.0"}'), 'transport.document', /^\/swagger: /],
    ['no operation', transportOf(documentOf({})), 'transport.document', /^\/paths: /],
    ['a reference to nowhere', transportOf(documentOf({ '/a': { get: { parameters: [{ $ref: '#/x' }] } } })), 'transport.document', /nothing at "#\/x"/],
    ['a reference into the network', transportOf(documentOf({ '/a': { $ref: 'http://169.254.169.254/x' } })), 'transport.document', /within the document/],
    ['more than 2 MB', transportOf(`"${'x'.repeat(2 * 1024 * 1024)}"`), 'transport.document', /2097152/],
    ['more than 2 MB in bytes', transportOf(`"${'é'.repeat(1024 * 1024)}"`), 'transport.document', /larger than 2 MB/],
    ['nothing', transportOf(''), 'transport.document', /./],
    ['a private address', { ...transportOf(PETS), base_url: 'http://10.0.0.1/api' }, 'transport.base_url', /private/],
    ['an address of the cloud’s own', { ...transportOf(PETS), base_url: 'http://169.254.169.254/' }, 'transport.base_url', /private/],
    ['a name of a private address', { ...transportOf(PETS), base_url: 'http://localhost/' }, 'transport.base_url', /private/],
    ['credentials in the address', { ...transportOf(PETS), base_url: 'https://u:p@93.184.216.34/' }, 'transport.base_url', /credential/],
    ['a query in the address', { ...transportOf(PETS), base_url: `${base_url}?key=1` }, 'transport.base_url', /query/],
    ['another protocol', { ...transportOf(PETS), base_url: 'file:///etc/passwd' }, 'transport.base_url', /./],
    ['a private address in the document', withServer('http://127.0.0.1:8081/'), 'transport.document', /private/],
    ['credentials in the document’s address', withServer('https://u:p@93.184.216.34/'), 'transport.document', /credential/],
    ['no absolute address anywhere', withServer('/api'), 'transport.base_url', /absolute/],
  ])('400: refuses %s and says where', async (_what, transport, field, words) => {
    const answer = await call<{ error: { details: { field: string; message: string }[] } }>('POST', '/v1/mcp-servers', { name: unique(), transport });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
    const [detail] = answer.body.error.details;
    expect(detail).toEqual({ field, message: expect.stringMatching(words) });
  }); // prettier-ignore

  it('400: names several faults at once, and refuses a credential for a process', async () => {
    const document = documentOf({ '/a/{x}': { get: { responses } }, '/b/{y}': { get: { responses } } });
    const answer = await call('POST', '/v1/mcp-servers', { name: unique(), transport: transportOf(document) });
    expect(answer.body).toMatchObject({
      error: { details: [{ message: expect.stringContaining('~1a') }, { message: expect.stringContaining('~1b') }] },
    });
    const credential = { type: 'environment', variables: { TOKEN: 'x' } };
    const other = await call('POST', '/v1/mcp-servers', { name: unique(), transport: transportOf(PETS), credential });
    expect(other.body).toMatchObject({ error: { details: [{ field: 'credential.type' }] } });
  });

  it('409: holds the documents of an organisation to 32 MB together', async () => {
    const own = await client.createOrganization();
    const large = documentOf({ '/a': { get: { responses } } }, { 'x-padding': 'x'.repeat(2_000_000) });
    const send = () => client.call('POST', '/v1/mcp-servers', { orgId: own, body: { name: unique(), transport: transportOf(large) } });
    for (let i = 0; i < 16; i++) expect((await send()).status).toBe(201);
    const answer = await send();
    expect([answer.status, codeOf(answer)]).toEqual([409, 'conflict']);
    expect(JSON.stringify(answer.body)).toContain('32 MB');
  }); // prettier-ignore
});

describe('PATCH /v1/mcp-servers/{id} of such a server', () => {
  it('200: takes a new document, and keeps the old one where none is named', async () => {
    const id = await register();
    const settings = { check_arguments: true };
    const first = await call<McpServer>('PATCH', `/v1/mcp-servers/${id}`, { settings });
    expect(first).toMatchObject({ status: 200, body: { version: 2, settings: { check_arguments: true } } });
    expect(await runtimeOf(id)).toMatchObject({ transport: { document: PETS }, settings: { checkArguments: true } });
    const document = documentOf({ '/a': { get: { responses } } });
    const second = await call<McpServer>('PATCH', `/v1/mcp-servers/${id}`, { transport: transportOf(document) });
    expect(second.body).toMatchObject({ version: 3, transport: { document: { tools: 1 } } });
    expect((await call('GET', `/v1/mcp-servers/${id}/document`)).body).toEqual({ document });
  });

  it('400: changes nothing where the new document is wrong', async () => {
    const id = await register();
    expect((await call('PATCH', `/v1/mcp-servers/${id}`, { transport: transportOf('{}') })).status).toBe(400);
    expect((await call('GET', `/v1/mcp-servers/${id}`)).body).toMatchObject({ version: 1 });
    expect((await call('GET', `/v1/mcp-servers/${id}/document`)).body).toEqual({ document: PETS });
  });

  it('200: forgets the document of a server that is none any more', async () => {
    const id = await register();
    const transport = { type: 'streamable-http', url: 'https://93.184.216.34/mcp' };
    expect((await call('PATCH', `/v1/mcp-servers/${id}`, { transport })).body).toMatchObject({ transport });
    const answer = await call('GET', `/v1/mcp-servers/${id}/document`);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
  });
});

describe.each([
  ['GET', ''],
  ['GET', '/document'],
  ['PATCH', ''],
  ['DELETE', ''],
  ['POST', '/test'],
  ['GET', '/health'],
])('%s /v1/mcp-servers/{id}%s', (method, path) => {
  it('404: is closed to another organisation', async () => {
    const id = await register();
    const other = await client.createOrganization();
    const body = method === 'PATCH' ? { transport: transportOf(PETS) } : undefined;
    const answer = await client.call(method, `/v1/mcp-servers/${id}${path}`, { orgId: other, body });
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
    expect(JSON.stringify(answer.body)).not.toContain('Pets');
  });
});

describe('GET /internal/v1/auth/organizations/{orgId}/servers/{serverId}/document', () => {
  it('is for our services only, and within an organisation', async () => {
    const id = await register();
    const path = (of: string) => `/internal/v1/auth/organizations/${of}/servers/${id}/document`;
    expect((await client.internal('GET', path(orgId))).body).toEqual({ document: PETS });
    expect((await client.internal('GET', path(await client.createOrganization()))).status).toBe(404);
    expect((await client.call('GET', path(orgId))).status).toBe(401);
  });
});

describe('POST /v1/mcp-servers/{id}/test', () => {
  const report: McpProbeReport = {
    ok: true,
    era: 'modern',
    protocolVersion: '2026-07-28',
    serverInfo: { name: 'Pets', version: '1.2' },
    capabilities: ['tools'],
    toolCount: 2,
    latencyMs: 1,
    problem: null,
  };
  let gateway: Server;
  let auth: AuthProcess;
  const asked: string[] = [];

  beforeAll(async () => {
    gateway = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        asked.push(text);
        response.setHeader('content-type', 'application/json').end(JSON.stringify(report));
      });
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    const { port } = gateway.address() as AddressInfo;
    auth = await startAuth({ ...stack.environment, GATEWAY_URL: `http://127.0.0.1:${port}` });
  });
  afterAll(async () => {
    await auth.stop();
    gateway.closeAllConnections();
    gateway.close();
  });

  it('200: has a gateway read the document with its credential', async () => {
    const id = await register({ credential: { type: 'bearer', token: 's3cret' } });
    const answer = await new AuthClient(stack, auth.url).call('POST', `/v1/mcp-servers/${id}/test`, { orgId });
    expect(answer).toMatchObject({ status: 200, body: { ok: true, server_info: { name: 'Pets' }, tool_count: 2 } });
    expect(JSON.stringify(answer.body)).not.toContain('s3cret');
    const { server } = ProbeRequest.parse(JSON.parse(asked[0] ?? ''));
    expect(server).toMatchObject({ transport: { document: PETS }, credential: { token: 's3cret' } });
  });
});
