import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readUntil } from '../../front/client.fixture.js';
import { KEY, serverAt, startGateway, until, type Gateway } from '../../front/front.fixture.js';
import { scriptedServer, type Scripted } from '../../front/scripted-server.fixture.js';

let upstream: Scripted;
let gateway: Gateway;
let session: string;

const HEADERS = {
  authorization: `Bearer ${KEY}`,
  accept: 'application/json, text/event-stream',
  'content-type': 'application/json',
};
const rpc = (id: number, method: string, params: string) =>
  `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}}`;
const post = (body: string, more: Record<string, string> = {}) =>
  fetch(`${gateway.url}/v1/mcp`, { method: 'POST', headers: { ...HEADERS, ...more }, body });
const inSession = (body: string) => post(body, { 'mcp-session-id': session });

beforeEach(async () => {
  upstream = await scriptedServer('modern');
  gateway = await startGateway([serverAt('files', upstream.url)]);
  const params =
    '{"protocolVersion":"2025-11-25","capabilities":{"elicitation":{}},"clientInfo":{"name":"c","version":"1"}}';
  const opened = await post(rpc(1, 'initialize', params));
  session = opened.headers.get('mcp-session-id')!;
  await opened.text();
});
afterEach(async () => {
  await gateway.close();
  await upstream.close();
});

describe('a legacy session over several servers of which one is of 2026-07-28', () => {
  it('asks the client what that server wants to know', async () => {
    const asking =
      '{"resultType":"input_required","inputRequests":{"who":{"method":"elicitation/create","params":{}}}}';
    upstream.answer = ({ body }) => ({ result: body.includes('inputResponses') ? '{"content":[]}' : asking });
    const answer = await inSession(rpc(2, 'tools/call', '{"name":"files_t"}'));
    const asked = await readUntil(answer, /"id":("gwo[^"]+"),"method":"elicitation\/create"/);
    expect((await inSession(`{"jsonrpc":"2.0","id":${asked[1]},"result":{"action":"decline"}}`)).status).toBe(202);
    await readUntil(answer, /"id":2,"result":\{"content":\[\]\}/);
    expect(upstream.seen.at(-1)!.body).toContain('"inputResponses":{"who":{"action":"decline"}}');
    expect(upstream.seen.at(-1)!.body).toContain('"name":"t"');
  });

  it('hears of a resource that it subscribed to, under the name that it knows', async () => {
    await (await inSession(rpc(3, 'resources/subscribe', '{"uri":"file:///a#files_"}'))).text();
    upstream.answer = ({ rpcMethod, body }, response) => {
      if (rpcMethod !== 'subscriptions/listen') return { result: '{}' };
      const id = /"id":(\d+)/.exec(body)![1]!;
      const meta = `"_meta":{"io.modelcontextprotocol/subscriptionId":${id}}`;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(
        `data: {"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"file:///a",${meta}}}\n\n`,
      );
      return undefined;
    };
    const client = new AbortController();
    const headers = { ...HEADERS, accept: 'text/event-stream', 'mcp-session-id': session };
    const stream = await fetch(`${gateway.url}/v1/mcp`, { headers, signal: client.signal });
    expect(stream.status).toBe(200);
    await readUntil(stream, /"method":"notifications\/resources\/updated","params":\{"uri":"file:\/\/\/a#files_"/);
    const listened = upstream.seen.find(({ rpcMethod }) => rpcMethod === 'subscriptions/listen')!;
    expect(listened.body).toContain('"resourceSubscriptions":["file:///a"]');
    client.abort();
    await until(() => gateway.ended.length > 0);
  });
});
