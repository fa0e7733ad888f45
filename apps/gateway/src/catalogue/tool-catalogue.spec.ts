import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { McpServerRuntime } from '@gatewayops/contracts';
import { addressGuard, UpstreamFailure, Upstreams } from '@gatewayops/mcp';
import { tmpdir } from 'node:os';
import { serverAt } from '../front/front.fixture.js';
import { scriptedServer, type Scripted, type SeenRequest } from '../front/scripted-server.fixture.js';
import type { ListView } from './list-view.js';
import { ToolCatalogue } from './tool-catalogue.js';

let nowMs = 0;
let server: Scripted;
let entry: McpServerRuntime;
let upstreams: Upstreams;
let catalogue: ToolCatalogue;

beforeEach(async () => {
  nowMs = 0;
  server = await scriptedServer('modern');
  server.answer = () => ({ result: '{"tools":[{"name":"a"}]}' });
  entry = serverAt('files', server.url);
  upstreams = new Upstreams({
    catalogue: null,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    addressGuard: addressGuard({ privateRanges: 'allow' }),
    workDirectory: tmpdir(),
  });
  catalogue = new ToolCatalogue({}, () => nowMs);
});
afterEach(async () => {
  await upstreams.close();
  await server.close();
});

const view = (more: Partial<ListView> = {}): ListView => ({
  upstream: upstreams.get(entry),
  headers: {},
  capabilities: null,
  ...more,
});
const namesOf = async (of: ListView = view()) => [...(await catalogue.toolsOf(of)).entries.keys()];
const cursorIn = ({ body }: SeenRequest) =>
  (JSON.parse(body) as { params?: { cursor?: string } }).params?.cursor ?? null;

it('has the tools of all pages, in order and byte for byte', async () => {
  const big = '{"name":"b","inputSchema":{"maximum":9007199254740993},"x-odd": 1.0}';
  server.answer = (seen) => {
    if (cursorIn(seen) === null) return { result: '{"tools":[{"name":"z"},{"nameless":1}],"nextCursor":""}' };
    return { result: `{"tools":[${big},{"name":"z","title":"another"}]}` };
  };
  const list = await catalogue.toolsOf(view());
  expect([...list.entries.keys()]).toEqual(['z', 'b']);
  expect(list.entries.get('b')!.json.toString()).toBe(big);
  const schema = list.entries.get('b')!.member('inputSchema');
  expect(schema!.toString()).toBe('{"maximum":9007199254740993}');
  expect(list.entries.get('b')!.member('inputSchema')).toBe(schema);
  expect(list.entries.get('z')!.member('title')).toBeNull();
  expect(list.isWhole).toBe(true);
});

it('asks once for all who wait, and not again for a minute', async () => {
  await Promise.all([namesOf(), namesOf()]);
  nowMs = 44_000;
  expect(catalogue.toolsOf(view())).not.toBeInstanceOf(Promise);
  expect(server.seen.length).toBe(1);
});

it('is renewed in time behind its reader’s back, and waits for a new list once it is a minute old', async () => {
  await namesOf();
  server.answer = () => ({ result: '{"tools":[{"name":"b"}]}' });
  nowMs = 50_000;
  expect(await namesOf()).toEqual(['a']);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(catalogue.toolsOf(view())).not.toBeInstanceOf(Promise);
  expect(await namesOf()).toEqual(['b']);
  server.answer = () => ({ result: '{"tools":[{"name":"c"}]}' });
  nowMs = 111_000;
  expect(await namesOf()).toEqual(['c']);
});

it('believes a server that says how long its list is good for', async () => {
  server.answer = () => ({ result: '{"tools":[{"name":"a"}],"ttlMs":2000,"cacheScope":"private"}' });
  await namesOf();
  nowMs = 2_001;
  await namesOf();
  expect(server.seen.length).toBe(2);
});

