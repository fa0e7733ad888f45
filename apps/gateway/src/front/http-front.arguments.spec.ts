import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { META, modern, rpc, rpcErrorOf, send as sendTo } from './client.fixture.js';
import { KEY, serverAt, startGateway, until, type Gateway } from './front.fixture.js';
import { scriptedServer, type Scripted, type ScriptedAnswer, type SeenRequest } from './scripted-server.fixture.js';

const SCHEMA =
  '{"type":"object","properties":{"path":{"type":"string"},"lines":{"type":"array","items":{"type":"integer"}}},"required":["path"],"additionalProperties":false}';
const TOOLS = `{"tools":[{"name":"read_it","inputSchema":${SCHEMA}},{"name":"odd","inputSchema":{"type":"nonsense"}},{"name":"any"}],"ttlMs":60000,"cacheScope":"private"}`; // prettier-ignore

describe('arguments of a server whose entry says that they are checked', () => {
  let current: Scripted;
  let legacy: Scripted;
  let gateway: Gateway;
  let tools: string;

  const answer = (seen: SeenRequest): ScriptedAnswer =>
    seen.rpcMethod === 'tools/list' ? { result: tools } : { result: '{"content":[]}' };

  beforeAll(async () => {
    current = await scriptedServer('modern');
    legacy = await scriptedServer('legacy');
  });
  beforeEach(async () => {
    // A gateway each, so that none knows what another's server listed.
    await gateway?.close();
    gateway = await startGateway([
      serverAt('files', current.url, { checkArguments: true }),
      serverAt('files-legacy', legacy.url, { checkArguments: true }),
      serverAt('files-lax', current.url),
    ]);
    tools = TOOLS;
    for (const server of [current, legacy]) {
      server.answer = answer;
      server.seen.length = 0;
    }
  });
  afterAll(async () => {
    await gateway.close();
    await current.close();
    await legacy.close();
  });

  const send = (path: string, body: string, headers: Record<string, string> = {}) =>
    sendTo(gateway.url, 'POST', `/v1/mcp/${path}`, body, headers);
  const rest = (tool: string, args: string, server = 'files') =>
    send(`${server}/tools/call`, `{"tool":"${tool}","arguments":${args}}`);
  const mcp = (tool: string, args: string) =>
    send('files', rpc('tools/call', `{"name":"${tool}","arguments":${args},${META}}`, '7'), modern('tools/call', tool));
  const methods = (server: Scripted) => server.seen.map(({ rpcMethod }) => rpcMethod);
  const errorOf = (text: string) => (JSON.parse(text) as { error: object }).error;

  it('reach it as they came where they fit, after one look at its list', async () => {
    const args = '{ "path":"a","lines":[9007199254740993, 1.0] }';
    for (let i = 0; i < 2; i++) expect((await rest('read_it', args)).status).toBe(200);
    expect((await mcp('read_it', args)).status).toBe(200);
    // One list for REST, and one for a client that says what it can do.
    expect(methods(current)).toEqual(['tools/list', 'tools/call', 'tools/call', 'tools/list', 'tools/call']);
    expect(current.seen.at(-1)!.body).toContain(`"arguments":${args}`);
  });

  it('that do not fit are 400 on REST, with each path, and neither sent nor priced', async () => {
    const answered = await rest('read_it', '{"path":4111111111111111,"lines":[1,"b"]}');
    expect(answered.status).toBe(400);
    const message = 'must be string (type)';
    expect(errorOf(answered.text)).toMatchObject({
      code: 'validation_error',
      details: [{ field: 'arguments.path', message }],
    });
    expect(answered.text).not.toContain('4111');
    expect(methods(current)).toEqual(['tools/list']);
    expect(gateway.publisher.events.map(({ kind }) => kind)).toEqual(['trace']);
    expect(gateway.ended.at(-1)!.record).toMatchObject({ outcome: { errorCode: 'validation_error' }, attempts: [] });
    expect(errorOf((await rest('read_it', '{"path":"a","lines":[1,"b"]}')).text)).toMatchObject({
      details: [{ field: 'arguments.lines.1' }],
    });
  });

  it('that do not fit are told to a model as a result, so that it can mend them', async () => {
    const answered = await mcp('read_it', '{}');
    expect(answered.status).toBe(200);
    expect(JSON.parse(answered.text)).toEqual({
      jsonrpc: '2.0',
      id: 7,
      result: {
        resultType: 'complete',
        isError: true,
        content: [{ type: 'text', text: expect.stringMatching(/`read_it`: .*required property 'path'/) }],
      },
    });
    expect(methods(current)).toEqual(['tools/list']);
  });

  it.each([
    ['2025-11-25', { result: { isError: true, content: [{ type: 'text' }] } }],
    ['2025-06-18', { error: { code: -32_602, data: { code: 'validation_error', request_id: expect.any(String) } } }],
  ])('that do not fit are told to a client of %s in the way of its revision', async (version, expected) => {
    const body = rpc('tools/call', '{"name":"read_it","arguments":{}}', '"x"');
    const answered = await send('files-legacy', body, { 'mcp-protocol-version': version });
    expect(answered.status).toBe(200);
    expect(JSON.parse(answered.text)).toMatchObject({ id: 'x', ...expected });
    expect(JSON.parse(answered.text)).not.toHaveProperty('result.resultType');
    expect(methods(legacy)).toEqual(['tools/list']);
  });

  it('of a tool that is not there are refused, after a look whether it is by now', async () => {
    const byRest = await rest('gone', '{}');
    expect([byRest.status, errorOf(byRest.text)]).toMatchObject([400, { details: [{ field: 'tool' }] }]);
    const byRpc = await mcp('gone', '{}');
    expect([byRpc.status, rpcErrorOf(byRpc.text)]).toMatchObject([200, { id: 7, error: { code: -32_602 } }]);
    expect(methods(current)).not.toContain('tools/call');
    tools = tools.replace('"any"', '"gone"');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await rest('gone', '{}')).status).toBe(200);
  });

  it('of a tool without a schema are not looked at', async () =>
    expect((await rest('any', '{"a":1}')).status).toBe(200));

  it.each([
    ['whose schema is none', 'odd', TOOLS, 'input schema cannot be used'],
    ['whose list is none', 'read_it', '{"tools":1}', 'list of tools'],
  ])('of a tool %s are not let through unchecked', async (_what, tool, listed, words) => {
    tools = listed;
    const answered = await rest(tool, '{}');
    expect(answered.status).toBe(502);
    expect(errorOf(answered.text)).toMatchObject({ code: 'upstream_error', message: expect.stringContaining(words) });
    expect(methods(current)).not.toContain('tools/call');
    expect(gateway.publisher.events.map(({ kind }) => kind)).toEqual(['trace']);
  });

  it('are not looked at where the entry does not say so', async () => {
    expect((await rest('read_it', '{}', 'files-lax')).status).toBe(200);
    expect(methods(current)).toEqual(['tools/call']);
  });

  describe('in a session of the client’s own', () => {
    const open = async () => {
      const params = '{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}';
      const { headers } = await send('files-legacy', rpc('initialize', params));
      return { 'mcp-session-id': String(headers['mcp-session-id']), 'mcp-protocol-version': '2025-11-25' };
    };
    const call = (tool: string, session: Record<string, string>) =>
      send('files-legacy', rpc('tools/call', `{"name":"${tool}","arguments":{}}`), session);

    it('are checked, but for tools that only this session is shown', async () => {
      const session = await open();
      expect(JSON.parse((await call('read_it', session)).text)).toMatchObject({ result: { isError: true } });
      expect(methods(legacy)).not.toContain('tools/call');
      await call('mine', session);
      expect(methods(legacy).at(-1)).toBe('tools/call');
    });

    it('are held against the new list once the server says there that it changed', async () => {
      const session = await open();
      let say = (_text: string): void => undefined;
      legacy.answer = (seen, response) => {
        if (seen.httpMethod !== 'GET') return answer(seen);
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        say = (text) => response.write(text);
        return undefined;
      };
      expect(JSON.parse((await call('read_it', session)).text)).toMatchObject({ result: { isError: true } });
      const heard: string[] = [];
      const stream = request(`${gateway.url}/v1/mcp/files-legacy`, {
        headers: { authorization: `Bearer ${KEY}`, accept: 'text/event-stream', ...session },
      });
      stream.on('response', (response) => response.on('data', (part: Buffer) => heard.push(part.toString())));
      stream.on('error', () => undefined);
      stream.end();
      await until(() => methods(legacy).includes(''));
      tools = tools.replace('"required":["path"],', '');
      // In two pieces, with escaped slashes: both are the same JSON.
      say('data: {"jsonrpc":"2.0","method":"notifications\\/tools\\/list');
      await until(() => heard.join('').includes('list'));
      say('_changed"}\n\n');
      await until(() => heard.join('').includes('changed'));
      expect((await call('read_it', session)).text).toContain('"content":[]');
      stream.destroy();
    });
  });

  it('are held against the new list once the server says so beside an answer', async () => {
    expect((await rest('read_it', '{}')).status).toBe(400);
    current.answer = (seen, response) => {
      if (seen.rpcMethod === 'tools/list') return answer(seen);
      const id = /"id":(\d+)/.exec(seen.body)![1];
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(
        'data: {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n\n' +
          `data: {"jsonrpc":"2.0","id":${id},"result":{"content":[]}}\n\n`,
      );
      return undefined;
    };
    tools = tools.replace('"required":["path"],', '');
    expect((await rest('read_it', '{}')).status).toBe(400);
    expect((await rest('any', '{}')).status).toBe(200);
    expect((await rest('read_it', '{}')).status).toBe(200);
  });
});
