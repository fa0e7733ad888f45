import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readUntil } from '../../../front/client.fixture.js';
import { KEY, serverAt, startGateway, until, type Gateway } from '../../../front/front.fixture.js';
import { scriptedServer, type Scripted } from '../../../front/scripted-server.fixture.js';

let upstream: Scripted;
let gateway: Gateway;
let session: string;

const CAPABILITIES = '{"sampling":{"x":9007199254740993}}';
const HEADERS = {
  authorization: `Bearer ${KEY}`,
  accept: 'application/json, text/event-stream',
  'content-type': 'application/json',
};

const post = (body: string, more: Record<string, string> = {}) =>
  fetch(`${gateway.url}/v1/mcp/files`, { method: 'POST', headers: { ...HEADERS, ...more }, body });
const inSession = (body: string) => post(body, { 'mcp-session-id': session });
const rpc = (id: number, method: string, params: string) =>
  `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}}`;

beforeEach(async () => {
  upstream = await scriptedServer('modern');
  gateway = await startGateway([serverAt('files', upstream.url)]);
  const params = `{"protocolVersion":"2025-11-25","capabilities":${CAPABILITIES},"clientInfo":{"name":"c","version":"1"}}`;
  const opened = await post(rpc(1, 'initialize', params));
  session = opened.headers.get('mcp-session-id')!;
  await opened.text();
});
afterEach(async () => {
  await gateway.close();
  await upstream.close();
});

const ASKING = '{"resultType":"input_required","inputRequests":{"who":{"method":"elicitation/create","params":{"message":"Who?","n":1e400}}},"requestState":"s-1"}'; // prettier-ignore

describe('a client of an older revision and a server of 2026-07-28', () => {
  it('speak as if alone: the server hears with each call what the client said once', async () => {
    await (await inSession(rpc(2, 'tools/list', '{}'))).text();
    expect(upstream.seen.at(-1)!.body).toContain(`"io.modelcontextprotocol/clientCapabilities":${CAPABILITIES}`);
    expect(upstream.seen.at(-1)!.body).toContain('"io.modelcontextprotocol/clientInfo":{"name":"c","version":"1"}');
  });

  it('turn a result that asks into a request on the stream of the call, and the answer into a retry', async () => {
    upstream.answer = ({ body }) =>
      body.includes('inputResponses') ? { result: '{"resultType":"complete","content":[]}' } : { result: ASKING };
    const answer = await inSession(rpc(3, 'tools/call', '{"name":"t","arguments":{"a":1}}'));
    const asked = await readUntil(answer, /"id":("gwo[^"]+"),"method":"elicitation\/create","params":(\{.*?\})\}/);
    expect(asked[2]).toBe('{"message":"Who?","n":1e400}');
    const told = await inSession(`{"jsonrpc":"2.0","id":${asked[1]},"result":{"action":"accept","content":{"n":9007199254740993}}}`);
    expect(told.status).toBe(202);
    await readUntil(answer, /"id":3,"result":\{"content":\[\]\}/);
    const retry = upstream.seen.at(-1)!.body;
    expect(retry).toContain('"inputResponses":{"who":{"action":"accept","content":{"n":9007199254740993}}}');
    expect(retry).toContain('"requestState":"s-1"');
    expect(retry).toContain('"arguments":{"a":1}');
  }); // prettier-ignore

  it('count what the client cannot answer as cancelled', async () => {
    upstream.answer = ({ body }) =>
      body.includes('inputResponses') ? { result: '{"resultType":"complete"}' } : { result: ASKING };
    const answer = await inSession(rpc(3, 'tools/call', '{"name":"t"}'));
    const asked = await readUntil(answer, /"id":("gwo[^"]+")/);
    await inSession(`{"jsonrpc":"2.0","id":${asked[1]},"error":{"code":-1,"message":"no"}}`);
    await readUntil(answer, /"id":3,"result"/);
    expect(upstream.seen.at(-1)!.body).toContain('"inputResponses":{"who":{"action":"cancel"}}');
  });

  it('give up on a client that does not answer', async () => {
    upstream.answer = () => ({ result: ASKING });
    const answer = await inSession(rpc(3, 'tools/call', '{"name":"t"}'));
    expect(await answer.text()).toContain('did not answer');
  });

  it('end a call that the client cancels, and no call whose client is only gone', async () => {
    let closed = 0;
    upstream.answer = (_seen, response) => {
      response.on('close', () => closed++);
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      return undefined;
    };
    const client = new AbortController();
    const headers = { ...HEADERS, 'mcp-session-id': session };
    const body = rpc(8, 'tools/call', '{"name":"t"}');
    const gone = fetch(`${gateway.url}/v1/mcp/files`, { method: 'POST', headers, body, signal: client.signal });
    await until(() => upstream.seen.length === 1);
    client.abort();
    await expect(gone).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(closed).toBe(0);
    await inSession('{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":8}}');
    await until(() => closed === 1);
  });

  it('tell the server the level of the log that the client set for its session', async () => {
    expect((await inSession(rpc(4, 'logging/setLevel', '{"level":"loud"}'))).status).toBe(200);
    await (await inSession(rpc(5, 'logging/setLevel', '{"level":"warning"}'))).text();
    await (await inSession(rpc(6, 'tools/call', '{"name":"t"}'))).text();
    expect(upstream.seen.at(-1)!.body).toContain('"io.modelcontextprotocol/logLevel":"warning"');
  });

  it('pass on what changes on the stream of the session, without what only a subscription knows', async () => {
    await (await inSession(rpc(7, 'resources/subscribe', '{"uri":"file:///a"}'))).text();
    upstream.answer = ({ rpcMethod, body }, response) => {
      if (rpcMethod !== 'subscriptions/listen') return { result: '{}' };
      const id = /"id":(\d+)/.exec(body)![1]!;
      const meta = `"_meta":{"io.modelcontextprotocol/subscriptionId":${id}}`;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const what of ['subscriptions/acknowledged', 'tools/list_changed']) {
        response.write(`data: {"jsonrpc":"2.0","method":"notifications/${what}","params":{${meta}}}\n\n`);
      }
      return undefined;
    };
    const client = new AbortController();
    const headers = { ...HEADERS, accept: 'text/event-stream', 'mcp-session-id': session };
    const stream = await fetch(`${gateway.url}/v1/mcp/files`, { headers, signal: client.signal });
    await readUntil(stream, /"method":"notifications\/tools\/list_changed","params":\{"_meta":\{\}\}/);
    const listened = upstream.seen.find(({ rpcMethod }) => rpcMethod === 'subscriptions/listen')!;
    expect(listened.body).toContain('"resourceSubscriptions":["file:///a"]');
    client.abort();
    await until(() => gateway.ended.length > 0);
  });
});
