import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rpc } from '../client.fixture.js';
import { KEY, PRICE_MICRO_USD, PRINCIPAL, REFUSED, serverAt, startGateway, STREAMS_PER_KEY_MAX, until, type Gateway } from '../front.fixture.js'; // prettier-ignore
import { idIn, scriptedServer, type Scripted } from '../scripted-server.fixture.js';
import { SseClient } from './sse-client.fixture.js';

let legacy: Scripted;
let modern: Scripted;
let gateway: Gateway;
let clients: SseClient[];

beforeEach(async () => {
  legacy = await scriptedServer('legacy');
  modern = await scriptedServer('modern');
  gateway = await startGateway([serverAt('files', legacy.url), serverAt('files-new', modern.url)]);
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.close();
  await gateway.close();
  await legacy.close();
  await modern.close();
  if (gateway.defects.length > 0) throw new AggregateError(gateway.defects);
});

async function open(server = 'files'): Promise<SseClient> {
  const client = await SseClient.open(gateway.url, `/v1/mcp/${server}/sse`);
  clients.push(client);
  return client;
}

const INITIALIZE = rpc('initialize', '{"protocolVersion":"2024-11-05","capabilities":{},"clientInfo":{"name":"old"}}', '0'); // prettier-ignore
const INITIALIZED = '{"jsonrpc":"2.0","method":"notifications/initialized"}';

async function openSession(server = 'files'): Promise<SseClient> {
  const client = await open(server);
  expect((await client.post(INITIALIZE)).status).toBe(202);
  expect(await client.answerTo(0)).toMatchObject({ result: { serverInfo: { name: expect.any(String) } } });
  return client;
}

const events = (response: ServerResponse, ...messages: string[]): undefined => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const message of messages) response.write(`event: message\ndata: ${message}\n\n`);
};

describe('a stream of HTTP+SSE', () => {
  it.each(['files', 'files-new'])('names where to post first; answers of %s come on it', async (server) => {
    const client = await openSession(server);
    expect(client.address).toMatch(new RegExp(`^/v1/mcp/${server}/sse\\?sessionId=[A-Za-z0-9_-]{100,}$`));
    const upstream = server === 'files' ? legacy : modern;
    upstream.answer = () => ({ result: '{"content":[{"type":"text","text":"a\\n b"}]}' });
    const taken = await client.post(rpc('tools/call', '{"name":"t","arguments":{}}', '1'));
    expect([taken.status, await taken.text()]).toEqual([202, '']);
    expect(await client.answerTo(1)).toMatchObject({ result: { content: [{ text: 'a\n b' }] } });
  });

  it('stands for all servers as one, too', async () => {
    legacy.answer = () => ({ result: '{"tools":[{"name":"old","inputSchema":{"type":"object"}}]}' });
    modern.answer = () => ({ result: '{"resultType":"complete","tools":[{"name":"new","inputSchema":{"type":"object"}}],"ttlMs":0,"cacheScope":"private"}' });
    const client = await SseClient.open(gateway.url, '/v1/mcp/sse');
    clients.push(client);
    expect(client.address).toMatch(/^\/v1\/mcp\/sse\?sessionId=/);
    await client.post(INITIALIZE);
    await client.answerTo(0);
    await client.post(rpc('tools/list', '{}', '1'));
    const { result } = (await client.answerTo(1)) as { result: { tools: { name: string }[] } };
    expect(result.tools.map(({ name }) => name).toSorted()).toEqual([expect.stringMatching(/new$/), expect.stringMatching(/old$/)]);
    expect((await client.post(rpc('ping', '{}', '2'), { address: client.address.replace('/v1/mcp/', '/v1/mcp/files/') })).status).toBe(404);
  }); // prettier-ignore

  it('has each message counted and priced as a call of its own', async () => {
    const client = await openSession();
    await client.post(rpc('tools/call', '{"name":"t","arguments":{}}', '1'));
    await client.answerTo(1);
    await until(() => gateway.ended.length >= 4);
    const calls = gateway.ended.filter(({ record }) => record !== null);
    expect(calls.map(({ record }) => [record!.operation, record!.costMicroUsd])).toEqual([
      ['initialize', 0],
      ['tools/call', PRICE_MICRO_USD],
    ]);
    expect(calls[1]!.record).toMatchObject({ toolName: 't', agentName: 'old', outcome: { status: 'success' } });
  });

  it('holds what a server says during a call, and beside it', async () => {
    legacy.answer = ({ httpMethod, body }, response) => {
      if (httpMethod === 'GET') return events(response, '{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}');
      if (!body.includes('"method"')) return void response.writeHead(202).end();
      const progress = '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"p","progress":1}}';
      const question = '{"jsonrpc":"2.0","id":"s1","method":"sampling/createMessage","params":{}}';
      return events(response, progress, question, `{"jsonrpc":"2.0","id":${idIn(body)},"result":{"done":true}}`);
    }; // prettier-ignore
    const client = await openSession();
    await client.post(INITIALIZED);
    await until(() => client.messages.some(({ method }) => method === 'notifications/tools/list_changed'));
    await client.post(rpc('tools/call', '{"name":"t"}', '1'));
    expect(await client.answerTo(1)).toMatchObject({ result: { done: true } });
    expect(client.messages.map(({ method }) => method).filter(Boolean)).toEqual([
      'notifications/tools/list_changed',
      'notifications/progress',
      'sampling/createMessage',
    ]);
    await client.post('{"jsonrpc":"2.0","id":"s1","result":{"ok":1}}');
    await until(() => legacy.seen.some(({ body }) => body.includes('"s1"')));
    expect(legacy.seen.every(({ headers }) => headers['mcp-session-id'] === 'upstream-session')).toBe(true);
  });

  it('ends its session with itself', async () => {
    const client = await openSession();
    client.close();
    await until(() => legacy.seen.some(({ httpMethod }) => httpMethod === 'DELETE'));
    expect((await client.post(rpc('tools/list', '{}', '1'))).status).toBe(404);
  });

  it('ends where its server forgot the session, once the call was told', async () => {
    const client = await openSession();
    legacy.answer = (_seen, response) => void response.writeHead(404).end();
    await client.post(rpc('tools/list', '{}', '1'));
    expect(await client.answerTo(1)).toMatchObject({ error: { code: expect.any(Number) } });
    await until(() => client.ended);
  });

  it('tells each call one answer, also where its server breaks off or fails', async () => {
    const client = await openSession();
    legacy.answer = (_seen, response) => {
      events(response, '{"jsonrpc":"2.0","method":"notifications/x"}');
      setTimeout(() => response.destroy(), 50);
    };
    await client.post(rpc('tools/call', '{"name":"t"}', '1'));
    expect(await client.answerTo(1)).toMatchObject({ error: { data: { code: 'upstream_error' } } });
    legacy.answer = (_seen, response) => void response.writeHead(500).end('private');
    await client.post(rpc('tools/call', '{"name":"t"}', '2'));
    expect(await client.answerTo(2)).toMatchObject({ error: { data: { code: 'upstream_error' } } });
    expect((await client.post(rpc('tools/call', '{"name":""}', '3'))).status).toBe(202);
    expect(await client.answerTo(3)).toMatchObject({ error: { code: -32_602 } });
  });

  it('stops what is cancelled where the gateway is the session’s other end', async () => {
    const client = await openSession('files-new');
    let closed = false;
    modern.answer = (_seen, response) => void response.on('close', () => (closed = true));
    await client.post(rpc('tools/call', '{"name":"t","arguments":{}}', '1'));
    await until(() => modern.seen.length === 1);
    await client.post('{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}');
    await until(() => closed);
    expect(client.messages).toHaveLength(1);
  });
});

