import { randomUUID } from 'node:crypto';
import type { InternalClient } from '@gatewayops/service';
import type { McpServerRuntime, UpstreamToken, UpstreamTokenRequest } from '@gatewayops/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { serveLists, tool } from '../aggregate/aggregate.fixture.js';
import { modern, rpc, send } from '../front/client.fixture.js';
import { PRINCIPAL, serverAt, startGateway, type Gateway } from '../front/front.fixture.js';
import { scriptedServer, type Scripted } from '../front/scripted-server.fixture.js';

const PAGE = 'https://gateway.example/connect/1';
const NOT_CONNECTED: UpstreamToken = { kind: 'connection_required', url: PAGE, reason: 'not_connected' };
const PERSON = randomUUID();

let mine: Scripted;
let open: Scripted;
let gateway: Gateway;
let servers: McpServerRuntime[];
let asked: UpstreamTokenRequest[];
let answer: (request: UpstreamTokenRequest) => UpstreamToken;
let userId: string | null;

beforeAll(async () => {
  [mine, open] = [await scriptedServer('both'), await scriptedServer('modern')];
  servers = [
    { ...serverAt('files-mine', mine.url), credential: { type: 'token', perUser: true } },
    serverAt('files-open', open.url),
  ];
  const request = async ({ body }: { body: unknown }) => {
    asked.push(body as UpstreamTokenRequest);
    return answer(body as UpstreamTokenRequest);
  };
  const auth = request as unknown as InternalClient['request'];
  gateway = await startGateway(servers, 'async', undefined, { auth });
  gateway.authenticate = () => ({ valid: true, principal: { ...PRINCIPAL, userId }, generation: 1 });
});
afterAll(async () => {
  await gateway.close();
  await mine.close();
  await open.close();
});
/** Each test’s server has a version of its own, so that nothing is remembered of the test before. */
beforeEach(() => {
  servers[0]!.version++;
  servers[0]!.id = randomUUID();
  asked = [];
  answer = () => NOT_CONNECTED;
  userId = PERSON;
  mine.seen.length = 0;
  gateway.ended.length = 0;
  serveLists(mine, { 'tools/list': [tool('a')] });
  serveLists(open, { 'tools/list': [tool('b')] });
});

const metaWith = (capabilities: string) =>
  `"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":${capabilities}}`;
const callModern = async (capabilities: string, path = '/v1/mcp/files-mine') => {
  const body = rpc('tools/call', `{"name":"a","arguments":{},${metaWith(capabilities)}}`);
  const { status, text } = await send(gateway.url, 'POST', path, body, modern('tools/call', 'a'));
  return { status, body: JSON.parse(text) as Record<string, never> };
};
const callLegacy = async (method: string, params: string, version?: string) => {
  const headers = version === undefined ? {} : { 'mcp-protocol-version': version };
  const answered = await send(gateway.url, 'POST', '/v1/mcp/files-mine', rpc(method, params), {
    accept: 'application/json, text/event-stream',
    ...headers,
  });
  return JSON.parse(answered.text.replace(/^event: message\ndata: /, '')) as Record<string, never>;
};
const callRest = async (body: object = {}) => {
  const request = JSON.stringify({ tool: 'a', arguments: {}, ...body });
  const { status, text } = await send(gateway.url, 'POST', '/v1/mcp/files-mine/tools/call', request);
  return { status, body: JSON.parse(text) as unknown };
};
const authorized = (value: string): UpstreamToken => ({ kind: 'authorization', value, askAgainAtMs: null });
const said = expect.stringContaining(PAGE);

describe('a call of a person who has not connected', () => {
  it('is a question to a client of 2026-07-28 that can show pages, and costs nothing', async () => {
    const { status, body } = await callModern('{"elicitation":{"url":{}}}');
    const url = { method: 'elicitation/create', params: { mode: 'url', url: PAGE, message: expect.any(String) } };
    expect(status).toBe(200);
    expect(body['result']).toEqual({ resultType: 'input_required', inputRequests: { elicitation_1: url } });
    expect(mine.seen).toEqual([]);
    expect(gateway.ended[0]?.record?.costMicroUsd).toBe(0);
  });

  it('is a failed result with the page to one that cannot', async () => {
    const { status, body } = await callModern('{"elicitation":{}}');
    const content = [{ type: 'text', text: said }];
    expect([status, body['result']]).toEqual([200, { resultType: 'complete', isError: true, content }]);
  });

  it('is the error -32042 to a client of 2025-11-25, also while it opens its session', async () => {
    const elicitations = [{ mode: 'url', elicitationId: expect.any(String), url: PAGE, message: expect.any(String) }];
    const error = { code: -32_042, message: expect.any(String), data: { elicitations } };
    expect(await callLegacy('tools/call', '{"name":"a"}', '2025-11-25')).toMatchObject({ error });
    const hello = '{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}';
    expect(await callLegacy('initialize', hello)).toMatchObject({ error });
  });

  it('is a failed result to older ones', async () => {
    const result = { isError: true, content: [{ type: 'text', text: said }] };
    expect(await callLegacy('tools/call', '{"name":"a"}', '2025-06-18')).toMatchObject({ result });
    const listed = await callLegacy('tools/list', '{}', '2025-06-18');
    expect(listed).toMatchObject({ error: { message: said, data: { code: 'connection_required' } } });
  });

  it('is 403 with the page over REST', async () => {
    const error = { code: 'connection_required', message: said };
    expect(await callRest()).toMatchObject({ status: 403, body: { error } });
    const asks = await callRest({ capabilities: { elicitation: { url: {} } } });
    expect(asks).toMatchObject({ status: 202, body: { inputRequests: { elicitation_1: { params: { url: PAGE } } } } });
  });

  it('names no page to a key that is nobody’s', async () => {
    userId = null;
    answer = () => ({ kind: 'connection_required', url: null, reason: 'no_person' });
    expect(await callRest()).toMatchObject({ status: 403, body: { error: { code: 'connection_required' } } });
    expect((await callModern('{"elicitation":{"url":{}}}')).body['result']).toMatchObject({ isError: true });
  });

  it('leaves the lists of other servers whole, where several are served as one', async () => {
    const { text } = await send(
      gateway.url,
      'POST',
      '/v1/mcp',
      rpc('tools/list', `{${metaWith('{}')}}`),
      modern('tools/list'),
    );
    const { result } = JSON.parse(text) as { result: { tools: { name: string }[]; _meta: object } };
    expect(result.tools.map(({ name }) => name)).toEqual(['files-open_b']);
    const unavailable = [{ server: 'files-mine', code: 'connection_required', message: said }];
    expect(result._meta).toEqual({ 'dev.gatewayops/unavailable': unavailable });
  });
});

