import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEverythingSse } from '../support/everything-sse.js';
import { send, until, type Organization } from '../support/organization.js';
import { TestStack } from '../support/test-stack.js';

let stack: TestStack;
let peer: Awaited<ReturnType<typeof startEverythingSse>>;
let org: Organization;
let key: string;
let serverId: string;

beforeAll(async () => {
  [stack, peer] = await Promise.all([TestStack.start({ everything: false }), startEverythingSse()]);
  org = await stack.createOrganization('Old');
  serverId = await org.addHttpServer('old', peer.url);
  ({ key } = await org.createKey());
  // The gateway hears of a new server by an event.
  await until(() => echo('hello'), ({ status }) => status === 200, 5_000); // prettier-ignore
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  await peer?.stop();
}, 30_000);

const echo = (message: string) => org.callTool(key, 'old', 'echo', { message });
const endpoint = () => new URL(`${org.urls.gateway}/v1/mcp/old`);
const bearer = () => ({ requestInit: { headers: { Authorization: `Bearer ${key}` } } });
const LONG = { name: 'trigger-long-running-operation', arguments: { duration: 0.6, steps: 3 } };

async function legacyClient(): Promise<LegacyClient> {
  const client = new LegacyClient({ name: 'test', version: '1' });
  await client.connect(new LegacyTransport(endpoint(), bearer()) as Parameters<LegacyClient['connect']>[0]);
  return client;
}

async function modernClient(): Promise<ModernClient> {
  const client = new ModernClient(
    { name: 'test', version: '1' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  await client.connect(new ModernTransport(endpoint(), bearer()));
  return client;
}

describe('a server of HTTP+SSE, registered by the URL of its stream', () => {
  it('is called by REST', async () => {
    const reply = await echo('by REST');
    expect(reply.status).toBe(200);
    expect(reply.json['result']).toEqual({ content: [{ type: 'text', text: 'Echo: by REST' }] });
    const listed = await send('POST', `${endpoint().href}/tools/list`, { token: key, body: {} });
    expect(listed.text).toContain('"name":"echo"');
  });

  it('answers many calls at once, each its own', async () => {
    const replies = await Promise.all(Array.from({ length: 30 }, (_, i) => echo(`m${i}`)));
    expect(replies.map((reply) => reply.json['result'])).toEqual(
      replies.map((_, i) => ({ content: [{ type: 'text', text: `Echo: m${i}` }] })),
    );
  });

  it.each([
    ['v1 at 2025-11-25', legacyClient],
    ['v2 at 2026-07-28', modernClient],
  ])('is called by the official client %s, with progress while it works', async (_who, connect) => {
    const client = await connect();
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toContain('echo');
    const result = await client.callTool({ name: 'echo', arguments: { message: 'hi' } });
    expect(result.content).toEqual([{ type: 'text', text: 'Echo: hi' }]);
    const seen: number[] = [];
    const onprogress = ({ progress }: { progress: number }): void => void seen.push(progress);
    await (client instanceof LegacyClient
      ? client.callTool(LONG, undefined, { onprogress })
      : client.callTool(LONG, { onprogress }));
    expect(seen).toEqual([1, 2, 3]);
    await client.close();
  });

  it('passes the connection test', async () => {
    const report = await org.admin('POST', `${org.urls.auth}/v1/mcp-servers/${serverId}/test`);
    expect(report.json).toMatchObject({ ok: true, era: 'legacy' });
  });
});
