import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
  LoggingMessageNotificationSchema,
  ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { ENDPOINTS, OfficialServers, type Endpoint } from '../support/official-servers.js';
import { until } from '../support/organization.js';
import { connectLegacy, connectModern, endSession } from '../support/sdk-clients.js';

const EVERYTHING = ['everything', 'everything-stdio', 'everything-sse'];
const OTHERS = ['filesystem', 'memory', 'sequential-thinking', 'map', 'budget', 'playwright'];
let servers: OfficialServers;

beforeAll(async () => {
  servers = await OfficialServers.start([...EVERYTHING, ...OTHERS]);
}, 120_000);
afterAll(() => servers?.stop(), 30_000);

const ERAS = { '2025-11-25': connectLegacy, '2026-07-28': connectModern };
type Era = keyof typeof ERAS;
const WAYS = ENDPOINTS.flatMap((endpoint) => (Object.keys(ERAS) as Era[]).map((era) => ({ era, endpoint })));

async function connect({ era, endpoint }: { era: Era; endpoint: Endpoint }, server: string) {
  const { url, named } = servers.at(endpoint, server);
  return { client: await ERAS[era](url, servers.key), named };
}
const textOf = (result: object): string =>
  (result as { content: { text?: string }[] }).content.map(({ text }) => text ?? '').join('\n');

