import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayOpsError, type RuntimeCredential, type McpServerRuntime } from '@gatewayops/contracts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { documentText } from '../fixtures/openapi-document.js';
import { bodyOf, callTool, httpServer, listen, server, TRACEPARENT, upstreamsFor } from '../fixtures/upstreams.js';
import { addressGuard } from '../http/address-guard.js';
import type { Upstream } from '../upstream/types.js';

interface Heard {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

const responses = { 200: { description: 'ok' } };
const object = { 200: { description: 'ok', content: { 'application/json': { schema: { type: 'object' } } } } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const PATHS = {
  '/pets/{id}': {
    get: { operationId: 'getPet', parameters: [id], responses: object },
    head: { operationId: 'hasPet', parameters: [id], responses },
    put: {
      operationId: 'putPet',
      parameters: [id, { name: 'X-Key', in: 'header', schema: { type: 'string' } }],
      requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
      responses,
    },
    delete: { operationId: 'deletePet', parameters: [id], responses: { 204: { description: 'gone' } } },
  },
  '/file': { get: { operationId: 'file', responses } },
};

let heard: Heard[];
let answerWith: (response: ServerResponse, request: Heard) => void;
let place: Awaited<ReturnType<typeof listen>>;
let upstreams: ReturnType<typeof upstreamsFor>;

const upstream = (
  options: { paths?: object; base?: string; credential?: RuntimeCredential; forwardHeaders?: string[]; timeoutMs?: number } = {},
): Upstream => {
  const { paths = PATHS, base = `http://127.0.0.1:${place.port}/api/`, credential, ...settings } = options;
  return upstreams.get(
    server({
      transport: { type: 'openapi', baseUrl: base, document: documentText(paths) },
      ...(credential ? { credential } : {}),
      settings,
    }),
  );
}; // prettier-ignore

const answers = (type: string, body: string | Buffer, status = 200) =>
  (answerWith = (response) => void response.writeHead(status, { 'content-type': type }).end(body));

async function call(tool: string, args = '{}', at = upstream()): Promise<Record<string, unknown>> {
  const answer = await callTool(at, tool, args);
  return JSON.parse(await bodyOf(answer)) as Record<string, unknown>;
}

const text = (result: Record<string, unknown>): string => (result['content'] as { text: string }[])[0]?.text ?? '';

beforeEach(async () => {
  heard = [];
  upstreams = upstreamsFor();
  const listener = httpServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      heard.push({ method, url, headers, body: Buffer.concat(parts).toString() });
      answerWith(response, heard.at(-1) as Heard);
    });
  });
  place = await listen(listener);
  answers('application/json', '{}');
});
afterEach(async () => {
  await upstreams.dispose();
  await place.close();
});

describe('a REST service', () => {
  it('says what its document says, without being asked', async () => {
    const at = upstream();
    const description = await at.describe();
    expect(description).toMatchObject({ era: 'modern', transport: 'openapi', protocolVersion: '2026-07-28' });
    expect(description.serverInfo?.toString()).toBe('{"name":"Pets","version":"1.2"}');
    expect(await at.probe()).toMatchObject({ ok: true, era: 'modern', capabilities: ['tools'], toolCount: 5 });
    expect(heard).toEqual([]);
  });

  it('has its document asked for where its entry comes without, once, and again after a failure', async () => {
    const asked: string[] = [];
    let answer = (): Promise<string> => Promise.reject(new GatewayOpsError('auth_unavailable'));
    const documentOf = (of: McpServerRuntime) => {
      asked.push(of.id);
      return answer();
    };
    const without = upstreamsFor({ documentOf });
    const transport = { type: 'openapi', baseUrl: `http://127.0.0.1:${place.port}/`, document: null } as const;
    const at = without.get(server({ transport }));
    for (let i = 0; i < 6; i++)
      await expect(call('file', '{}', at)).rejects.toMatchObject({ code: 'auth_unavailable' });
    expect(at.state).toBe('closed');
    answer = () => Promise.resolve(documentText(PATHS));
    asked.length = 0;
    await Promise.all([call('file', '{}', at), call('file', '{}', at), at.describe()]);
    expect(asked).toEqual([at.server.id]);
    await without.dispose();
  });

  it('lists its tools page by page', async () => {
    const paths = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`/p${i}`, { get: { responses } }]));
    const at = upstream({ paths });
    const names: string[] = [];
    let params: Buffer | null = null;
    for (let page = 0; page < 3; page++) {
      const answer = await at.call({ method: 'tools/list', params, name: null, headers: {}, traceparent: TRACEPARENT, repeatable: true });
      const result = JSON.parse(await bodyOf(answer)) as { tools: { name: string }[]; nextCursor?: string; resultType: string; ttlMs: number };
      expect(result).toMatchObject({ resultType: 'complete', cacheScope: 'private' });
      names.push(...result.tools.map(({ name }) => name));
      params = Buffer.from(JSON.stringify({ cursor: result.nextCursor }));
      expect(result.nextCursor === undefined).toBe(page === 2);
    }
    expect(names).toEqual(Object.keys(paths).map((path) => `get_${path.slice(1)}`));
  }); // prettier-ignore

  it.each([
    ['tools/list', '{"cursor":""}', -32602],
    ['tools/list', '{"cursor":"eA"}', -32602],
    ['tools/call', '{"name":"nothing"}', -32602],
    ['tools/call', '{}', -32602],
    ['resources/list', '{}', -32601],
    ['subscriptions/listen', '{}', -32601],
  ])('answers %s %s with %i', async (method, params, code) => {
    const at = upstream();
    const request = {
      params: Buffer.from(params),
      name: null,
      headers: {},
      traceparent: TRACEPARENT,
      repeatable: false,
    };
    const answer = await at.call({ method, ...request });
    expect(answer.kind).toBe('error');
    expect(JSON.parse(await bodyOf(answer))).toMatchObject({ code });
    expect(heard).toEqual([]);
  });
});

