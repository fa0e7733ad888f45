import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { META, modern, rpc, rpcErrorOf, send as sendTo, sendBy } from './client.fixture.js';
import { serverAt, startGateway, type Gateway } from './front.fixture.js';
import { scriptedServer, type Scripted } from './scripted-server.fixture.js';

describe.each(['wire', 'library'] as const)('read by the %s:', (way) => {
  beforeEach(() => sendBy(way));

  let upstream: Scripted;
  let legacy: Scripted;
  let gateway: Gateway;

  beforeAll(async () => {
    upstream = await scriptedServer('modern');
    legacy = await scriptedServer('legacy');
    gateway = await startGateway([serverAt('files', upstream.url), serverAt('few', legacy.url)]);
  });
  afterAll(async () => {
    await gateway.close();
    await upstream.close();
    await legacy.close();
  });
  beforeEach(() => {
    upstream.answer = () => ({ result: '{"content":[]}' });
    upstream.seen.length = 0;
    gateway.ended.length = 0;
    gateway.defects.length = 0;
  });

  const send = (method: string, path: string, body: string | null, headers: Record<string, string> = {}) =>
    sendTo(gateway.url, method, path, body, headers);
  const mcp = (body: string, headers = {}, server = 'files') => send('POST', `/v1/mcp/${server}`, body, headers);

  describe('an MCP call', () => {
    it('gets its own id back, byte for byte, with the result as it came', async () => {
      const result = '{"content":[],"n":9007199254740993}';
      upstream.answer = () => ({ result });
      for (const id of ['"a\\u0041"', '9007199254740993', '0', '-1', '1e2']) {
        const answered = await mcp(
          rpc('tools/call', `{"name":"t","arguments":{},${META}}`, id),
          modern('tools/call', 't'),
        );
        expect(answered.text).toBe(`{"jsonrpc":"2.0","id":${id},"result":${result}}`);
      }
    });

    it.each<[string, string, Record<string, string>, number, number]>([
    ['no JSON', '{"jsonrpc"', {}, 400, -32_700],
    ['an empty body', '', {}, 400, -32_700],
    ['a batch, of a revision that has none', `[${rpc('ping', '{}')}]`, { 'mcp-protocol-version': '2025-06-18' }, 400, -32_600],
    ['an id of null', rpc('ping', '{}', 'null'), {}, 400, -32_600],
    ['an object as its id', rpc('ping', '{}', '{}'), {}, 400, -32_600],
    ['no name', rpc('tools/call', '{}'), {}, 400, -32_602],
    ['a name twice', rpc('tools/call', '{"name":"a","n\\u0061me":"b"}'), {}, 400, -32_602],
    ['params in an array', rpc('tools/call', '["a"]'), {}, 400, -32_602],
    ['an unknown revision', rpc('tools/list', '{}'), { 'mcp-protocol-version': '1999-01-01' }, 400, -32_600],
    ['another revision in its body', rpc('tools/list', `{${META}}`), { ...modern('tools/list'), 'mcp-protocol-version': '2025-11-25' }, 400, -32_020],
    ['another method in its header', rpc('tools/list', `{${META}}`), modern('tools/call'), 400, -32_020],
    ['another name in its header', rpc('tools/call', `{"name":"a",${META}}`), modern('tools/call', 'b'), 400, -32_020],
    ['no capabilities', rpc('tools/list', '{}'), modern('tools/list'), 400, -32_602],
    ['a method that its revision took away', rpc('ping', `{${META}}`), modern('ping'), 404, -32_601],
    ['a session that we did not seal', rpc('tools/list', '{}'), { 'mcp-session-id': 'made-up' }, 404, -32_600],
    ['a request without an id', '{"jsonrpc":"2.0","method":"tools/call","params":{"name":"t"}}', {}, 400, -32_600],
  ])('with %s is refused under its own id where it has one', async (_what, body, headers, status, code) => {
    const answered = await mcp(body, headers);
    const { id, error } = rpcErrorOf(answered.text);
    expect([answered.status, error.code]).toEqual([status, code]);
    expect(error.data.request_id).toBe(answered.headers['x-request-id']);
    expect(id).toBe(body.includes('"id":1,') && !body.startsWith('[') ? 1 : null);
    expect(upstream.seen).toEqual([]);
    expect(gateway.defects).toEqual([]);
  }); // prettier-ignore

    it('is told in band what its server does not do, and by HTTP what the protocol says', async () => {
    upstream.answer = () => ({ error: '{"code":-32601,"message":"no"}' });
    expect((await mcp(rpc('x/y', `{${META}}`), modern('x/y'))).status).toBe(404);
    upstream.answer = () => ({ error: '{"code":-32002,"message":"no","data":{"uri":"a:b"}}' });
    const answered = await mcp(rpc('resources/read', `{"uri":"a:b",${META}}`), modern('resources/read', 'a:b'));
    expect(answered.status).toBe(200);
    expect(JSON.parse(answered.text)).toEqual({ jsonrpc: '2.0', id: 1, error: { code: -32_602, message: 'no', data: { uri: 'a:b' } } });
  }); // prettier-ignore

    it.each(['PUT', 'PATCH'])('by %s is 405 with the methods', async (method) => {
      const answered = await send(method, '/v1/mcp/files', '{}');
      expect(answered.status).toBe(405);
      expect(answered.headers['allow']).toBe('POST, GET, DELETE');
    });

    it('by GET is 405 for the revision that has none, and 400 without its session', async () => {
      const asked = await send('GET', '/v1/mcp/files', null, { 'mcp-protocol-version': '2026-07-28' });
      expect([asked.status, asked.headers['allow']]).toEqual([405, 'POST']);
      expect((await send('GET', '/v1/mcp/files', null)).status).toBe(400);
    });

    it('is traced under the name that its client calls itself, where the key has none', async () => {
      const info = '"io.modelcontextprotocol/clientInfo":{"name":"claude","version":"1"}';
      await mcp(rpc('tools/list', `{${META.replace('{', `{${info},`)}}`), modern('tools/list'));
      const body = rpc(
        'initialize',
        '{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"cursor"}}',
      );
      const opened = await mcp(body);
      await mcp(rpc('tools/list', '{}'), { 'mcp-session-id': String(opened.headers['mcp-session-id']) });
      expect(gateway.ended.map(({ record }) => record!.agentName)).toEqual(['claude', 'cursor', 'cursor']);
    });

    it('that is forbidden is 403 in JSON-RPC', async () => {
      const answered = await mcp(rpc('tools/call', '{"name":"drop"}'), {}, 'few');
      expect(answered.status).toBe(403);
      expect(rpcErrorOf(answered.text)).toMatchObject({ id: 1, error: { data: { code: 'forbidden' } } });
    });
  });
});
