import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { startDualEraServer, type RunningFixture } from '@gatewayops/testing/fixture-mcp-servers';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { send, until, type Organization, type Reply } from './support/organization.js';
import { TestStack } from './support/test-stack.js';

jest.setTimeout(20_000);

const READ_TIMEOUT_MS = 2_000;

let stack: TestStack;
let upstream: RunningFixture;
let org: Organization;
let key: string;
let url: string;

beforeAll(async () => {
  upstream = await startDualEraServer();
  stack = await TestStack.start({
    everything: false,
    environment: { gateway: { READ_TIMEOUT_MS: String(READ_TIMEOUT_MS), REQUEST_BYTES_MAX: '1000000' } },
  });
  org = await stack.createOrganization('Hostile');
  await org.addHttpServer('fixture', upstream.url);
  ({ key } = await org.createKey());
  url = `${org.urls.gateway}/v1/mcp/fixture`;
  await until(isWell, ({ status }) => status === 200, 5_000);
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  await upstream?.close();
}, 30_000);

const isWell = (): Promise<Reply> => org.callTool(key, 'fixture', 'add', { a: 1, b: 2 });

const HEAD = () => `POST /v1/mcp/fixture/tools/call HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\n`;

async function dial(): Promise<Socket> {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Settles when the socket is closed, also by a reset. */
const closing = (socket: Socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()));

/** What comes back for raw bytes until the gateway closes, or nothing more comes for a while. */
async function raw(
  bytes: string | Buffer,
  withinMs = READ_TIMEOUT_MS + 6_000,
): Promise<{ text: string; closed: boolean }> {
  const socket = await dial();
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  socket.write(bytes);
  const closed = await Promise.race([
    closing(socket).then(() => true),
    new Promise<false>((resolve) => setTimeout(() => resolve(false), withinMs)),
  ]);
  socket.destroy();
  return { text, closed };
}

const statusOf = (text: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0);

