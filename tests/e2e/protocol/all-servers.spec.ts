import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until, type Organization } from '../support/organization.js';
import { connectLegacy, connectModern } from '../support/sdk-clients.js';
import { TestStack } from '../support/test-stack.js';

const CALLS = [
  { name: 'everything_echo', arguments: { message: 'hello' } },
  { name: 'filesystem_list_allowed_directories', arguments: {} },
  { name: 'memory_read_graph', arguments: {} },
];

let stack: TestStack;
let org: Organization;
let key: string;

beforeAll(async () => {
  stack = await TestStack.start();
  org = await stack.createOrganization('All servers');
  await org.addHttpServer('everything', `${stack.stack.urlOf('everything')}/mcp`);
  await org.addStdioServer('filesystem', 'filesystem');
  await org.addStdioServer('memory', 'memory');
  ({ key } = await org.createKey());
}, 120_000);
afterAll(() => stack?.stop(), 30_000);

const legacyClient = (apiKey = key, path = '/v1/mcp') => connectLegacy(new URL(`${org.urls.gateway}${path}`), apiKey);
const modernClient = (apiKey = key, path = '/v1/mcp') => connectModern(new URL(`${org.urls.gateway}${path}`), apiKey);

describe.each([
  ['v1 at 2025-11-25', legacyClient],
  ['v2 at 2026-07-28', modernClient],
])('official client %s, all servers as one', (_version, connect) => {
  it('lists the tools of all and calls one of each', async () => {
    const client = await connect();
    const names = (await client.listTools()).tools.map(({ name }) => name);
    for (const call of CALLS) {
      expect(names).toContain(call.name);
      expect((await client.callTool(call)).isError).not.toBe(true);
    }
    await client.close();
  });

  it('reads a resource that a list or a tool’s result links to', async () => {
    const client = await connect();
    const { resources } = await client.listResources();
    const first = resources.find(({ uri }) => uri.endsWith('#everything_'));
    const { contents } = await client.readResource({ uri: first!.uri });
    expect(contents[0]!.uri).toBe(first!.uri);
    const result = await client.callTool({ name: 'everything_get-resource-links', arguments: { count: 1 } });
    const links = (result.content as { type: string; uri?: string }[]).filter(({ type }) => type === 'resource_link');
    expect(links.length).toBeGreaterThan(0);
    for (const { uri } of links) expect((await client.readResource({ uri: uri! })).contents[0]!.uri).toBe(uri);
    await client.close();
  });

  it('gets a prompt and completes an argument of it', async () => {
    const client = await connect();
    const prompts = (await client.listPrompts()).prompts.map(({ name }) => name);
    expect(prompts.every((name) => name.startsWith('everything_'))).toBe(true);
    expect(prompts).toContain('everything_completable-prompt');
    const ref = { type: 'ref/prompt' as const, name: 'everything_completable-prompt' };
    const { completion } = await client.complete({ ref, argument: { name: 'department', value: 'E' } });
    expect(completion.values).toEqual(['Engineering']);
    await client.close();
  });

  it('sees only what its key may use', async () => {
    const scopes = { mcp: [{ server: 'memory', tools: ['read_*'], resources: [], prompts: [] }], permissions: [] };
    const client = await connect((await org.createKey(scopes)).key);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['memory_read_graph']);
    await expect(client.callTool({ name: 'everything_echo', arguments: { message: 'x' } })).rejects.toThrow(
      /Unknown tool/,
    );
    await client.close();
  });

  it('uses a server that was made of chosen tools', async () => {
    const servers = await org.admin('GET', `${org.urls.auth}/v1/mcp-servers?name=memory`);
    const [memory] = servers.json['items'] as { id: string }[];
    const name = `chosen-${_version.slice(0, 2)}`;
    const tools = [{ server_id: memory!.id, tool: 'read_graph', name: 'graph', description: 'What is remembered.' }];
    await org.admin('POST', `${org.urls.auth}/v1/virtual-servers`, { name, tools });
    await until(() => org.callTool(key, name, 'graph', {}), ({ status }) => status === 200, 5_000); // prettier-ignore
    const client = await connect(key, `/v1/mcp/${name}`);
    const listed = await client.listTools();
    expect(listed.tools.map((tool) => [tool.name, tool.description])).toEqual([['graph', 'What is remembered.']]);
    expect((await client.callTool({ name: 'graph', arguments: {} })).isError).not.toBe(true);
    await client.close();
  });
});

it('loses of a server that is away only its own tools', async () => {
  await org.addHttpServer('away', 'http://127.0.0.1:9/mcp');
  const client = await modernClient();
  const listed = await until(() => client.listTools(), ({ _meta }) => _meta?.['dev.gatewayops/unavailable'] !== undefined, 5_000); // prettier-ignore
  expect(listed._meta?.['dev.gatewayops/unavailable']).toMatchObject([{ server: 'away' }]);
  expect(listed.tools.map(({ name }) => name)).toContain('memory_read_graph');
  await client.close();
});
