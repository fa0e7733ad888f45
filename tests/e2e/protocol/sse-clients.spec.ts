import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client as NewClient, SSEClientTransport as NewTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import {
  CreateMessageRequestSchema, ElicitRequestSchema, ListRootsRequestSchema, ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js'; // prettier-ignore
import { choosePort } from '@gatewayops/engines';
import { packageFile } from '@gatewayops/tool-launcher';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEverythingSse } from '../support/everything-sse.js';
import { send, until, type Organization } from '../support/organization.js';
import { TestStack } from '../support/test-stack.js';

let folder: string;
let stack: TestStack;
let old: Awaited<ReturnType<typeof startEverythingSse>>;
let org: Organization;
let key: string;
/** A second gateway. */
let replica: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatewayops-sse-'));
  const catalogue = join(folder, 'catalogue.json');
  const args = [packageFile('@modelcontextprotocol/server-everything', 'dist/index.js'), 'stdio'];
  await writeFile(catalogue, JSON.stringify({ entries: { everything: { command: process.execPath, args } } }));
  const environment = { gateway: { STDIO_CATALOG: catalogue } };
  [stack, old] = await Promise.all([TestStack.start({ environment }), startEverythingSse()]);
  replica = await stack.stack.addReplica(
    'gateway-2',
    'gateway',
    await choosePort(undefined, 'a test'),
    environment.gateway,
  );
  org = await stack.createOrganization('Streams');
  await org.addHttpServer('http', `${stack.stack.urlOf('everything')}/mcp`);
  await org.addStdioServer('stdio', 'everything');
  await org.addHttpServer('sse-server', old.url);
  ({ key } = await org.createKey());
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  await old?.stop();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

/** Of one server, or, for the empty name, of all. */
const address = (server: string) => new URL(`${org.urls.gateway}/v1/mcp/${server === '' ? '' : `${server}/`}sse`);
const bearer = (own = key) => ({ requestInit: { headers: { Authorization: `Bearer ${own}` } } });
const ME = { name: 'test', version: '1' };
const ABLE = { capabilities: { sampling: {}, elicitation: {}, roots: {} } };
const SAMPLED = { role: 'assistant', model: 'm', content: { type: 'text', text: 'sampled 4711' } } as const;
const ELICITED = { action: 'accept', content: { name: 'Ada Lovelace' } } as const;
const ROOTS = { roots: [{ uri: 'file:///srv/roots-4712', name: 'r' }] };

async function oldClient(server: string, own = key): Promise<OldClient> {
  const client = new OldClient(ME, ABLE);
  client.setRequestHandler(CreateMessageRequestSchema, async () => SAMPLED);
  client.setRequestHandler(ElicitRequestSchema, async () => ELICITED);
  client.setRequestHandler(ListRootsRequestSchema, async () => ROOTS);
  await client.connect(new OldTransport(address(server), bearer(own)));
  return client;
}

async function newClient(server: string): Promise<NewClient> {
  const client = new NewClient(ME, ABLE);
  client.setRequestHandler('sampling/createMessage', async () => SAMPLED);
  client.setRequestHandler('elicitation/create', async () => ELICITED);
  client.setRequestHandler('roots/list', async () => ROOTS);
  await client.connect(new NewTransport(address(server), bearer()));
  return client;
}

const LONG = { name: 'trigger-long-running-operation', arguments: { duration: 0.6, steps: 3 } };
const textOf = (result: unknown) => JSON.stringify(result);

describe.each(['http', 'stdio'])('a client of HTTP+SSE with everything over %s', (server) => {
  it.each([
    ['v1', oldClient],
    ['v2', newClient],
  ])('%s lists, calls, and answers what it is asked', async (_who, connect) => {
    const client = await connect(server);
    const names = await until(
      async () => (await client.listTools()).tools.map(({ name }) => name),
      (found) => found.includes('trigger-sampling-request'),
      5_000,
    );
    expect(names).toEqual(expect.arrayContaining(['echo', 'trigger-sampling-request', 'trigger-elicitation-request']));
    const echoed = await client.callTool({ name: 'echo', arguments: { message: '9007199254740993 ✓' } });
    expect(textOf(echoed)).toContain('9007199254740993 ✓');
    const sampled = await client.callTool({ name: 'trigger-sampling-request', arguments: { prompt: 'p' } });
    expect(textOf(sampled)).toContain('sampled 4711');
    const elicited = await client.callTool({ name: 'trigger-elicitation-request', arguments: {} });
    expect(textOf(elicited)).toContain('Ada Lovelace');
    expect(textOf(await client.callTool({ name: 'get-roots-list', arguments: {} }))).toContain('roots-4712');
    const seen: number[] = [];
    const onprogress = ({ progress }: { progress: number }): void => void seen.push(progress);
    await (client instanceof OldClient
      ? client.callTool(LONG, undefined, { onprogress })
      : client.callTool(LONG, { onprogress }));
    // The last comes with the result at its heels, and the clients drop it where they read both at once.
    expect([1, 2, 3].slice(0, Math.max(seen.length, 2))).toEqual(seen);
    await client.close();
  });

  it('hears of resources that it subscribed to, beside any call', async () => {
    const client = await oldClient(server);
    const updated: string[] = [];
    client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void updated.push(params.uri));
    const { resources } = await client.listResources();
    const { uri } = resources[0]!;
    await client.subscribeResource({ uri });
    await client.callTool({ name: 'toggle-subscriber-updates', arguments: {} });
    await until(async () => updated.length, (count) => count > 0, 8_000); // prettier-ignore
    expect(updated).toContain(uri);
    await client.close();
  });

  it('answers many calls on one stream, each its own', async () => {
    const client = await oldClient(server);
    const messages = Array.from({ length: 40 }, (_, n) => `m${n}`);
    const results = await Promise.all(
      messages.map((message) => client.callTool({ name: 'echo', arguments: { message } })),
    );
    expect(results.map(textOf)).toEqual(messages.map((message) => expect.stringContaining(`"Echo: ${message}"`)));
    await client.close();
  });
});

