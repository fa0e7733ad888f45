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
import { OfficialServers } from './support/official-servers.js';
import { until } from './support/organization.js';
import { connectLegacy, connectModern } from './support/sdk-clients.js';

const EVERYTHING = ['everything', 'everything-stdio', 'everything-sse'];
const OTHERS = ['filesystem', 'memory', 'sequential-thinking', 'map', 'budget', 'playwright'];
let servers: OfficialServers;

beforeAll(async () => {
  servers = await OfficialServers.start([...EVERYTHING, ...OTHERS]);
}, 120_000);
afterAll(() => servers?.stop(), 30_000);

const ERAS = { '2025-11-25': connectLegacy, '2026-07-28': connectModern };
const connect = (era: keyof typeof ERAS, server: string) => ERAS[era](servers.urlOf(server), servers.key);
const textOf = (result: object): string =>
  (result as { content: { text?: string }[] }).content.map(({ text }) => text ?? '').join('\n');

describe.each(Object.keys(ERAS) as (keyof typeof ERAS)[])('a client of %s', (era) => {
  it.each(EVERYTHING)('uses all that %s serves', async (server) => {
    const client = await connect(era, server);
    const sum = await client.callTool({ name: 'get-sum', arguments: { a: 2, b: 40 } });
    expect(textOf(sum)).toContain('42');
    const image = await client.callTool({ name: 'get-tiny-image', arguments: {} });
    expect((image.content as { type: string }[]).map(({ type }) => type)).toEqual(['text', 'image', 'text']);
    const weather = await client.callTool({ name: 'get-structured-content', arguments: { location: 'New York' } });
    expect(weather.structuredContent).toHaveProperty('temperature');
    const links = await client.callTool({ name: 'get-resource-links', arguments: { count: 2 } });
    const link = (links.content as { type: string; uri: string }[]).find(({ type }) => type === 'resource_link');
    expect((await client.readResource({ uri: link!.uri })).contents[0]!.uri).toBe(link!.uri);
    expect((await client.listResourceTemplates()).resourceTemplates.length).toBeGreaterThan(0);
    const { prompts } = await client.listPrompts();
    const prompt = await client.getPrompt({ name: 'args-prompt', arguments: { city: 'Oslo', state: 'Norway' } });
    expect(prompts.map(({ name }) => name)).toContain('args-prompt');
    expect(JSON.stringify(prompt.messages)).toContain('Oslo');
    const ref = { type: 'ref/prompt' as const, name: 'completable-prompt' };
    const completed = await client.complete({ ref, argument: { name: 'department', value: 'E' } });
    expect(completed.completion.values).toEqual(['Engineering']);
    await client.close();
  });

  it('writes and reads a file', async () => {
    const client = await connect(era, 'filesystem');
    const path = join(servers.filesFolder, `${era}.txt`);
    await client.callTool({ name: 'write_file', arguments: { path, content: `é ${era}` } });
    expect(await readFile(path, 'utf8')).toBe(`é ${era}`);
    await writeFile(path, 'changed');
    expect(textOf(await client.callTool({ name: 'read_text_file', arguments: { path } }))).toBe('changed');
    const outside = await client.callTool({ name: 'read_text_file', arguments: { path: '/etc/hostname' } });
    expect([outside.isError, textOf(outside)]).toEqual([true, expect.stringContaining('Access denied')]);
    await client.close();
  });

  it('remembers what it was told', async () => {
    const client = await connect(era, 'memory');
    const entity = { name: `Ada ${era}`, entityType: 'person', observations: ['wrote a program'] };
    const created = await client.callTool({ name: 'create_entities', arguments: { entities: [entity] } });
    expect(created.structuredContent).toEqual({ entities: [entity] });
    const found = await client.callTool({ name: 'search_nodes', arguments: { query: era } });
    expect(found.structuredContent).toMatchObject({ entities: [entity] });
    await client.close();
  });

  it('thinks one step after another', async () => {
    const client = await connect(era, 'sequential-thinking');
    const think = async (thoughtNumber: number) => {
      const args = { thought: 'so', thoughtNumber, totalThoughts: 2, nextThoughtNeeded: thoughtNumber < 2 };
      return client.callTool({ name: 'sequentialthinking', arguments: args });
    };
    await think(1);
    expect((await think(2)).structuredContent).toMatchObject({ thoughtNumber: 2, nextThoughtNeeded: false });
    await client.close();
  });

  it.each([
    ['map', 'show-map', 'ui://cesium-map/mcp-app.html'],
    ['budget', 'get-budget-data', 'ui://budget-allocator/mcp-app.html'],
  ])('finds and reads the app of %s, and calls its tool', async (server, name, uri) => {
    const client = await connect(era, server);
    const { tools } = await client.listTools();
    const tool = tools.find((one) => one.name === name);
    expect(tool!._meta).toEqual({ ui: { resourceUri: uri }, 'ui/resourceUri': uri });
    const [app] = (await client.readResource({ uri })).contents;
    expect(app).toMatchObject({ uri, mimeType: 'text/html;profile=mcp-app' });
    expect((app as { text: string }).text).toContain('<html');
    expect((await client.callTool({ name, arguments: {} })).isError).not.toBe(true);
    await client.close();
  });

  it('lists what a browser can do', async () => {
    const client = await connect(era, 'playwright');
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('browser_navigate');
    await client.close();
  });
});

describe.each(['everything', 'everything-stdio'])('a session with %s', (server) => {
  const CAPABILITIES = { sampling: {}, elicitation: {}, roots: { listChanged: true } };

  it('is asked by the server, and answers', async () => {
    const client = await connectLegacy(servers.urlOf(server), servers.key, CAPABILITIES, (one) => {
      one.setRequestHandler(CreateMessageRequestSchema, ({ params }) => ({
        model: 'test',
        role: 'assistant',
        content: { type: 'text', text: `sampled ${JSON.stringify(params.messages).includes('a cat')}` },
      }));
      one.setRequestHandler(ElicitRequestSchema, () => ({ action: 'accept', content: { name: 'Grace', check: true } }));
      one.setRequestHandler(ListRootsRequestSchema, () => ({ roots: [{ uri: 'file:///somewhere', name: 'Somewhere' }] }));
    });
    const call = (name: string, args = {}) => client.callTool({ name, arguments: args }).then(textOf);
    expect(await call('trigger-sampling-request', { prompt: 'a cat' })).toContain('sampled true');
    expect(await call('trigger-elicitation-request')).toContain('Grace');
    expect(await call('get-roots-list')).toContain('file:///somewhere');
    await client.close();
  }); // prettier-ignore

  it('hears of resources that change, and of what the server logs', async () => {
    const heard = { updated: [] as string[], logged: 0 };
    const client = await connectLegacy(servers.urlOf(server), servers.key, CAPABILITIES, (one) => {
      one.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void heard.updated.push(params.uri));
      one.setNotificationHandler(LoggingMessageNotificationSchema, () => void heard.logged++);
    });
    const uri = (await client.listResources()).resources[0]!.uri;
    await client.subscribeResource({ uri });
    await client.setLoggingLevel('debug');
    await client.callTool({ name: 'toggle-subscriber-updates', arguments: {} });
    await client.callTool({ name: 'toggle-simulated-logging', arguments: {} });
    await until(async () => heard, ({ updated, logged }) => updated.length > 0 && logged > 0, 15_000);
    expect(heard.updated).toContain(uri);
    expect(heard.logged).toBeGreaterThan(0);
    await client.close();
  }); // prettier-ignore
});
