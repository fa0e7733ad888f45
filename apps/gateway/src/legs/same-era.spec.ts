import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { KEY, serverAt, startGateway, until, type Gateway } from '../front/front.fixture.js';
import { idIn, scriptedServer, type Scripted } from '../front/scripted-server.fixture.js';

let upstream: Scripted;
let gateway: Gateway;

beforeEach(async () => {
  upstream = await scriptedServer('both');
  gateway = await startGateway([serverAt('files', upstream.url)]);
});
afterEach(async () => {
  await gateway.close();
  await upstream.close();
});

const VERSION = '"io.modelcontextprotocol/protocolVersion":"2026-07-28"';
const OWN = '"io.modelcontextprotocol/clientCapabilities":{"sampling":{"x":9007199254740993}},"io.modelcontextprotocol/clientInfo":{"name":"claude","version":"1"}'; // prettier-ignore

interface Sent {
  method: string;
  params?: string;
  headers?: Record<string, string>;
  id?: string;
  signal?: AbortSignal;
}

function modern({ method, params = '', headers = {}, id = '7', signal }: Sent): Promise<Response> {
  const body = `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":{"_meta":{${VERSION},${OWN}}${params}}}`;
  const all = {
    authorization: `Bearer ${KEY}`,
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': method,
    ...headers,
  };
  return fetch(`${gateway.url}/v1/mcp/files`, { method: 'POST', body, headers: all, signal: signal ?? null });
}

const CALL = { method: 'tools/call', params: ',"name":"t","arguments":{}', headers: { 'mcp-name': 't' } };

describe('a client and a server of 2026-07-28', () => {
  it('see what the other says of itself, byte for byte', async () => {
    await modern(CALL);
    expect(upstream.seen.at(-1)!.body).toContain(OWN);
    await (await modern({ ...CALL, headers: { 'mcp-name': 't', 'mcp-param-region': 'eu' } })).text();
    expect(upstream.seen.at(-1)!.headers).toMatchObject({ 'mcp-param-region': 'eu', 'mcp-name': 't' });
    expect(upstream.seen.at(-1)!.headers['authorization']).toBeUndefined();
  });

  it.each([
    [-32021, '{"requiredCapabilities":{"elicitation":{}}}'],
    [-32020, '{}'],
    [-32602, '{}'],
  ])('hear of error %d with the status that it came with', async (code, data) => {
    upstream.answer = ({ body }, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(`{"jsonrpc":"2.0","id":${idIn(body)},"error":{"code":${code},"message":"m","data":${data}}}`);
      return undefined;
    };
    const answer = await modern(CALL);
    expect([answer.status, await answer.text()]).toEqual([
      400,
      `{"jsonrpc":"2.0","id":7,"error":{"code":${code},"message":"m","data":${data}}}`,
    ]);
  });

  it('share a subscription, under the id of the client, until one of them leaves', async () => {
    let left = false;
    upstream.answer = ({ body }, response) => {
      const id = idIn(body);
      response.on('close', () => (left = true));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const what of ['subscriptions/acknowledged', 'tools/list_changed']) {
        const meta = `"_meta":{"io.modelcontextprotocol/subscriptionId":${id},"x":1e400}`;
        response.write(`data: {"jsonrpc":"2.0","method":"notifications/${what}","params":{${meta}}}\n\n`);
      }
      return undefined;
    };
    const client = new AbortController();
    const params = ',"notifications":{"toolsListChanged":true}';
    const answer = await modern({ method: 'subscriptions/listen', params, id: '"own"', signal: client.signal });
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const reader = answer.body!.getReader();
    let text = '';
    while (!text.includes('list_changed')) text += Buffer.from((await reader.read()).value!).toString();
    const meta = '"_meta":{"io.modelcontextprotocol/subscriptionId":"own","x":1e400}';
    expect(text.split('\n\n').filter((event) => event.includes(meta))).toHaveLength(2);
    client.abort();
    await until(() => left);
  });
});

describe('a client of the older revisions and a server of both eras', () => {
  it('have a session of their own', async () => {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', accept: 'application/json, text/event-stream' }; // prettier-ignore
    const post = (body: string, more = {}) =>
      fetch(`${gateway.url}/v1/mcp/files`, { method: 'POST', body, headers: { ...headers, ...more } });
    const params = '{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}';
    const opened = await post(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":${params}}`);
    await opened.text();
    const session = opened.headers.get('mcp-session-id')!;
    await post('{"jsonrpc":"2.0","id":2,"method":"tools/list"}', { 'mcp-session-id': session });
    expect(upstream.seen.at(-1)!.headers['mcp-session-id']).toBe('upstream-session');
    expect(upstream.seen.at(-1)!.body).toBe('{"jsonrpc":"2.0","id":2,"method":"tools/list"}');
  });
});

describe('a request that is not meant for the gateway', () => {
  const post = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const url = `${gateway.url}/v1/mcp/files`;
      const all = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers };
      const sent = request(url, { method: 'POST', headers: all }, (answer) => resolve(answer.resume().statusCode));
      sent.on('error', reject).end('{"jsonrpc":"2.0","id":1,"method":"ping"}');
    });

  it('is refused, whatever key it has: one to another name, one of a web page of elsewhere', async () => {
    expect(await post({ host: 'evil.example.com' })).toBe(403);
    expect(await post({ origin: 'http://evil.example.com' })).toBe(403);
    expect(await post({ origin: 'https://app.test' })).not.toBe(403);
    expect(await post({ origin: gateway.url })).not.toBe(403);
  });
});