/** A stream, and the address that it names. */
async function openStream(url: URL, own = key, signal: AbortSignal | null = null) {
  const opened = await fetch(url, { headers: { authorization: `Bearer ${own}` }, signal });
  const reader = opened.body!.getReader();
  let text = '';
  const next = async () => {
    const { value, done } = await reader.read();
    text += Buffer.from(value ?? []).toString();
    return done;
  };
  await next();
  return { path: /data: (\S+)/.exec(text)![1]!, next, read: () => text };
}
const PING = { jsonrpc: '2.0', id: 1, method: 'ping' };

describe('the stream of a client', () => {
  it('reaches a server of HTTP+SSE, too', async () => {
    const client = await oldClient('sse-server');
    const echoed = await client.callTool({ name: 'echo', arguments: { message: 'old to old' } });
    expect(textOf(echoed)).toContain('Echo: old to old');
    await client.close();
  });

  it('stands for all servers as one, of which each can ask back', async () => {
    const client = await oldClient('');
    const { tools } = await client.listTools();
    const asking = tools.map(({ name }) => name).filter((name) => name.endsWith('trigger-sampling-request'));
    expect(asking.length).toBeGreaterThanOrEqual(2);
    for (const name of asking) {
      const sampled = await client.callTool({ name, arguments: { prompt: 'p' } });
      expect([name, textOf(sampled)]).toEqual([name, expect.stringContaining('sampled 4711')]);
    }
    await client.close();
  });

  it('ends when its key is revoked, and nothing is taken any more', async () => {
    const revoked = await org.createKey();
    const client = await oldClient('http', revoked.key);
    const { path, next } = await openStream(address('http'), revoked.key);
    expect((await org.revokeKey(revoked.id)).status).toBe(204);
    const revokedAt = performance.now();
    expect(await next().catch(() => true)).toBe(true);
    expect(performance.now() - revokedAt).toBeLessThan(1_000);
    const refused = await send('POST', `${org.urls.gateway}${path}`, { token: revoked.key, body: PING });
    expect(refused.status).toBe(401);
    const stolen = await send('POST', `${org.urls.gateway}${path}`, { token: key, body: PING });
    expect(stolen.status).toBe(404);
    await client.close();
  });

  it('takes no more once it broke off, and leaves nothing behind', async () => {
    const abort = new AbortController();
    const { path } = await openStream(address('stdio'), key, abort.signal);
    abort.abort();
    const post = () => send('POST', `${org.urls.gateway}${path}`, { token: key, body: PING });
    const { status } = await until(post, (reply) => reply.status === 404, 2_000);
    expect(status).toBe(404);
  });

  it('is posted to through any replica', async () => {
    const { path, next, read } = await openStream(address('http'));
    const initialize = {
      jsonrpc: '2.0',
      id: 'through-2',
      method: 'initialize',
      params: { protocolVersion: '2024-11-05', capabilities: {}, clientInfo: ME },
    };
    expect((await send('POST', `${replica}${path}`, { token: key, body: initialize })).status).toBe(202);
    while (!read().includes('through-2')) expect(await next()).toBe(false);
    expect(read()).toMatch(/"serverInfo"/);
    const broken = await send('POST', `${replica}${path}`, { token: key, body: '{"jsonrpc"' });
    expect([broken.status, broken.text]).toEqual([400, expect.stringContaining('-32700')]);
    const closed = new AbortController();
    const over = await openStream(address('http'), key, closed.signal);
    closed.abort();
    const post = () => send('POST', `${replica}${over.path}`, { token: key, body: PING });
    expect((await until(post, ({ status }) => status === 404, 2_000)).status).toBe(404);
  });
});
