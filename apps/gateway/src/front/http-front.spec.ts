import { GatewayOpsError } from '@gatewayops/contracts';
import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { rpc, send as sendTo, type Answered, sendBy } from './client.fixture.js';
import {
  ADMITTED,
  KEY,
  listen,
  PRICE_MICRO_USD,
  REFUSED,
  serverAt,
  startGateway,
  type Gateway,
} from './front.fixture.js';
import { scriptedServer, type Scripted } from './scripted-server.fixture.js';

describe.each(['wire', 'library'] as const)('read by the %s:', (way) => {
  beforeEach(() => sendBy(way));

  let upstream: Scripted;
  let legacy: Scripted;
  let gateway: Gateway;

  beforeAll(async () => {
    upstream = await scriptedServer('modern');
    legacy = await scriptedServer('legacy');
    const dead = await listen(createServer());
    await dead.close();
    gateway = await startGateway([
      serverAt('files', upstream.url, { forwardHeaders: ['X-Tenant', 'Authorization'] }),
      serverAt('few', legacy.url),
      { ...serverAt('off', upstream.url), enabled: false },
      serverAt('files-dead', dead.url),
    ]);
  });
  afterAll(async () => {
    await gateway.close();
    await upstream.close();
    await legacy.close();
  });
  beforeEach(() => {
    upstream.answer = (seen) => ({ result: `{"content":[{"type":"text","text":"${seen.rpcMethod}"}]}` });
    upstream.seen.length = 0;
    legacy.seen.length = 0;
    gateway.ended.length = 0;
    gateway.defects.length = 0;
    gateway.publisher.events.length = 0;
    gateway.admit = () => ADMITTED;
  });

  const send = (method: string, path: string, body: string | null, headers: Record<string, string> = {}) =>
    sendTo(gateway.url, method, path, body, headers);
  const errorOf = (text: string) =>
    (JSON.parse(text) as { error: { code: string; message: string; request_id: string } }).error;
  const rest = (body: string, headers = {}) => send('POST', '/v1/mcp/files/tools/call', body, headers);
  const mcp = (body: string) => send('POST', '/v1/mcp/files', body);

  describe('a REST call', () => {
    const CALL = '{"tool":"read_it","arguments":{"big":9007199254740993,"e":1e400}}';

    it('passes arguments and result on byte for byte, with the price and the headers of the specification', async () => {
      const result = '{"content":[],"structuredContent":{"n":123456789012345678901234567890,"z":1.0,"a":-0}}';
      upstream.answer = () => ({ result });
      const { status, headers, text } = await rest(CALL);
      expect(status).toBe(200);
      expect(text.startsWith(`{"result":${result},"metadata":{"trace_id":"`)).toBe(true);
      expect(JSON.parse(text)).toMatchObject({ metadata: { cost: 0.0025, cost_micro_usd: PRICE_MICRO_USD } });
      expect(upstream.seen.at(-1)!.body).toContain('"arguments":{"big":9007199254740993,"e":1e400}');
      expect(headers['x-request-id']).toMatch(/^req_/);
      expect(headers['x-trace-id']).toMatch(/^[0-9a-f]{32}$/);
      expect(headers['x-ratelimit-remaining']).toBe('7');
      expect(headers['x-content-type-options']).toBe('nosniff');
    });

    it.each<[string, () => Promise<Answered>, number, string]>([
    ['no credential', () => rest(CALL, { authorization: '' }), 401, 'unauthorized'],
    ['another scheme', () => rest(CALL, { authorization: `Basic ${KEY}` }), 401, 'unauthorized'],
    ['a key that is none', () => rest(CALL, { authorization: 'Bearer nonsense' }), 401, 'invalid_token'],
    ['a key that nobody has', () => rest(CALL, { authorization: `Bearer gwo_test_${'b'.repeat(43)}` }), 401, 'invalid_token'],
    ['GET', () => send('GET', '/v1/mcp/files/tools/call', null), 405, 'method_not_allowed'],
    ['another type', () => rest(CALL, { 'content-type': 'text/plain' }), 415, 'unsupported_media_type'],
    ['a type that only begins so', () => rest(CALL, { 'content-type': 'application/jsonp' }), 415, 'unsupported_media_type'],
    ['an empty body', () => rest(''), 400, 'validation_error'],
    ['no JSON', () => rest('{"tool":'), 400, 'bad_request'],
    ['an array', () => rest('[]'), 400, 'bad_request'],
    ['no tool', () => rest('{"arguments":{}}'), 400, 'validation_error'],
    ['a tool twice', () => rest('{"tool":"a","t\\u006fol":"b","arguments":{}}'), 400, 'validation_error'],
    ['no arguments', () => rest('{"tool":"read_it"}'), 400, 'validation_error'],
    ['an unknown server', () => send('POST', '/v1/mcp/none/tools/list', '{}'), 404, 'not_found'],
    ['a disabled server', () => send('POST', '/v1/mcp/off/tools/list', '{}'), 404, 'not_found'],
    ['an unknown address', () => send('POST', '/v1/mcp/files/tools/delete', '{}'), 404, 'not_found'],
    ['no server', () => send('POST', '/v1/mcp/', '{}'), 404, 'not_found'],
    ['a slash too many', () => send('POST', '/v1/mcp/files/', '{}'), 404, 'not_found'],
    ['a broken escape', () => send('POST', '/v1/mcp/%zz/tools/list', '{}'), 404, 'not_found'],
    ['a tool outside its scopes', () => send('POST', '/v1/mcp/few/tools/call', '{"tool":"drop","arguments":{}}'), 403, 'forbidden'],
  ])('with %s is refused in the one error format', async (_what, call, status, code) => {
    const answered = await call();
    expect(answered.status).toBe(status);
    const error = errorOf(answered.text);
    expect(error.code).toBe(code);
    expect(error.request_id).toBe(answered.headers['x-request-id']);
    expect(answered.headers['allow']).toBe(status === 405 ? 'POST' : undefined);
    expect(answered.headers['www-authenticate']?.startsWith('Bearer ')).toBe(status === 401 ? true : undefined);
    expect(upstream.seen.concat(legacy.seen)).toEqual([]);
    // A refused call of a principal is seen on the dashboard, and is not priced.
    expect(gateway.publisher.events.map(({ kind }) => kind)).toEqual(status === 401 ? [] : ['trace']);
  }); // prettier-ignore

    it('is a call of the same server when its name is percent-encoded', async () => {
      expect((await send('POST', '/v1/mcp/f%69les/tools/call', CALL)).status).toBe(200);
    });

    it.each(['application/json; charset=utf-8', 'Application/JSON;charset=UTF-8', 'application/json ; x=y'])(
      'may be of type %s',
      async (type) => expect((await rest(CALL, { 'content-type': type })).status).toBe(200),
    );

    it('answers HEAD without a body and keeps the connection usable', async () => {
      const answered = await send('HEAD', '/v1/mcp/files/tools/call', null);
      expect(answered).toMatchObject({ status: 405, text: '' });
    });

    it('is refused with Retry-After over its limit', async () => {
      gateway.admit = () => REFUSED;
      const answered = await rest(CALL);
      expect(answered.status).toBe(429);
      expect(answered.headers['retry-after']).toBe('3');
      expect(errorOf(answered.text).code).toBe('rate_limited');
    });

    it.each(['rejects', 'throws'])('is 503 when the asking for its key %s', async (how) => {
      const { authenticate } = gateway;
      gateway.authenticate = () => {
        const error = new GatewayOpsError('auth_unavailable');
        if (how === 'throws') throw error;
        return Promise.reject(error);
      };
      const answered = await rest(CALL);
      gateway.authenticate = authenticate;
      expect(answered.status).toBe(503);
      expect(errorOf(answered.text).code).toBe('auth_unavailable');
    });

    it.each([
      [-32_602, 400, 'bad_request'],
      [-32_601, 404, 'not_found'],
      [-32_002, 404, 'not_found'],
      [-32_603, 502, 'upstream_error'],
      [7, 502, 'upstream_error'],
    ])('that its server answers with error %d is %d %s, priced and traced', async (code, status, name) => {
      upstream.answer = () => ({ error: `{"code":${code},"message":"of card 4111 1111 1111 1111"}` });
      const answered = await rest(CALL);
      expect(answered.status).toBe(status);
      expect(errorOf(answered.text)).toMatchObject({ code: name });
      expect(errorOf(answered.text).message).toContain('of card');
      const { record } = gateway.ended.at(-1)!;
      expect(record).toMatchObject({ outcome: { errorCode: `rpc:${code}` }, costMicroUsd: PRICE_MICRO_USD });
      expect(JSON.stringify(record)).not.toContain('4111 1111');
    });

    it('of a dead server is 502', async () => {
      const answered = await send('POST', '/v1/mcp/files-dead/tools/call', CALL);
      expect(answered.status).toBe(502);
      expect(errorOf(answered.text).code).toBe('upstream_error');
      expect(gateway.ended.at(-1)!.record).toMatchObject({
        costMicroUsd: 0,
        attempts: [{ errorCode: 'upstream_error' }],
      });
    });

    it('never shows its own key to a server, whatever the registry says is forwarded', async () => {
      await rest(CALL, { 'x-tenant': 'acme', cookie: 'a=b' });
      const { headers } = upstream.seen.at(-1)!;
      expect(headers['x-tenant']).toBe('acme');
      expect(headers['authorization']).toBeUndefined();
      expect(headers['cookie']).toBeUndefined();
    });

    it('is stored without what has to be masked, wherever a caller puts it', async () => {
      const secret = '4111111111111111';
      await rest(`{"tool":"${'x'.repeat(505)} ${secret}","arguments":{"a":"${secret}"}}`, {
        'x-request-id': `pay-${secret}`,
        'x-agent-name': `agent ${secret}`,
      });
      await mcp(rpc(`card ${secret}`, '{}'));
      expect(gateway.publisher.events.length).toBeGreaterThan(1);
      expect(JSON.stringify(gateway.publisher.events)).not.toMatch(/41111111/);
    });

    it('is stored with names that every store takes', async () => {
      await rest('{"tool":"a\\ud800b","arguments":{}}');
      await mcp(rpc('m'.repeat(5_000), '{}'));
      const [first, , second] = gateway.publisher.events.map(({ envelope }) => envelope.payload);
      expect(first!['toolName']).toBe('a\ufffdb');
      const spans = second!['spans'] as { operation: string }[];
      expect(Math.max(...spans.map(({ operation }) => operation.length))).toBeLessThanOrEqual(128);
    });
  });
});
