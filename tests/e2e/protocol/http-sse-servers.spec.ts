import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { CreateMessageRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEverythingSse } from '../support/everything-sse.js';
import { send, until, type Organization } from '../support/organization.js';
import { connectLegacy, connectModern, endSession } from '../support/sdk-clients.js';
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
const LONG = { name: 'trigger-long-running-operation', arguments: { duration: 0.6, steps: 3 } };

const legacyClient = () => connectLegacy(endpoint(), key);
const modernClient = () => connectModern(endpoint(), key);

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

  it('asks a client that uses all servers as one, in an event stream of that client’s own', async () => {
    const asked: string[] = [];
    const one = await connectLegacy(new URL(`${org.urls.gateway}/v1/mcp`), key, { sampling: {} }, (client) => {
      client.setRequestHandler(CreateMessageRequestSchema, ({ params }) => {
        asked.push(JSON.stringify(params.messages));
        return { role: 'assistant', model: 'm', content: { type: 'text', text: 'sampled 4713' } };
      });
    });
    const { tools } = await one.listTools();
    expect(tools.map((tool) => tool.name)).toContain('old_trigger-sampling-request');
    const result = await one.callTool({
      name: 'old_trigger-sampling-request',
      arguments: { prompt: 'why', maxTokens: 10 },
    });
    expect(JSON.stringify(result)).toContain('sampled 4713');
    expect(asked).toEqual([expect.stringContaining('why')]);
    await endSession(one);
  });

  it('passes the connection test', async () => {
    const report = await org.admin('POST', `${org.urls.auth}/v1/mcp-servers/${serverId}/test`);
    expect(report.json).toMatchObject({ ok: true, era: 'legacy' });
  });
});
