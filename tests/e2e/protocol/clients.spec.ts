import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { send, type Organization } from '../support/organization.js';
import { connectLegacy, connectModern } from '../support/sdk-clients.js';
import { TestStack } from '../support/test-stack.js';

const CALLS = {
  everything: { name: 'echo', arguments: { message: 'hello' } },
  filesystem: { name: 'list_allowed_directories', arguments: {} },
  memory: { name: 'read_graph', arguments: {} },
} as const;
type ServerName = keyof typeof CALLS;
const SERVERS = Object.keys(CALLS) as ServerName[];

let stack: TestStack;
let org: Organization;
let key: string;

beforeAll(async () => {
  stack = await TestStack.start();
  org = await stack.createOrganization('Clients');
  await org.addHttpServer('everything', `${stack.stack.urlOf('everything')}/mcp`);
  await org.addStdioServer('filesystem', 'filesystem');
  await org.addStdioServer('memory', 'memory');
  ({ key } = await org.createKey());
}, 120_000);
afterAll(() => stack?.stop(), 30_000);

const endpoint = (server: string) => new URL(`${org.urls.gateway}/v1/mcp/${server}`);
const bearer = () => ({ requestInit: { headers: { Authorization: `Bearer ${key}` } } });

describe('official clients connect with a URL and a key, list tools and call one', () => {
  it.each(SERVERS)('v1 at 2025-11-25: %s', async (server) => {
    const client = await connectLegacy(endpoint(server), key);
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toContain(CALLS[server].name);
    const result = await client.callTool(CALLS[server]);
    expect(result.isError).not.toBe(true);
    await client.close();
  });

  it.each(SERVERS)('v2 at 2026-07-28: %s', async (server) => {
    const client = await connectModern(endpoint(server), key);
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toContain(CALLS[server].name);
    const result = await client.callTool(CALLS[server]);
    expect(result.isError).not.toBe(true);
    await client.close();
  });

  it.each(SERVERS)('v2 finding out by itself: %s', async (server) => {
    const client = new ModernClient({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' } });
    await client.connect(new ModernTransport(endpoint(server), bearer()));
    expect((await client.callTool(CALLS[server])).isError).not.toBe(true);
    await client.close();
  });

  it('gets the progress of a long call while it runs', async () => {
    const client = await connectLegacy(endpoint('everything'), key);
    const seen: number[] = [];
    await client.callTool({ name: 'trigger-long-running-operation', arguments: { duration: 1, steps: 3 } }, undefined, {
      onprogress: ({ progress }) => seen.push(progress),
    });
    expect(seen).toEqual([1, 2, 3]);
    await client.close();
  });

  it('is refused without a key', async () => {
    const client = new LegacyClient({ name: 'test', version: '1' });
    const transport = new LegacyTransport(endpoint('everything')) as Parameters<LegacyClient['connect']>[0];
    await expect(client.connect(transport)).rejects.toThrow(/401|unauthorized/i);
  });
});

describe('a program that speaks no MCP', () => {
  const call = (body: unknown) => send('POST', `${endpoint('everything').href}/tools/call`, { token: key, body });

  it('is asked back by a server that it called by REST, and goes on with its answer', async () => {
    const asking = { tool: 'trigger-elicitation-request', arguments: {}, capabilities: { elicitation: { form: {} } } };
    const asked = await call(asking);
    expect([asked.status, asked.text]).toEqual([202, expect.stringContaining('"method":"elicitation/create"')]);
    const [name] = Object.keys(asked.json['inputRequests'] as object);
    const inputResponses = { [name!]: { action: 'accept', content: { name: 'Ada Lovelace' } } };
    const done = await call({ ...asking, inputResponses, requestState: asked.json['requestState'] });
    expect([done.status, done.text]).toEqual([200, expect.stringContaining('Ada Lovelace')]);
    const again = await call({ ...asking, inputResponses, requestState: 'made up' });
    expect(again.status).toBe(400);
  });
});
