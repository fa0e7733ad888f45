import { afterEach, describe, expect, it } from '@jest/globals';
import type { McpServerSettings } from '@gatewayops/contracts';
import {
  bodyOf, callTool, http, httpServer, json, listen, resultOf, scripted, server, TRACEPARENT, upstreamsFor,
} from '../fixtures/upstreams.js'; // prettier-ignore
import type { Answer, Seen } from '../fixtures/upstreams.js';
import { UpstreamFailure } from './failure.js';
import type { Upstream, UpstreamMetrics } from './types.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

interface Setup {
  upstream: Upstream;
  seen: Seen[];
}
async function setUp(
  answer: Answer,
  options: { era?: 'modern' | 'legacy'; settings?: Partial<McpServerSettings>; metrics?: UpstreamMetrics; more?: object } = {},
): Promise<Setup> {
  const seen: Seen[] = [];
  const { url, close } = await listen(httpServer(scripted(options.era ?? 'modern', answer, seen)));
  const upstreams = upstreamsFor(options.metrics ? { metrics: options.metrics } : {});
  closers.push(close, upstreams.dispose);
  const { settings = {}, more = {} } = options;
  return { upstream: upstreams.get(server({ transport: http(url), settings, ...more })), seen };
} // prettier-ignore

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error instanceof UpstreamFailure ? error.code : String(error)),
  );
const ok: Answer = (s, r) => json(r, resultOf(s.body, '{"content":[]}'));
const broken: Answer = (_s, r) => json(r, '', 503);

describe('what is sent', () => {
  it('is the caller’s bytes in the modern envelope, with the headers that mirror them', async () => {
    const { upstream, seen } = await setUp(ok);
    const params = '{"name":"t ü","arguments":{"n":9007199254740993,"e":1e400,"a":1,"a":2},"_meta":{"x/y":[1.0],"traceparent":"old","io.modelcontextprotocol/clientInfo":{"name":"c"}}}';
    await callTool(upstream, 't ü', '', { params: Buffer.from(params) });
    const { body, headers } = seen.at(-1) as Seen;
    expect(body).toContain('"arguments":{"n":9007199254740993,"e":1e400,"a":1,"a":2}');
    expect((JSON.parse(body) as { params: { _meta: object } }).params._meta).toEqual({
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': {},
      'io.modelcontextprotocol/clientInfo': { name: 'gatewayops', version: '0.1.0' },
      traceparent: TRACEPARENT,
      'x/y': [1],
    });
    expect(body).toContain('"x/y":[1.0]');
    expect(headers).toMatchObject({
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': '=?base64?dCDDvA==?=',
      traceparent: TRACEPARENT,
      accept: 'application/json, text/event-stream',
    });
  }); // prettier-ignore

  it('has no envelope in a legacy session, but its id and version', async () => {
    const { upstream, seen } = await setUp(ok, { era: 'legacy' });
    const meta = '{"name":"t","_meta":{"io.modelcontextprotocol/protocolVersion":"x","io.modelcontextprotocol/logLevel":"info","k":1}}';
    const answer = await callTool(upstream, 't', '', { params: Buffer.from(meta) });
    expect(answer.era).toBe('legacy');
    const { body, headers } = seen.at(-1) as Seen;
    expect((JSON.parse(body) as { params: { _meta: object } }).params._meta).toEqual({ traceparent: TRACEPARENT, k: 1 });
    expect(headers).toMatchObject({ 'mcp-session-id': 'session-2', 'mcp-protocol-version': '2025-06-18' });
  }); // prettier-ignore

  it('carries the server’s credential and listed headers, never the caller’s own', async () => {
    const { upstream, seen } = await setUp(ok, { more: { credential: { type: 'bearer', token: 'secret' } } });
    const headers = { 'x-tenant': 'a', authorization: 'Bearer mine', host: 'evil', 'mcp-name': 'other' };
    await callTool(upstream, 't', '{}', { headers });
    expect(seen.at(-1)?.headers).toMatchObject({ 'x-tenant': 'a', authorization: 'Bearer secret', 'mcp-name': 't' });
    expect(seen.at(-1)?.headers.host).not.toBe('evil');
  });
});

