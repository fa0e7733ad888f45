import { beforeAll, describe, expect, it } from '@jest/globals';
import { OrganizationServers, VirtualServer } from '@gatewayops/contracts';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const client = new AuthClient(useAuthStack());
let orgId: string;
let serverId: string;
beforeAll(async () => {
  orgId = await client.createOrganization();
  serverId = await client.create(orgId, '/v1/mcp-servers', { name: unique(), transport: stdio });
});
const stdio = { type: 'stdio', catalog_entry: 'memory' };
const call = (method: string, path: string, body?: object) =>
  client.call(method, path, { orgId, ...(body ? { body } : {}) });
const registered = async () =>
  OrganizationServers.parse((await client.internal('GET', `/internal/v1/auth/organizations/${orgId}/servers`)).body);
const tools = () => [
  { server_id: serverId, tool: 'read_graph', name: 'graph' },
  { server_id: serverId, tool: 'open', description: 'Opens.' },
];

describe('POST /v1/virtual-servers', () => {
  it('201: gateways get it with the servers', async () => {
    const name = unique();
    const answer = await call('POST', '/v1/virtual-servers', { name, tools: tools() });
    expect(answer.status).toBe(201);
    const made = VirtualServer.parse(answer.body);
    expect(made).toMatchObject({ name, naming: 'prefixed', enabled: true, version: 1 });
    expect(made.tools[1]).toEqual({ server_id: serverId, tool: 'open', name: null, description: 'Opens.' });
    const { virtualServers } = await registered();
    expect(virtualServers.find(({ id }) => id === made.id)).toMatchObject({
      orgId, name, tools: [{ serverId, tool: 'read_graph', name: 'graph', description: null }, { name: null }],
    }); // prettier-ignore
  });

  it.each([
    ['name', { name: 'tools', tools: [] }],
    [
      'tools.1.name',
      {
        name: 'x',
        tools: [1, 2].map(() => ({ server_id: '01a1fc78-7096-769e-b156-61274965246e', tool: 't', name: 'same' })),
      },
    ],
    [
      'tools.0.name',
      { name: 'x', tools: [{ server_id: '01a1fc78-7096-769e-b156-61274965246e', tool: 't', name: 'a b' }] },
    ],
    ['naming', { name: 'x', tools: [], naming: 'other' }],
  ])('400: names %s', async (field, body) => {
    const answer = await call('POST', '/v1/virtual-servers', body);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
    expect(answer.body).toMatchObject({ error: { details: [{ field }] } });
  });

  it('409: shares its names with MCP servers, in both directions', async () => {
    const [server, virtual] = [unique(), unique()];
    await client.create(orgId, '/v1/mcp-servers', { name: server, transport: stdio });
    const id = await client.create(orgId, '/v1/virtual-servers', { name: virtual, tools: [] });
    for (const name of [server, virtual]) {
      expect((await call('POST', '/v1/virtual-servers', { name, tools: [] })).status).toBe(409);
      expect((await call('POST', '/v1/mcp-servers', { name, transport: stdio })).status).toBe(409);
    }
    expect((await call('PATCH', `/v1/virtual-servers/${id}`, { name: server })).status).toBe(409);
    expect((await call('PATCH', `/v1/mcp-servers/${serverId}`, { name: virtual })).status).toBe(409);
    const other = await client.createOrganization();
    expect(
      (await client.call('POST', '/v1/virtual-servers', { orgId: other, body: { name: server, tools: [] } })).status,
    ).toBe(201);
  });

  it('409: gives a name that is asked for twice at once to one', async () => {
    const name = unique();
    const [one, two] = await Promise.all([
      call('POST', '/v1/virtual-servers', { name, tools: [] }),
      call('POST', '/v1/mcp-servers', { name, transport: stdio }),
    ]);
    expect([one.status, two.status].toSorted()).toEqual([201, 409]);
  });
});

describe('PATCH /v1/virtual-servers/{id}', () => {
  it('200: keeps what is not named, raises the version, and is refused for an old one', async () => {
    const id = await client.create(orgId, '/v1/virtual-servers', { name: unique(), tools: tools() });
    const path = `/v1/virtual-servers/${id}`;
    const changed = await call('PATCH', path, { naming: 'identity', version: 1 });
    expect(changed.body).toMatchObject({ naming: 'identity', version: 2, tools: [{ name: 'graph' }, { name: null }] });
    expect((await call('PATCH', path, { enabled: false, version: 1 })).status).toBe(409);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
  });
});

it('tells gateways how names of all servers are kept apart', async () => {
  expect((await registered()).naming).toBe('prefixed');
  const wrong = await client.call('PATCH', `/v1/orgs/${orgId}`, { body: { settings: { mcp_naming: 'none' } } });
  expect(wrong.body).toMatchObject({ error: { details: [{ field: 'settings.mcp_naming' }] } });
  await client.call('PATCH', `/v1/orgs/${orgId}`, { body: { settings: { mcp_naming: 'identity' } } });
  expect((await registered()).naming).toBe('identity');
});
