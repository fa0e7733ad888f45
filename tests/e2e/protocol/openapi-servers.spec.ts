import type { Client as ModernClient } from '@modelcontextprotocol/client';
import type { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { send, until, type Organization, type Reply } from '../support/organization.js';
import { LARGE_CHARS, PET, PET_DOCUMENT, startPetService } from '../support/pet-service.js';
import { connectLegacy, connectModern } from '../support/sdk-clients.js';
import { TestStack } from '../support/test-stack.js';

let stack: TestStack;
let service: Awaited<ReturnType<typeof startPetService>>;
let org: Organization;
let key: string;
let serverId: string;

beforeAll(async () => {
  [stack, service] = await Promise.all([TestStack.start({ everything: false }), startPetService()]);
  org = await stack.createOrganization('Pets');
  serverId = await register('pets', { timeout_ms: 3_000 });
  await register('strict', { check_arguments: true });
  ({ key } = await org.createKey());
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  await service?.stop();
}, 30_000);
beforeEach(() => {
  service.heard.length = 0;
});

async function register(name: string, settings: object): Promise<string> {
  const made = await org.admin('POST', `${org.urls.auth}/v1/mcp-servers`, {
    name,
    transport: { type: 'openapi', base_url: service.url, document: JSON.stringify(PET_DOCUMENT) },
    credential: { type: 'header', name: 'X-Api-Key', value: 's3cret' },
    settings,
  });
  expect(made.status).toBe(201);
  return String(made.json['id']);
}

const call = (tool: string, args: unknown, server = 'pets') => org.callTool(key, server, tool, args);
const result = ({ json }: Reply) => json['result'] as Record<string, unknown> & { content: { text: string }[] };
const error = ({ json }: Reply) => json['error'] as { code: string; message: string };
const endpoint = () => new URL(`${org.urls.gateway}/v1/mcp/pets`);

const legacyClient = () => connectLegacy(endpoint(), key);
const modernClient = () => connectModern(endpoint(), key);

describe('a REST service, registered by its OpenAPI document, called by REST', () => {
  it('lists its operations as tools', async () => {
    const listed = await send('POST', `${endpoint().href}/tools/list`, { token: key, body: {} });
    const { tools } = result(listed) as unknown as { tools: { name: string; inputSchema: object }[] };
    expect(tools.map(({ name }) => name)).toEqual(['listPets', 'addPet', 'getPet', 'removePet', 'large', 'slow', 'broken']);
    expect(tools[2]).toMatchObject({
      inputSchema: { properties: { id: { type: 'integer' }, 'X-Reason': { type: 'string' } }, required: ['id'] },
      outputSchema: { type: 'object', required: ['id', 'name'] },
      annotations: { readOnlyHint: true },
    });
    expect(service.heard).toEqual([]);
  }); // prettier-ignore

  it('takes path, query and header, with its own credential and nothing of the caller’s', async () => {
    const reply = await call('getPet', { id: 7, 'X-Reason': 'a check-up' });
    expect(reply.status).toBe(200);
    await call('listPets', { tag: ['a b', 'c&d'], limit: 10 });
    expect(service.heard.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /api/pets/7',
      'GET /api/pets?tag=a%20b&tag=c%26d&limit=10',
    ]);
    const { headers } = service.heard[0]!;
    expect(headers).toMatchObject({ 'x-reason': 'a check-up', 'x-api-key': 's3cret' });
    expect(headers['authorization']).toBeUndefined();
    expect(headers['traceparent']).toContain(reply.headers.get('x-trace-id'));
  });

  it('passes every digit of a body and of an answer', async () => {
    const body = '{ "name": "Rex", "weight": 9007199254740993.0, "nested": {"n": 1e400, "m": 12345678901234567890} }';
    const reply = await send('POST', `${endpoint().href}/tools/call`, {
      token: key,
      body: `{"tool":"addPet","arguments":{"body":${body}}}`,
    });
    expect(service.heard).toMatchObject([
      { method: 'POST', url: '/api/pets', body, headers: { 'content-type': 'application/json' } },
    ]);
    expect(reply.text).toContain(`"structuredContent":${body}`);
    const pet = await call('getPet', { id: 7 });
    expect(pet.text).toContain(`"structuredContent":${PET}`);
    expect(result(pet).content).toEqual([{ type: 'text', text: PET }]);
  });

  it('has a list as text, since only objects are structured content to every client', async () =>
    expect(result(await call('listPets', {}))).toMatchObject({ content: [{ type: 'text', text: `[${PET}]` }] }));

  it('has its refusals as results that say so, with its own words', async () => {
    const gone = await call('removePet', { id: 7 });
    expect([gone.status, result(gone)['isError']]).toEqual([200, true]);
    expect(result(gone).content[0]?.text).toBe('HTTP 404\n{"error":"no such pet"}');
    expect(result(await call('broken', {})).content[0]?.text).toBe('HTTP 500\nout of order');
  });

  it('is not asked where the arguments do not fit', async () => {
    const misfit = result(await call('getPet', { id: 'seven' }));
    expect([misfit['isError'], misfit.content[0]?.text]).toEqual([true, expect.stringContaining('/id must be integer')]);
    const strict = await call('getPet', { id: 'seven' }, 'strict');
    expect([strict.status, error(strict)]).toMatchObject([400, { code: 'validation_error', details: [{ field: 'arguments.id' }] }]);
    expect(await call('nothing', {})).toMatchObject({ status: 400 });
    expect(service.heard).toEqual([]);
  }); // prettier-ignore

  it('answers 2 MB', async () => {
    const reply = await call('large', {});
    expect(reply.status).toBe(200);
    const { text } = result(reply)['structuredContent'] as { text: string };
    expect([text.length, new Set(text)]).toEqual([LARGE_CHARS / 2, new Set('é')]);
  });

  it('is given up on when it takes too long', async () => {
    const reply = await call('slow', {});
    expect([reply.status, error(reply).code]).toEqual([504, 'timeout']);
  });
});