describe('what comes back', () => {
  it('tells a tool that failed from one that did not', async () => {
    const { upstream } = await setUp((s, r) => json(r, resultOf(s.body, `{"isError":${s.body.includes('bad')}}`)));
    expect((await callTool(upstream, 'bad')).isError).toBe(true);
    expect((await callTool(upstream, 'good')).isError).toBe(false);
  });

  it('is the server’s bytes', async () => {
    const raw = '{ "content":[ ],"n":9007199254740993,"e":1e400,"a":1,"a":2 }';
    const { upstream } = await setUp((s, r) => json(r, resultOf(s.body, raw)));
    expect(await bodyOf(await callTool(upstream, 't'))).toBe(raw);
  });

  it('is a JSON-RPC error as it is, and no failure', async () => {
    const error = '{"code":-32602,"message":"no such tool","data":{"big":9007199254740993}}';
    const { upstream } = await setUp((_s, r) => json(r, `{"jsonrpc":"2.0","id":1,"error":${error}}`, 400));
    const answer = await callTool(upstream, 't');
    expect(answer).toMatchObject({ kind: 'error', attempts: [{ status: 'error', errorCode: 'rpc:-32602', errorMessage: 'no such tool' }] });
    expect(await bodyOf(answer)).toBe(error);
  }); // prettier-ignore

  it.each([-32020, -32021, -32022])('is never the hop’s own error %d', async (code) => {
    const { upstream } = await setUp((_s, r) => json(r, `{"jsonrpc":"2.0","id":1,"error":{"code":${code},"message":"m"}}`, 400));
    expect(await codeOf(callTool(upstream, 't'))).toBe('upstream_error');
  }); // prettier-ignore

  it('may be an event stream with progress, under the caller’s own token', async () => {
    const { upstream, seen } = await setUp((s, r) => {
      const token = /"progressToken":(\d+)/.exec(s.body)?.[1] ?? 'none';
      r.writeHead(200, { 'content-type': 'text/event-stream' });
      r.write(`data: {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":${token},"progress":1.50}}\n\n`);
      r.end(`data: ${resultOf(s.body, '{"ok":1.0}')}\n\n`);
    });
    const messages: string[] = [];
    const answer = await callTool(upstream, 't', '', {
      params: Buffer.from('{"name":"t","_meta":{"progressToken":"mine"}}'),
      onMessage: (raw) => messages.push(raw.toString()),
    });
    expect(await bodyOf(answer)).toBe('{"ok":1.0}');
    expect(messages).toEqual(['{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"mine","progress":1.50}}']);
    expect(seen.at(-1)?.body).not.toContain('mine');
  }); // prettier-ignore
});

it('a server that changes its era is followed', async () => {
  const eras: ('modern' | 'legacy')[] = ['modern', 'legacy'];
  let era = 0;
  const listener = httpServer((q, r) => {
    const now = eras[era] ?? 'legacy';
    const claims = q.headers['mcp-method'] === undefined ? 'legacy' : 'modern';
    const answer: Answer = claims === now ? ok : (_s, response) => json(response, '', now === 'modern' ? 400 : 404);
    const handshake = q.headers['mcp-method'] === 'server/discover' || q.headers['mcp-method'] === undefined;
    scripted(handshake ? now : claims, answer)(q, r);
  });
  const { url, close } = await listen(listener);
  const upstreams = upstreamsFor();
  closers.push(close, upstreams.dispose);
  const upstream = upstreams.get(server({ transport: http(url) }));
  expect((await callTool(upstream, 't')).era).toBe('modern');
  era = 1;
  expect(await codeOf(callTool(upstream, 't'))).toBe('upstream_error');
  await codeOf(callTool(upstream, 't'));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect((await callTool(upstream, 't')).era).toBe('legacy');
});