describe('requests that are no HTTP, or no sound one', () => {
  it.each([
    ['noise', '\u0000\u0001\u0002 nonsense\r\n\r\n'],
    ['two lengths', () => `${HEAD()}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`],
    ['a length and chunks', () => `${HEAD()}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a length that is none', () => `${HEAD()}Content-Length: five\r\n\r\nhello`],
    ['headers of 100 kB', () => `${HEAD()}X-Long: ${'x'.repeat(100_000)}\r\n\r\n`],
  ])('%s: refused, and the connection closed', async (_what, bytes) => {
    const { text, closed } = await raw(typeof bytes === 'string' ? bytes : bytes());
    expect(closed).toBe(true);
    expect(text === '' || (statusOf(text) >= 400 && statusOf(text) < 500)).toBe(true);
    expect((await isWell()).status).toBe(200);
  });
});

describe('requests that are slow or never end', () => {
  it('a head that stops half-way is cut off', async () => {
    const { closed } = await raw('POST /v1/mcp/fixture/tools/call HTTP/1.1\r\nHost: gate');
    expect(closed).toBe(true);
  });

  it('a body that stops half-way is cut off', async () => {
    const head = `${HEAD()}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n`;
    const { text, closed } = await raw(`${head}{"tool":"add","argum`);
    expect(closed).toBe(true);
    expect([0, 400, 408]).toContain(statusOf(text));
  });

  it('a body that comes byte by byte is cut off, too', async () => {
    const socket = await dial();
    socket.write(`${HEAD()}Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n`);
    const startedAt = performance.now();
    const timer = setInterval(() => socket.write('{'), 50);
    socket.once('close', () => clearInterval(timer));
    await closing(socket);
    expect(performance.now() - startedAt).toBeLessThan(READ_TIMEOUT_MS + 6_000);
  });

  it('a hundred that were sent by half leave room for others', async () => {
    const half = `${HEAD()}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{`;
    const sockets = await Promise.all(Array.from({ length: 100 }, dial));
    for (const socket of sockets) socket.write(half);
    expect((await isWell()).status).toBe(200);
    for (const socket of sockets) socket.resetAndDestroy();
    expect((await isWell()).status).toBe(200);
  });
});

describe('bodies', () => {
  const post = (body: string, headers: Record<string, string> = {}, path = '/tools/call') =>
    send('POST', `${url}${path}`, { token: key, body, headers });
  const rpc = (body: string) =>
    post(body, { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-11-25' }, '');

  it.each([
    ['nothing', ''],
    ['half of an object', '{"tool":"add"'],
    ['an array', '[]'],
    ['a number', '7'],
    ['something after the object', '{"tool":"add","arguments":{}}{'],
    ['no tool', '{"arguments":{}}'],
    ['a tool that is a number', '{"tool":7,"arguments":{}}'],
    ['arguments that are a list', '{"tool":"add","arguments":[1,2]}'],
    ['nesting without end', `{"tool":"add","arguments":${'{"a":'.repeat(100_000)}`],
  ])('%s: 400', async (_what, body) => {
    const reply = await post(body);
    expect(reply.status).toBe(400);
    expect(reply.json['error']).toMatchObject({ code: expect.stringMatching(/^(bad_request|validation_error)$/) });
  });

  it('deep nesting that is sound is taken or refused, but harms nothing', async () => {
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const reply = await post(`{"tool":"echo","arguments":${deep}}`);
    expect([200, 400, 502]).toContain(reply.status);
    expect((await isWell()).status).toBe(200);
  });

  it('more than is taken: 413, by its length or as it comes', async () => {
    const huge = `{"tool":"echo","arguments":{"x":"${'x'.repeat(1_100_000)}"}}`;
    expect((await post(huge)).status).toBe(413);
    const chunks = (async function* () {
      for (let i = 0; i < 40; i++) yield Buffer.from('x'.repeat(64_000));
    })();
    const outcome = await fetch(`${url}/tools/call`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: chunks,
      duplex: 'half',
    } as unknown as RequestInit).then(
      ({ status }) => status,
      () => 'cut off',
    );
    expect([413, 'cut off']).toContain(outcome);
    expect((await isWell()).status).toBe(200);
  });

  it.each([
    ['half of a message', 400, '{"jsonrpc":"2.0","id":1'],
    ['no JSON-RPC', 400, '{"hello":"world"}'],
    ['no method', 400, '{"jsonrpc":"2.0","id":1}'],
    ['another version', 400, '{"jsonrpc":"1.0","id":1,"method":"tools/list"}'],
  ])('of JSON-RPC, %s: %i', async (_what, status, body) => {
    const reply = await rpc(body);
    expect(reply.status).toBe(status);
    expect(reply.json['jsonrpc']).toBe('2.0');
    expect(reply.json['error']).toMatchObject({ code: expect.any(Number), message: expect.any(String) });
  });
});

describe('headers', () => {
  it.each([
    ['another scheme', 'Basic dXNlcjpwYXNz', 'unauthorized'],
    ['an empty token', 'Bearer ', 'unauthorized'],
    ['a token of 100 characters', `Bearer ${'x'.repeat(100)}`, 'invalid_token'],
    ['a key with a letter changed', 'changed', 'invalid_token'],
  ])('%s: 401 with WWW-Authenticate', async (_what, authorization, code) => {
    const changed = `Bearer ${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`;
    const headers = { authorization: authorization === 'changed' ? changed : authorization };
    const reply = await send('POST', `${url}/tools/call`, { body: { tool: 'add', arguments: {} }, headers });
    expect(reply.status).toBe(401);
    expect(['unauthorized', code]).toContain((reply.json['error'] as unknown as { code: string }).code);
    expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it('a request id of the caller’s is kept where it is sound, and replaced where not', async () => {
    const ask = async (id: string) =>
      (await send('POST', `${url}/tools/list`, { token: key, body: {}, headers: { 'x-request-id': id } })).headers.get(
        'x-request-id',
      );
    expect(await ask('my-request-0001')).toBe('my-request-0001');
    expect(await ask('<script>')).toMatch(/^req_/);
    expect(await ask('x'.repeat(500))).toMatch(/^req_/);
  });
});