describe.each([
  ['v1 at 2025-11-25', legacyClient],
  ['v2 at 2026-07-28', modernClient],
])('the same service, called by the official client %s', (_who, connect) => {
  let client: LegacyClient | ModernClient;
  beforeAll(async () => {
    client = await connect();
    await client.listTools();
  });
  afterAll(() => client.close());
  const tool = (name: string, args: Record<string, unknown>) => client.callTool({ name, arguments: args });

  it('says who it is', () => expect(client.getServerVersion()).toMatchObject({ name: 'Pets', version: '1.2' }));

  it('gives structured content that fits its output schema', async () => {
    const answer = await tool('getPet', { id: 7, 'X-Reason': 'why not' });
    expect(answer).toMatchObject({
      structuredContent: { name: 'Rex é', weight: 1 },
      content: [{ type: 'text', text: PET }],
    });
    expect(service.heard[0]).toMatchObject({ url: '/api/pets/7', headers: { 'x-reason': 'why not' } });
  });

  it('has its refusals, and arguments that do not fit, as results that say so', async () => {
    expect(await tool('removePet', { id: 7 })).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('no such pet') }],
    });
    expect(await tool('getPet', {})).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('id') }],
    });
  });

  it('answers 2 MB', async () => {
    const { structuredContent } = await tool('large', {});
    expect((structuredContent as { text: string }).text.length).toBe(LARGE_CHARS / 2);
  });

  it('is given up on when it takes too long', async () =>
    expect(tool('slow', {})).rejects.toMatchObject({ code: -31_504 }));
});

describe('the registry', () => {
  it('tests the connection by reading the document', async () => {
    const report = await org.admin('POST', `${org.urls.auth}/v1/mcp-servers/${serverId}/test`);
    expect(report.json).toMatchObject({
      ok: true,
      protocol_version: '2026-07-28',
      server_info: { name: 'Pets' },
      tool_count: 7,
    });
    expect(report.text).not.toContain('s3cret');
  });

  it('has a new document in force at once', async () => {
    const path = PET_DOCUMENT.paths['/pets/{id}'];
    const paths = { '/pets/{id}': { parameters: path.parameters, get: { ...path.get, operationId: 'lookUp' } } };
    const transport = {
      type: 'openapi',
      base_url: service.url,
      document: JSON.stringify({ ...PET_DOCUMENT, paths }),
    };
    await org.admin('PATCH', `${org.urls.auth}/v1/mcp-servers/${serverId}`, { transport });
    const renamed = await until(() => call('lookUp', { id: 7 }), ({ status }) => status === 200, 5_000); // prettier-ignore
    expect(renamed.text).toContain(PET);
    expect((await call('getPet', { id: 7 })).status).toBe(400);
  });
});