describe('a call of a person who has connected', () => {
  it('carries their token, which is asked for once', async () => {
    answer = () => authorized('Bearer one');
    const calls = await Promise.all(Array.from({ length: 5 }, () => callRest()));
    expect(calls.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(mine.seen.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer one']));
    expect(asked).toMatchObject([{ userId: PERSON, serverId: servers[0]!.id, refusedDigest: null }]);
  });

  it('is sent again with another token where the server refuses the one that it had, and only then', async () => {
    answer = ({ refusedDigest }) => authorized(refusedDigest === null ? 'Bearer old' : 'Bearer new');
    await callRest();
    mine.answer = ({ headers }, response) => {
      if (headers.authorization === 'Bearer new') return { result: '{"content":[]}' };
      response.writeHead(401).end();
      return undefined;
    };
    const calls = await Promise.all(Array.from({ length: 5 }, () => callRest()));
    expect(calls.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(asked).toHaveLength(2);
    mine.answer = (_seen, response) => void response.writeHead(401).end();
    answer = () => ({ kind: 'failed', message: 'No.', retryAfterSeconds: 1 });
    expect((await callRest()).status).toBe(502);
  });

  it('is asked to allow more where the server wants more scope for one call, and others go on', async () => {
    const wants = 'Bearer error="insufficient_scope", scope="files:write"';
    answer = ({ challenge }) =>
      challenge === null ? authorized('Bearer narrow') : { kind: 'connection_required', url: PAGE, reason: 'more_scope' };
    mine.answer = (_seen, response) => {
      response.writeHead(403, { 'www-authenticate': wants, 'content-type': 'application/json' });
      response.end('{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"no"}}');
      return undefined;
    };
    expect((await callModern('{"elicitation":{"url":{}}}')).body['result']).toMatchObject({ resultType: 'input_required' });
    expect(await callRest()).toMatchObject({ status: 403, body: { error: { code: 'connection_required', message: said } } });
    expect(asked.at(-1)).toMatchObject({ userId: PERSON, refusedDigest: null, challenge: wants });
    mine.answer = () => ({ result: '{"content":[]}' });
    expect((await callRest()).status).toBe(200);
  }); // prettier-ignore

  it('is sent again once where they have allowed more by then, and refused where they had', async () => {
    let narrow = true;
    answer = ({ challenge }) => {
      if (challenge !== null) narrow = false;
      return authorized(narrow ? 'Bearer narrow' : 'Bearer wide');
    };
    mine.answer = ({ headers }, response) => {
      if (headers.authorization === 'Bearer wide') return { result: '{"content":[]}' };
      response.writeHead(403, { 'www-authenticate': 'Bearer error="insufficient_scope", scope="x"' }).end();
      return undefined;
    };
    expect((await callRest()).status).toBe(200);
    mine.answer = (_seen, response) => void response.writeHead(403, { 'www-authenticate': 'Bearer error="insufficient_scope", scope="x"' }).end();
    expect((await callRest()).status).toBe(502);
  }); // prettier-ignore

  it('sees the lists of their own account alone', async () => {
    answer = ({ userId: who }) => authorized(`Bearer ${who}`);
    mine.answer = ({ headers }) => ({
      result: `{"tools":[${tool(`of-${headers.authorization?.slice(7, 11)}`)}],"resultType":"complete","ttlMs":60000,"cacheScope":"private"}`,
    });
    for (const who of [randomUUID(), randomUUID()]) {
      userId = who;
      for (const path of ['/v1/mcp/files-mine', '/v1/mcp']) {
        const body = rpc('tools/list', `{${metaWith('{}')}}`);
        const { text } = await send(gateway.url, 'POST', path, body, modern('tools/list'));
        expect(text).toContain(`of-${who.slice(0, 4)}`);
      }
    }
  });
});
