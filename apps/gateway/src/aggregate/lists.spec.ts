import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { META, rpc, send, sendBy } from '../front/client.fixture.js';
import { listen, PRINCIPAL, serverAt, startGateway, type Gateway } from '../front/front.fixture.js';
import { idIn, scriptedServer, type Scripted } from '../front/scripted-server.fixture.js';
import { client, errorOf, resultOf, serveLists, tool } from './aggregate.fixture.js';

let files: Scripted;
let few: Scripted;
let dead: { url: string; close(): Promise<void> };
let gateway: Gateway;
const { ask, call, list } = ((at) => ({ ask: at.ask, call: at.call.bind(at), list: at.list.bind(at) }))(
  client(() => gateway),
);
const namesOf = async (): Promise<string[]> => (await list('tools/list')).tools.map(({ name }) => name);

beforeAll(async () => {
  sendBy('wire');
  files = await scriptedServer('both');
  few = await scriptedServer('legacy');
  dead = await listen(createServer());
  await dead.close();
  gateway = await startGateway([
    serverAt('files', files.url),
    serverAt('few', few.url),
    serverAt('secret', files.url),
    { ...serverAt('files-off', files.url), enabled: false },
  ]);
});
afterAll(async () => {
  await gateway.close();
  await Promise.all([files.close(), few.close()]);
});
beforeEach(() => {
  for (const server of [files, few]) server.seen.length = 0;
  serveLists(files, { 'tools/list': [tool('read')] });
  serveLists(few, { 'tools/list': [tool('read_one'), tool('write_one')] });
});

describe('a list', () => {
  it('holds what the key may use of all servers, in their order, under exposed names', async () => {
    const { tools, cacheScope, ttlMs, _meta } = await list('tools/list');
    expect(tools.map(({ name }) => name)).toEqual(['few_read_one', 'files_read']);
    expect([cacheScope, ttlMs, _meta]).toEqual(['private', 0, undefined]);
  });

  it('keeps every byte of an entry but its name', async () => {
    const rest = '"x" : [1.0,9007199254740993,1e400] , "__proto__":{},"título":"é\\u0000"';
    serveLists(files, { 'tools/list': [`{ "name" : "read" , ${rest} }`] });
    const { text } = await ask('tools/list');
    expect(text).toContain(`{ "name" : "files_read" , ${rest} }`);
  });

  it('loses no server’s but those that do not answer, and names these', async () => {
    const slow = await scriptedServer('modern');
    slow.answer = () => undefined;
    const other = await startGateway([
      serverAt('files', files.url), serverAt('files-dead', dead.url), serverAt('files-slow', slow.url),
    ]); // prettier-ignore
    const startedAt = performance.now();
    const { tools, _meta, ttlMs } = await client(() => other).list('tools/list');
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(tools.map(({ name }) => name)).toEqual(['files_read']);
    expect(ttlMs).toBe(0);
    expect(_meta).toEqual({
      'dev.gatewayops/unavailable': [
        { server: 'files-dead', code: 'upstream_error', message: expect.any(String) },
        { server: 'files-slow', code: 'timeout', message: 'The server did not answer within 1000 ms.' },
      ],
    });
    await other.close();
    await slow.close();
  });

  it('is all pages of a server', async () => {
    files.answer = ({ body }) => {
      const page = /"cursor":"p(\d)"/.exec(body)?.[1] ?? '0';
      const next = page === '2' ? '' : `,"nextCursor":"p${Number(page) + 1}"`;
      return { result: `{"tools":[${tool(`t${page}`)}]${next},"resultType":"complete"}` };
    };
    expect(await namesOf()).toEqual(['few_read_one', 'files_t0', 'files_t1', 'files_t2']);
  });

  it('comes in pages of ours, whose cursor is of no use to another key, another list or when changed', async () => {
    const many = Array.from({ length: 2_100 }, (_, at) => tool(`t${at}`));
    serveLists(files, { 'tools/list': many });
    const first = await list('tools/list');
    expect(first.tools).toHaveLength(1_000);
    const second = await list('tools/list', first.nextCursor);
    const third = await list('tools/list', second.nextCursor);
    expect(third.nextCursor).toBeUndefined();
    const names = [first, second, third].flatMap(({ tools }) => tools.map(({ name }) => name));
    expect(names).toEqual(['few_read_one', ...many.map((_, at) => `files_t${at}`)]);
    expect(files.seen.filter(({ rpcMethod }) => rpcMethod === 'tools/list')).toHaveLength(1);
    const cursor = first.nextCursor!;
    expect(errorOf(await ask('prompts/list', `,"cursor":"${cursor}"`)).code).toBe(-32602);
    const at = cursor.length - 5;
    const changed = `${cursor.slice(0, at)}${cursor[at] === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`;
    expect(errorOf(await ask('tools/list', `,"cursor":"${changed}"`)).code).toBe(-32602);
    const { authenticate } = gateway;
    const mcp = [{ server: 'files', tools: ['t1*'], resources: [], prompts: [] }];
    gateway.authenticate = () => ({
      valid: true,
      generation: 1,
      principal: { ...PRINCIPAL, scopes: { mcp, permissions: [] } },
    });
    expect(errorOf(await ask('tools/list', `,"cursor":"${cursor}"`)).code).toBe(-32602);
    gateway.authenticate = authenticate;
  });

  it('is empty for a key that may use nothing, and another organisation’s servers are not in it', async () => {
    const { authenticate } = gateway;
    gateway.authenticate = () => ({
      valid: true,
      generation: 1,
      principal: { ...PRINCIPAL, scopes: { mcp: [], permissions: [] } },
    });
    expect(await namesOf()).toEqual([]);
    gateway.authenticate = authenticate;
  });

  it('of prompts, resources and templates is exposed alike', async () => {
    serveLists(files, {
      'prompts/list': ['{"name":"ask"}'],
      'resources/list': ['{"uri":"file:///a/b.txt","name":"b"}', '{"uri":"ui://x/app","name":"app"}'],
      'resources/templates/list': ['{"uriTemplate":"file:///{path}","name":"f"}'],
    });
    serveLists(few, {});
    expect((await list('prompts/list')).prompts).toEqual([{ name: 'files_ask' }]);
    const { resources } = await list('resources/list');
    expect(resources.map(({ uri }) => uri)).toEqual(['file:///a/b.txt#files_', 'ui://x/app#files_']);
    const { resourceTemplates } = await list('resources/templates/list');
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(['file:///{path}#files_']);
  });

  it('holds tools with the resource of their user interface as it is read here, in both forms', async () => {
    const meta = ',"_meta":{"ui":{"resourceUri":"ui://x/app","n":9007199254740993},"ui/resourceUri":"ui://x/app"}';
    serveLists(files, { 'tools/list': [tool('show', meta)] });
    const { text } = await ask('tools/list');
    expect(text).toContain('"ui":{"resourceUri":"ui://x/app#files_","n":9007199254740993}');
    expect(text).toContain('"ui/resourceUri":"ui://x/app#files_"');
  });
});