describe.each(WAYS)('a client of $era at $endpoint', (way) => {
  const tag = `${way.era} ${way.endpoint.length}`;

  it.each(EVERYTHING)('uses all that %s serves', async (server) => {
    const { client, named } = await connect(way, server);
    const sum = await client.callTool({ name: named('get-sum'), arguments: { a: 2, b: 40 } });
    expect(textOf(sum)).toContain('42');
    const image = await client.callTool({ name: named('get-tiny-image'), arguments: {} });
    expect((image.content as { type: string }[]).map(({ type }) => type)).toEqual(['text', 'image', 'text']);
    const weather = await client.callTool({
      name: named('get-structured-content'),
      arguments: { location: 'New York' },
    });
    expect(weather.structuredContent).toHaveProperty('temperature');
    const links = await client.callTool({ name: named('get-resource-links'), arguments: { count: 2 } });
    const link = (links.content as { type: string; uri: string }[]).find(({ type }) => type === 'resource_link');
    expect((await client.readResource({ uri: link!.uri })).contents[0]!.uri).toBe(link!.uri);
    expect((await client.listResourceTemplates()).resourceTemplates.length).toBeGreaterThan(0);
    const { prompts } = await client.listPrompts();
    const prompt = await client.getPrompt({ name: named('args-prompt'), arguments: { city: 'Oslo', state: 'Norway' } });
    expect(prompts.map(({ name }) => name)).toContain(named('args-prompt'));
    expect(JSON.stringify(prompt.messages)).toContain('Oslo');
    const ref = { type: 'ref/prompt' as const, name: named('completable-prompt') };
    const completed = await client.complete({ ref, argument: { name: 'department', value: 'E' } });
    expect(completed.completion.values).toEqual(['Engineering']);
    await client.close();
  });

  it('writes and reads a file', async () => {
    const { client, named } = await connect(way, 'filesystem');
    const path = join(servers.filesFolder, `${tag}.txt`);
    await client.callTool({ name: named('write_file'), arguments: { path, content: `é ${tag}` } });
    expect(await readFile(path, 'utf8')).toBe(`é ${tag}`);
    await writeFile(path, 'changed');
    expect(textOf(await client.callTool({ name: named('read_text_file'), arguments: { path } }))).toBe('changed');
    const outside = await client.callTool({ name: named('read_text_file'), arguments: { path: '/etc/hostname' } });
    expect([outside.isError, textOf(outside)]).toEqual([true, expect.stringContaining('Access denied')]);
    await client.close();
  });

  it('remembers what it was told', async () => {
    const { client, named } = await connect(way, 'memory');
    const entity = { name: `Ada ${tag}`, entityType: 'person', observations: ['wrote a program'] };
    const created = await client.callTool({ name: named('create_entities'), arguments: { entities: [entity] } });
    expect(created.structuredContent).toEqual({ entities: [entity] });
    const found = await client.callTool({ name: named('search_nodes'), arguments: { query: tag } });
    expect(found.structuredContent).toMatchObject({ entities: [entity] });
    await client.close();
  });

  it('thinks one step after another', async () => {
    const { client, named } = await connect(way, 'sequential-thinking');
    const think = async (thoughtNumber: number) => {
      const args = { thought: 'so', thoughtNumber, totalThoughts: 2, nextThoughtNeeded: thoughtNumber < 2 };
      return client.callTool({ name: named('sequentialthinking'), arguments: args });
    };
    await think(1);
    expect((await think(2)).structuredContent).toMatchObject({ thoughtNumber: 2, nextThoughtNeeded: false });
    await client.close();
  });

  it.each([
    ['map', 'show-map', 'ui://cesium-map/mcp-app.html'],
    ['budget', 'get-budget-data', 'ui://budget-allocator/mcp-app.html'],
  ])('finds and reads the app of %s, and calls its tool', async (server, name, own) => {
    const { client, named } = await connect(way, server);
    const { tools } = await client.listTools();
    const tool = tools.find((one) => one.name === named(name));
    const uri = (tool!._meta!['ui'] as { resourceUri: string }).resourceUri;
    if (way.endpoint !== '/v1/mcp') expect(uri).toBe(own);
    expect(uri).toMatch(/^ui:\/\//);
    expect(tool!._meta).toEqual({ ui: { resourceUri: uri }, 'ui/resourceUri': uri });
    const [app] = (await client.readResource({ uri })).contents;
    expect(app).toMatchObject({ uri, mimeType: 'text/html;profile=mcp-app' });
    expect((app as { text: string }).text).toContain('<html');
    expect((await client.callTool({ name: named(name), arguments: {} })).isError).not.toBe(true);
    await client.close();
  });

  it('lists what a browser can do', async () => {
    const { client, named } = await connect(way, 'playwright');
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain(named('browser_navigate'));
    await client.close();
  });
});

describe.each(
  ENDPOINTS.flatMap((endpoint) => ['everything', 'everything-stdio'].map((server) => ({ endpoint, server }))),
)('a session with $server at $endpoint', ({ endpoint, server }) => {
  const CAPABILITIES = { sampling: {}, elicitation: {}, roots: { listChanged: true } };

  it('is asked by the server, and answers', async () => {
    const { url, named } = servers.at(endpoint, server);
    const client = await connectLegacy(url, servers.key, CAPABILITIES, (one) => {
      one.setRequestHandler(CreateMessageRequestSchema, ({ params }) => ({
        model: 'test',
        role: 'assistant',
        content: { type: 'text', text: `sampled ${JSON.stringify(params.messages).includes('a cat')}` },
      }));
      one.setRequestHandler(ElicitRequestSchema, () => ({ action: 'accept', content: { name: 'Grace', check: true } }));
      one.setRequestHandler(ListRootsRequestSchema, () => ({ roots: [{ uri: 'file:///somewhere', name: 'Somewhere' }] }));
    });
    const call = (name: string, args = {}) => client.callTool({ name: named(name), arguments: args }).then(textOf);
    expect(await call('trigger-sampling-request', { prompt: 'a cat' })).toContain('sampled true');
    expect(await call('trigger-elicitation-request')).toContain('Grace');
    expect(await call('get-roots-list')).toContain('file:///somewhere');
    await endSession(client);
  }); // prettier-ignore

  it('hears of resources that change, and of what the server logs', async () => {
    const { url, named } = servers.at(endpoint, server);
    const heard = { updated: [] as string[], logged: 0 };
    const client = await connectLegacy(url, servers.key, CAPABILITIES, (one) => {
      one.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void heard.updated.push(params.uri));
      one.setNotificationHandler(LoggingMessageNotificationSchema, () => void heard.logged++);
    });
    const read = await client.callTool({ name: named('get-resource-links'), arguments: { count: 1 } });
    const { uri } = (read.content as { uri: string }[]).at(-1)!;
    await client.subscribeResource({ uri });
    await client.setLoggingLevel('debug');
    await client.callTool({ name: named('toggle-subscriber-updates'), arguments: {} });
    await client.callTool({ name: named('toggle-simulated-logging'), arguments: {} });
    await until(async () => heard, ({ updated, logged }) => updated.length > 0 && logged > 0, 15_000);
    expect(heard.updated).toContain(uri);
    expect(heard.logged).toBeGreaterThan(0);
    await endSession(client);
  }); // prettier-ignore
});
