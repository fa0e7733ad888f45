import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KEY, PRINCIPAL, serverAt, startGateway, until, type Gateway } from '../front/front.fixture.js';
import { idIn, scriptedServer, type Scripted, type SeenRequest } from '../front/scripted-server.fixture.js';

let upstream: Scripted;
let gateway: Gateway;

beforeEach(async () => {
  upstream = await scriptedServer('legacy');
  gateway = await startGateway([serverAt('files', upstream.url), serverAt('few', upstream.url)], 'strict');
});
afterEach(async () => {
  await gateway.close();
  await upstream.close();
});

const rpc = (method: string, params = '{}') => `{"jsonrpc":"2.0","id":7,"method":"${method}","params":${params}}`;

function send(server: string, init: { method?: string; body?: string; session?: string; signal?: AbortSignal }): Promise<Response> {
  const headers = new Headers({ authorization: `Bearer ${KEY}`, accept: 'application/json, text/event-stream' });
  if (init.body !== undefined) headers.set('content-type', 'application/json');
  if (init.session !== undefined) headers.set('mcp-session-id', init.session);
  const { method = 'POST', body = null, signal = null } = init;
  return fetch(`${gateway.url}/v1/mcp/${server}`, { method, headers, body, signal });
} // prettier-ignore

const INITIALIZE = rpc(
  'initialize',
  '{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}',
);

async function openSession(server: string): Promise<string> {
  const opened = await send(server, { body: INITIALIZE });
  await opened.text();
  return opened.headers.get('mcp-session-id')!;
}

const events = (response: ServerResponse, ...messages: string[]): undefined => {
  response.writeHead(200, { 'content-type': 'Text/Event-Stream' });
  for (const message of messages) response.write(`event: message\ndata: ${message}\n\n`);
};
const resultTo = ({ body }: SeenRequest, result: string) => `{"jsonrpc":"2.0","id":${idIn(body)},"result":${result}}`;
const TOOLS = '{"tools":[{"name":"read_a","n":9007199254740993},{"name":"drop_b"}],"nextCursor":"x"}';
const ALLOWED = '{"tools":[{"name":"read_a","n":9007199254740993}],"nextCursor":"x"}';

describe('a session with a server of the older revisions', () => {
  it('is sealed, and its requests go to the session behind it byte for byte', async () => {
    const session = await openSession('files');
    expect(session).not.toContain('upstream-session');
    upstream.answer = () => ({ result: '{"content":[],"n":9007199254740993}' });
    const answer = await send('files', { session, body: rpc('tools/call', '{"name":"t","arguments":{"n":1e400}}') });
    expect(await answer.text()).toBe('{"jsonrpc":"2.0","id":7,"result":{"content":[],"n":9007199254740993}}');
    const { headers, body } = upstream.seen.at(-1)!;
    expect(headers['mcp-session-id']).toBe('upstream-session');
    expect(headers['authorization']).toBeUndefined();
    expect(body).toContain('"arguments":{"n":1e400}');
  });

  it('is not continued by another key, nor with another server', async () => {
    const session = await openSession('files');
    expect((await send('few', { session, body: rpc('tools/list') })).status).toBe(404);
    const other = { ...PRINCIPAL, keyId: '7c9e6679-7425-40de-944b-e07fc1f90ae7' };
    gateway.authenticate = () => ({ valid: true, principal: other, generation: 1 });
    expect((await send('files', { session, body: rpc('tools/list') })).status).toBe(404);
    expect(upstream.seen).toEqual([]);
  });

  it.each([301, 401, 403, 429, 500, 503])('hears of HTTP %d as a failure of its server, not as one of its own', async (status) => {
    const session = await openSession('files');
    upstream.answer = (_seen, response) => {
      response.writeHead(status, { 'www-authenticate': 'Bearer', location: '/x' }).end('private words');
      return undefined;
    };
    const answer = await send('files', { session, body: rpc('tools/call', '{"name":"t"}') });
    const text = await answer.text();
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([200, null]);
    expect(JSON.parse(text)).toMatchObject({ id: 7, error: { data: { code: 'upstream_error' } } });
    expect(text).not.toContain('private');
    await until(() => gateway.publisher.held === 0);
    expect(gateway.ended.at(-1)!.record).toMatchObject({ outcome: { errorCode: 'upstream_error' }, costMicroUsd: 0 });
  }); // prettier-ignore

  it('hears that its server forgot it', async () => {
    const session = await openSession('files');
    upstream.answer = (_seen, response) => void response.writeHead(404).end();
    expect((await send('files', { session, body: rpc('tools/list') })).status).toBe(404);
  });
});

describe('a list that a key may see only a part of', () => {
  const listTools = async () => {
    const answer = await send('few', { session: await openSession('few'), body: rpc('tools/list') });
    return { status: answer.status, text: await answer.text() };
  };

  it('holds what it may see, every byte as it came', async () => {
    upstream.answer = () => ({ result: TOOLS });
    expect((await listTools()).text).toBe(`{"jsonrpc":"2.0","id":7,"result":${ALLOWED}}`);
  });

  it('is taken out of a stream that stays open', async () => {
    upstream.answer = (seen, response) =>
      events(response, '{"jsonrpc":"2.0","method":"notifications/x"}', resultTo(seen, TOOLS));
    expect((await listTools()).text).toBe(`{"jsonrpc":"2.0","id":7,"result":${ALLOWED}}`);
  });

  it('passes on an error as it is', async () => {
    upstream.answer = () => ({ error: '{"code":-1,"message":"no"}' });
    expect((await listTools()).text).toBe('{"jsonrpc":"2.0","id":7,"error":{"code":-1,"message":"no"}}');
  });

  it.each<[string, string]>([
    ['a batch', `[{"jsonrpc":"2.0","id":7,"result":${TOOLS}}]`],
    ['no JSON', TOOLS.slice(1)],
    ['two lists', `{"jsonrpc":"2.0","id":7,"result":{"tools":[],"tools":[{"name":"drop_b"}]}}`],
    ['no list', '{"jsonrpc":"2.0","id":7,"result":{"tools":{"name":"drop_b"}}}'],
  ])('is refused where it is %s: what cannot be filtered is not shown', async (_what, body) => {
    upstream.answer = (_seen, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
      return undefined;
    };
    const { text } = await listTools();
    expect(JSON.parse(text)).toMatchObject({ id: 7, error: { data: { code: 'upstream_error' } } });
    expect(text).not.toContain('drop_b');
  });
});

describe('the stream of a session', () => {
  it('passes events on, holds no room for a record, and ends with its client', async () => {
    const session = await openSession('files');
    let told = false;
    upstream.answer = (_seen, response) => {
      response.on('close', () => (told = true));
      return events(response, '{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}');
    };
    const client = new AbortController();
    const stream = await send('files', { method: 'GET', session, signal: client.signal });
    const { value } = await stream.body!.getReader().read();
    expect(Buffer.from(value!).toString()).toContain('list_changed');
    expect(gateway.publisher.held).toBe(0);
    client.abort();
    await until(() => told);
  });

  it('without a session is the server’s to refuse: one without sessions says that it has no stream', async () => {
    upstream.answer = (_seen, response) => void response.writeHead(405, { allow: 'POST' }).end();
    const answer = await send('files', { method: 'GET' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });
});