describe('a long name', () => {
  const long = 'x'.repeat(80);

  it('is shortened to 64 characters, and called by what the list says', async () => {
    serveLists(files, { 'tools/list': [tool(long), tool(`${long}y`)] });
    const names = await namesOf();
    const one = names.find((name) => name.startsWith('files_'));
    expect(one).toHaveLength(64);
    expect(new Set(names).size).toBe(3);
    expect(resultOf(await call(one!))).toEqual({ content: [], resultType: 'complete' });
    expect(files.seen.at(-1)!.headers['mcp-name']).toBe(long);
  });

  it('that this key may not use is none', async () => {
    serveLists(few, { 'tools/list': [tool(`write_${long}`)] });
    expect(await namesOf()).toEqual(['files_read']);
  });
});

it('asks servers together once for those who ask at once, and anew for those who ask later', async () => {
  few.answer = ({ body }, response) => {
    const answer = `{"jsonrpc":"2.0","id":${idIn(body)},"result":{"tools":[]}}`;
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(answer), 100);
    return undefined;
  };
  await Promise.all([namesOf(), namesOf(), namesOf()]);
  expect(files.seen).toHaveLength(1);
  await namesOf();
  expect(files.seen).toHaveLength(2);
});

it('believes servers for as long as all of them say, and until one says that its list has changed', async () => {
  const kept = await startGateway([serverAt('files', files.url)]);
  const at = client(() => kept);
  files.answer = ({ rpcMethod }, response) => {
    if (rpcMethod === 'tools/list')
      return { result: `{"tools":[${tool('read')}],"resultType":"complete","ttlMs":60000,"cacheScope":"public"}` };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n\n');
    response.end(`data: {"jsonrpc":"2.0","id":1,"result":{"content":[],"resultType":"complete"}}\n\n`);
    return undefined;
  };
  const { ttlMs, cacheScope } = await at.list('tools/list');
  expect([ttlMs, cacheScope]).toEqual([60_000, 'private']);
  await at.list('tools/list');
  expect(files.seen).toHaveLength(1);
  const headers = {
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': 'files_read',
    accept: 'application/json, text/event-stream',
  };
  await send(kept.url, 'POST', '/v1/mcp', rpc('tools/call', `{${META},"name":"files_read","arguments":{}}`), headers);
  await at.list('tools/list');
  expect(files.seen.filter(({ rpcMethod }) => rpcMethod === 'tools/list')).toHaveLength(2);
  await kept.close();
});

describe('names as they are', () => {
  let plain: Gateway;
  const at = client(() => plain);
  beforeAll(async () => {
    const servers = [serverAt('files', files.url), serverAt('few', few.url)];
    plain = await startGateway(servers, 'async', { virtualServers: [], naming: 'identity' });
  });
  afterAll(() => plain.close());

  it('are not touched; of two the first server’s is there, and the other is told of', async () => {
    serveLists(files, { 'tools/list': [tool('read_one', ',"big":9007199254740993'), tool('only')] });
    const { tools, _meta } = await at.list('tools/list');
    expect(tools.map(({ name }) => name)).toEqual(['read_one', 'only']);
    expect(_meta).toEqual({ 'dev.gatewayops/collisions': [{ name: 'read_one', server: 'few', hidden: 'files' }] });
    await at.call('only');
    expect(files.seen.at(-1)!.rpcMethod).toBe('tools/call');
    await at.call('read_one');
    expect(few.seen.at(-1)!.rpcMethod).toBe('tools/call');
    expect(errorOf(await at.call('nothing')).message).toBe('Unknown tool: nothing');
  });
});