describe('a call', () => {
  it('is one request, and its JSON object is the structured content as it came', async () => {
    const body = '{ "id": 9007199254740993, "x": 1.0, "t": "é" }';
    answers('application/json; charset=utf-8', body);
    const raw = await bodyOf(await callTool(upstream(), 'getPet', '{"id":9007199254740993}'));
    expect(raw).toContain(`"structuredContent":${body}}`);
    expect(text(JSON.parse(raw) as Record<string, unknown>)).toBe(body);
    expect(heard).toMatchObject([{ method: 'GET', url: '/api/pets/9007199254740993', body: '' }]);
    expect(heard[0]?.headers).toMatchObject({ traceparent: TRACEPARENT, accept: expect.stringContaining('application/json') });
    expect(heard[0]?.headers['content-length']).toBeUndefined();
  }); // prettier-ignore

  it('carries body, header, credential and forwarded headers, and nothing else of the caller', async () => {
    const credential: RuntimeCredential = { type: 'bearer', token: 'secret' };
    const at = upstream({ credential, forwardHeaders: ['x-tenant', 'x-key'] });
    const headers = { 'x-tenant': 't', 'x-key': 'forwarded' };
    const sent = '{"id":1,"X-Key":"argument","body":{ "n": 9007199254740993 }}';
    await callTool(at, 'putPet', sent, { headers });
    expect(heard).toMatchObject([{ method: 'PUT', url: '/api/pets/1', body: '{ "n": 9007199254740993 }' }]);
    expect(heard[0]?.headers).toMatchObject({
      authorization: 'Bearer secret',
      'x-tenant': 't',
      'x-key': 'argument',
      'content-type': 'application/json',
      'accept-encoding': 'identity',
      'user-agent': expect.stringMatching(/^gatewayops\//),
    });
  });

  it('cannot set the header that is the credential', async () => {
    const at = upstream({ credential: { type: 'header', name: 'X-Key', value: 'secret' } });
    expect(text(await call('putPet', '{"id":1,"X-Key":"other","body":{}}', at))).toContain('"X-Key"');
    await call('putPet', '{"id":1,"body":{}}', at);
    expect(heard.map(({ headers }) => headers['x-key'])).toEqual(['secret']);
  });

  it.each([
    ['{}', 'required'],
    ['{"id":"x"}', '/id must be integer'],
    ['{"id":1,"other":2}', '"other"'],
    ['{"id":1,"id":2}', 'twice'],
  ])('with %s is refused before it is made', async (args, words) => {
    const result = await call('getPet', args);
    expect(result).toMatchObject({ isError: true, resultType: 'complete' });
    expect(text(result)).toContain(words);
    expect(heard).toEqual([]);
  });

  it('of HEAD ends with the head, and its connection serves the next', async () => {
    const at = upstream();
    answerWith = (response) => void response.writeHead(200, { 'content-length': '1000' }).end();
    expect(text(await call('hasPet', '{"id":1}', at))).toBe('HTTP 200');
    answers('application/json', '{"a":1}');
    expect(await call('getPet', '{"id":1}', at)).toMatchObject({ structuredContent: { a: 1 } });
  });
});

describe('an answer', () => {
  it.each([
    ['a list', 'application/json', '[9007199254740993]', [{ type: 'text', text: '[9007199254740993]' }]],
    ['text', 'text/plain', 'hello', [{ type: 'text', text: 'hello' }]],
    ['text of another charset', 'text/plain; charset=latin1', Buffer.from('é', 'latin1'), [{ type: 'text', text: 'é' }]],
    ['an image', 'image/png', Buffer.from([1, 2]), [{ type: 'image', data: 'AQI=', mimeType: 'image/png' }]],
    ['sound', 'audio/wav', Buffer.from([1, 2]), [{ type: 'audio', data: 'AQI=', mimeType: 'audio/wav' }]],
    ['nothing', 'text/plain', '', [{ type: 'text', text: 'HTTP 200' }]],
    ['other bytes', 'application/zip', Buffer.from([1, 2]), [{ type: 'resource', resource: { uri: 'answer:body', mimeType: 'application/zip', blob: 'AQI=' } }]],
    ['broken JSON', 'application/json', '{"a":', [{ type: 'text', text: '{"a":' }]],
  ])('of %s', async (_what, type, body, content) => {
    answers(type, body);
    expect(await call('file')).toEqual({ resultType: 'complete', content });
  }); // prettier-ignore

  it('that begins with a byte order mark or is no UTF-8 makes a message that can be read', async () => {
    answers('application/json', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('{"a":1}')]));
    expect(await call('getPet', '{"id":1}')).toMatchObject({ structuredContent: { a: 1 } });
    answers('application/json', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]));
    const raw = await callTool(upstream(), 'getPet', '{"id":1}');
    expect(new TextDecoder('utf-8', { fatal: true }).decode(raw.body as Buffer)).toContain('{"a":"\ufffd"}');
  });

  it('that is no object where one was promised is an error, since clients insist', async () => {
    answers('text/html', '<p>login</p>');
    const result = await call('getPet', '{"id":1}');
    expect(result).toMatchObject({ isError: true });
    expect(text(result)).toContain('<p>login</p>');
  });

  it.each([
    [404, 'application/json', '{"error":"no such pet"}', 'HTTP 404\n{"error":"no such pet"}'],
    [500, 'text/plain', 'x'.repeat(9_000), `HTTP 500\n${'x'.repeat(4_096)}…`],
    [503, 'application/octet-stream', 'x', 'HTTP 503'],
  ])('of %i is an error with the beginning of what was said', async (status, type, body, words) => {
    answers(type, body, status);
    const answer = await callTool(upstream(), 'getPet', '{"id":1}');
    expect(answer).toMatchObject({ kind: 'result', isError: true });
    expect(text(JSON.parse(await bodyOf(answer)) as Record<string, unknown>)).toBe(words);
  });

  it('that redirects is not followed', async () => {
    answerWith = (response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/admin' }).end();
    const result = await call('file');
    expect([result['isError'], text(result)]).toEqual([true, expect.stringContaining('HTTP 302')]);
    expect(heard).toHaveLength(1);
  });

  it('beyond 10 MB ends the call', async () => {
    answers('text/plain', 'x'.repeat(10 * 1024 * 1024 + 1));
    await expect(call('file')).rejects.toMatchObject({ code: 'upstream_error', message: expect.stringContaining('10 MB') });
  }); // prettier-ignore

  it('in an encoding that was not asked for ends the call', async () => {
    answerWith = (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
    await expect(call('file')).rejects.toMatchObject({ code: 'upstream_error' });
  });

  it('that does not come ends the call in time', async () => {
    answerWith = () => {};
    await expect(call('file', '{}', upstream({ timeoutMs: 150 }))).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('a service that cannot be reached', () => {
  it('fails as any server does', async () => {
    await expect(call('file', '{}', upstream({ base: 'http://127.0.0.1:1/' }))).rejects.toMatchObject({
      code: 'upstream_error',
      message: 'The MCP server does not take connections.',
    });
  });

  it('because its address is private fails too', async () => {
    const strict = upstreamsFor({ addressGuard: addressGuard({ privateRanges: 'deny' }) });
    const transport = { type: 'openapi', baseUrl: `http://127.0.0.1:${place.port}/`, document: documentText(PATHS) } as const;
    await expect(call('file', '{}', strict.get(server({ transport })))).rejects.toMatchObject({ code: 'upstream_error' });
    expect(heard).toEqual([]);
    await strict.dispose();
  }); // prettier-ignore
});