describe('a message to a stream', () => {
  it('is refused by HTTP where it is none', async () => {
    const client = await open();
    expect((await client.post('{"jsonrpc"')).status).toBe(400);
    expect((await client.post(`[${INITIALIZE}]`)).status).toBe(400);
    const typed = await fetch(`${gateway.url}${client.address}`, { method: 'POST', headers: { authorization: `Bearer ${KEY}`, 'content-type': 'text/plain' }, body: '{}' }); // prettier-ignore
    expect(typed.status).toBe(415);
    expect((await client.post(`{"x":"${'a'.repeat(70_000)}"}`)).status).toBe(413);
    expect(client.messages).toEqual([]);
  });

  it('is refused by HTTP over the limit, and takes one token only', async () => {
    const client = await open();
    gateway.admit = () => REFUSED;
    const refused = await client.post(INITIALIZE);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3']);
    let taken = 0;
    const admitted = gateway.admit;
    gateway.admit = () => (taken++ === 0 ? Object.assign(Object.create(admitted()), { admitted: true }) : REFUSED);
    await client.post(INITIALIZE);
    expect(await client.answerTo(0)).toHaveProperty('result');
  });

  it.each<[string, (client: SseClient) => Promise<Response>, number]>([
    ['another key', (client) => client.post(INITIALIZE, { key: OTHER_KEY }), 404],
    ['no key', (client) => client.post(INITIALIZE, { key: 'x' }), 401],
    ['an id of its own making', (client) => client.post(INITIALIZE, { address: '/v1/mcp/files/sse?sessionId=abc' }), 404],
    ['the address of another server', (client) => client.post(INITIALIZE, { address: client.address.replace('files', 'files-new') }), 404],
    ['no id', (client) => client.post(INITIALIZE, { address: '/v1/mcp/files/sse' }), 405],
    ['a server that is not there', (client) => client.post(INITIALIZE, { address: client.address.replace('files', 'nope') }), 404],
  ])('with %s does not reach it', async (_what, post, status) => {
    const other = { ...PRINCIPAL, keyId: randomUUID() };
    const known = gateway.authenticate;
    gateway.authenticate = (key) => (key === OTHER_KEY ? { valid: true, principal: other, generation: 1 } : known(key));
    const client = await open();
    expect((await post(client)).status).toBe(status);
    expect((await client.post(INITIALIZE)).status).toBe(202);
    await client.answerTo(0);
    expect(client.messages).toHaveLength(1);
  }); // prettier-ignore
});

const OTHER_KEY = `gwo_test_${'b'.repeat(43)}`;

describe('the streams of a key', () => {
  it('are limited, by a message that says how many', async () => {
    for (let n = 0; n < STREAMS_PER_KEY_MAX; n++) await open();
    await expect(open()).rejects.toMatchObject({
      status: 503,
      message: expect.stringContaining('STREAMS_PER_KEY_MAX'),
    });
    clients[0]!.close();
    // The refused one, and the one that was closed.
    await until(() => gateway.ended.length === 2);
    await open();
  });

  it('are refused for a server that is not there, or that the key may not use', async () => {
    await expect(open('nope')).rejects.toMatchObject({ status: 404 });
    gateway.authenticate = () => ({ valid: true, principal: { ...PRINCIPAL, scopes: { mcp: [], permissions: [] } }, generation: 1 }); // prettier-ignore
    await expect(open('files')).rejects.toMatchObject({ status: 403 });
  });
});