describe('a legacy session', () => {
  it('is opened once for many calls, and anew when the server forgot it', async () => {
    let forgotten = '';
    const { upstream, seen } = await setUp((s, r) => {
      if (s.headers['mcp-session-id'] === forgotten) json(r, '{}', 404);
      else ok(s, r);
    }, { era: 'legacy' }); // prettier-ignore
    await Promise.all(Array.from({ length: 10 }, () => callTool(upstream, 't')));
    expect(seen.filter((one) => one.rpcMethod === 'initialize')).toHaveLength(1);
    forgotten = String(seen.at(-1)?.headers['mcp-session-id']);
    await Promise.all(Array.from({ length: 10 }, () => callTool(upstream, 't')));
    expect(seen.filter((one) => one.rpcMethod === 'initialize')).toHaveLength(2);
  });

  it('tells the server of a cancelled call, with the id it knows', async () => {
    const { upstream, seen } = await setUp(() => {}, { era: 'legacy' });
    const controller = new AbortController();
    const call = callTool(upstream, 't', '{}', { signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    expect(await codeOf(call)).toBe('upstream_error');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const sent = seen.find((one) => one.rpcMethod === 'tools/call');
    const cancelled = seen.find((one) => one.rpcMethod === 'notifications/cancelled');
    const id = (JSON.parse(sent?.body ?? '{}') as { id: number }).id;
    expect(JSON.parse(cancelled?.body ?? '{}')).toMatchObject({ params: { requestId: id } });
  });
});

it('a modern call is cancelled by closing its request', async () => {
  let closed = false;
  const { upstream } = await setUp((_s, r) => r.on('close', () => (closed = true)));
  const controller = new AbortController();
  const call = callTool(upstream, 't', '{}', { signal: controller.signal });
  setTimeout(() => controller.abort(), 100);
  await codeOf(call);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(closed).toBe(true);
  expect(upstream.state).toBe('closed');
});

describe('attempts', () => {
  it('are repeated only where a repeat is harmless', async () => {
    let left = 2;
    const { upstream, seen } = await setUp((s, r) => (left-- > 0 ? broken(s, r) : ok(s, r)));
    const answer = await callTool(upstream, 't', '{}', { repeatable: true });
    expect(answer.attempts.map((attempt) => attempt.status)).toEqual(['error', 'error', 'success']);
    left = 1;
    seen.length = 0;
    expect(await codeOf(callTool(upstream, 't'))).toBe('upstream_error');
    expect(seen).toHaveLength(1);
  });

  it('end after maxRetries', async () => {
    const { upstream } = await setUp(broken, { settings: { maxRetries: 1 } });
    const failure = await callTool(upstream, 't', '{}', { repeatable: true }).catch((error: unknown) => error);
    expect((failure as UpstreamFailure).attempts).toHaveLength(2);
  });
});

describe('the breaker', () => {
  it('opens after five failures and refuses at once', async () => {
    const states: string[] = [];
    const { upstream, seen } = await setUp(broken, { metrics: { breakerState: (_s, state) => states.push(state) } });
    for (let i = 0; i < 5; i++) expect(await codeOf(callTool(upstream, 't'))).toBe('upstream_error');
    seen.length = 0;
    expect(await codeOf(callTool(upstream, 't'))).toBe('circuit_open');
    expect(seen).toHaveLength(0);
    expect(upstream.state).toBe('open');
    expect(states).toEqual(['open']);
  });

  it('stays closed for JSON-RPC errors and for 4xx', async () => {
    let calls = 0;
    const { upstream } = await setUp((_s, r) =>
      calls++ % 2 ? json(r, '', 403) : json(r, '{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"x"}}'),
    );
    for (let i = 0; i < 12; i++) await codeOf(callTool(upstream, 't'));
    expect(upstream.state).toBe('closed');
  });
});

it('the bulkhead refuses what is more than maxConcurrency', async () => {
  const { upstream } = await setUp((s, r) => setTimeout(() => ok(s, r), 200), { settings: { maxConcurrency: 2 } });
  const codes = await Promise.all(Array.from({ length: 3 }, () => codeOf(callTool(upstream, 't'))));
  expect(codes.toSorted()).toEqual(['answered', 'answered', 'overloaded']);
  expect(await codeOf(callTool(upstream, 't'))).toBe('answered');
});

it('a redirect within the server is followed', async () => {
  const seen: Seen[] = [];
  const inner = scripted('modern', ok, seen);
  const listener = httpServer((q, r) => {
    if (q.url === '/mcp') r.writeHead(307, { location: '/mcp/' }).end();
    else inner(q, r);
  });
  const { url, close } = await listen(listener);
  const upstreams = upstreamsFor();
  closers.push(close, upstreams.dispose);
  expect(await codeOf(callTool(upstreams.get(server({ transport: http(url) })), 't'))).toBe('answered');
});

it('a newer version of a server drains and closes the pool of the older', async () => {
  const { url, close } = await listen(httpServer(scripted('modern', (s, r) => setTimeout(() => ok(s, r), 300))));
  const open: number[] = [];
  const upstreams = upstreamsFor({ metrics: { activeConnections: (s, n) => (open[s.version] = n) } });
  closers.push(close, upstreams.dispose);
  const old = server({ transport: http(url) });
  const call = callTool(upstreams.get(old), 't');
  const newer = upstreams.get({ ...old, version: 2 });
  expect(upstreams.get(old)).toBe(newer);
  expect(await codeOf(call)).toBe('answered');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(open[1]).toBe(0);
});

describe('exchange', () => {
  it('passes a legacy session through, both ways untouched', async () => {
    const { upstream, seen } = await setUp((_s, r) => {
      r.writeHead(404, { 'content-type': 'text/plain', 'mcp-session-id': 'theirs', 'set-cookie': 'a=b' }).end('no session ');
    });
    const answer = await upstream.exchange({
      method: 'POST',
      body: Buffer.from('{ "jsonrpc":"2.0","id":1,"method":"x" }'),
      sessionId: 'theirs',
      protocolVersion: '2025-06-18',
      lastEventId: '7',
      headers: {},
      traceparent: TRACEPARENT,
    });
    expect(answer).toMatchObject({ status: 404, headers: { 'content-type': 'text/plain', 'mcp-session-id': 'theirs' } });
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(await bodyOf({ body: answer.body } as never)).toBe('no session ');
    expect(seen.at(-1)).toMatchObject({
      body: '{ "jsonrpc":"2.0","id":1,"method":"x" }',
      headers: { 'mcp-session-id': 'theirs', 'mcp-protocol-version': '2025-06-18', 'last-event-id': '7' },
    });
  }); // prettier-ignore
});