it('drops a list that its server says has changed, and no other', async () => {
  await namesOf();
  catalogue.heard(entry.id, 'notifications/prompts/list_changed');
  await namesOf();
  expect(server.seen.length).toBe(1);
  catalogue.heard(entry.id, 'notifications/tools/list_changed');
  await namesOf();
  expect(server.seen.length).toBe(2);
});

it('does not keep a list whose reading had begun before it changed', async () => {
  server.answer = () => {
    catalogue.heard(entry.id, 'notifications/tools/list_changed');
    return { result: '{"tools":[{"name":"old"}]}' };
  };
  await namesOf();
  server.answer = () => ({ result: '{"tools":[{"name":"new"}]}' });
  expect(await namesOf()).toEqual(['new']);
});

it('reads anew for a changed entry of the registry, and for one that came back', async () => {
  await namesOf();
  entry = { ...entry, version: 2 };
  await namesOf();
  expect(server.seen.length).toBe(2);
  catalogue.forget(entry.id);
  await namesOf();
  expect(server.seen.length).toBe(3);
});

it('keeps lists apart by the headers and capabilities of who sees them, and tells them to the server', async () => {
  server.answer = ({ headers, body }) => {
    const tools = [headers['x-tenant'] ?? 'none', body.includes('"sampling"') ? 'asks' : 'silent'];
    return { result: JSON.stringify({ tools: tools.map((name) => ({ name })) }) };
  };
  expect(await namesOf()).toEqual(['none', 'silent']);
  expect(await namesOf(view({ headers: { 'x-tenant': 'acme' } }))).toEqual(['acme', 'silent']);
  expect(await namesOf(view({ capabilities: Buffer.from('{"sampling":{}}') }))).toEqual(['none', 'asks']);
  expect(await namesOf()).toEqual(['none', 'silent']);
});

it('keeps the last list where the server gives no other, and leaves it alone for a while', async () => {
  await namesOf();
  server.answer = () => ({ error: '{"code":-32603,"message":"broken"}' });
  nowMs = 70_000;
  expect(await namesOf()).toEqual(['a']);
  expect(await namesOf()).toEqual(['a']);
  expect(server.seen.length).toBe(2);
  nowMs = 700_000;
  await expect(catalogue.toolsOf(view())).rejects.toThrow(UpstreamFailure);
});

it.each([
  ['an error', { error: '{"code":-32601,"message":"no"}' }],
  ['no list', { result: '{"tools":3}' }],
  ['a list that stands twice', { result: '{"tools":[],"tools":[]}' }],
])('fails where the first answer is %s, without attempts at the call', async (_what, answer) => {
  server.answer = () => answer;
  const failure: unknown = await Promise.resolve(catalogue.toolsOf(view())).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UpstreamFailure);
  expect(failure).toMatchObject({ code: 'upstream_error', attempts: [] });
  expect((failure as Error).message).toContain('list of tools');
});

it('ends a list that has no end, and says so', async () => {
  let page = 0;
  server.answer = () => ({ result: `{"tools":[{"name":"t${page++}"}],"nextCursor":"${page}"}` });
  const list = await catalogue.toolsOf(view());
  expect(list.isWhole).toBe(false);
  expect(list.entries.size).toBe(100);
});

it('holds no more than it may, of one server and of all', async () => {
  catalogue = new ToolCatalogue({ contextsMax: 2, serversMax: 2 }, () => nowMs);
  for (const tenant of ['a', 'b', 'c']) await namesOf(view({ headers: { tenant } }));
  await namesOf(view({ headers: { tenant: 'c' } }));
  expect(server.seen.length).toBe(3);
  await namesOf(view({ headers: { tenant: 'a' } }));
  expect(server.seen.length).toBe(4);
  const first = view();
  for (const name of ['files-2', 'files-3']) {
    await namesOf({ ...first, upstream: upstreams.get(serverAt(name, server.url)) });
  }
  const before = server.seen.length;
  await namesOf(first);
  expect(server.seen.length).toBe(before + 1);
});
