import { afterEach, describe, expect, it } from '@jest/globals';
import type { RuntimeCredential } from '@gatewayops/contracts';
import { createServer } from 'node:net';
import { http, listen, server } from '../fixtures/upstreams.js';
import { UPSTREAM_LIMITS } from '../upstream/types.js';
import { addressGuard } from './address-guard.js';
import { HttpConnection } from './connection.js';
import type { ConnectionRequest } from './connection.js';
import { connectionFailure } from './http-failure.js';
import { Ears } from '../fixtures/ears.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** A server that writes down what it is sent, and a connection to it. */
async function connection(credential: RuntimeCredential = { type: 'none' }, host = '127.0.0.1', guard: 'allow' | 'deny' = 'allow') {
  const received = { text: '', port: 0 };
  const { port, close } = await listen(
    createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (bytes) => {
        received.text += bytes.toString('latin1');
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      });
    }),
  );
  received.port = port;
  const one = new HttpConnection(server({ transport: http(`http://${host}:${port}/mcp?x=é`), credential }), {
    addressGuard: addressGuard({ privateRanges: guard }),
    limits: UPSTREAM_LIMITS,
    onConnections: () => {},
  });
  closers.push(close, () => one.close());
  const ask = (request: Partial<ConnectionRequest>): Promise<Ears> => {
    const ears = new Ears();
    one.dispatch({ method: 'POST', lines: '', headers: [], body: null, ...request }, ears);
    return ears.over;
  };
  return { one, ask, received };
} // prettier-ignore

describe('what a server is sent', () => {
  it('is one head and the body', async () => {
    const { ask, received } = await connection({ type: 'bearer', token: 't0ken' });
    await ask({ lines: 'accept: a/b\r\n', headers: ['mcp-method', 'x/y', 'x-latin', 'é'], body: 'b\xe9' });
    expect(received.text).toBe(
      `POST /mcp?x=%C3%A9 HTTP/1.1\r\nhost: 127.0.0.1:${received.port}\r\nauthorization: Bearer t0ken\r\n` +
        'accept: a/b\r\nmcp-method: x/y\r\nx-latin: \xe9\r\ncontent-length: 2\r\n\r\nb\xe9',
    );
  });

  it.each([
    ['POST', null, 'content-length: 0\r\n\r\n'],
    ['GET', null, '\r\n\r\n'],
    ['DELETE', null, '\r\n\r\n'],
    ['POST', Buffer.from('{"é":1}'), 'content-length: 8\r\n\r\n{"\xc3\xa9":1}'],
  ] as const)('ends as it must: %s', async (method, body, end) => {
    const { ask, received } = await connection({ type: 'basic', username: 'u', password: 'p' });
    await ask({ method, body, longLived: method === 'GET' });
    expect(received.text.startsWith(`${method} /mcp?x=%C3%A9 HTTP/1.1\r\n`)).toBe(true);
    expect(received.text.endsWith(end)).toBe(true);
    expect(received.text).toContain('authorization: Basic dTpw\r\n');
    if (body === null && method !== 'POST') expect(received.text).not.toContain('content-length');
  });

  it('goes to the path that the server redirected to', async () => {
    const { one, ask, received } = await connection();
    await ask({});
    one.path = one.sameOriginPath('/other/') as string;
    await ask({});
    expect(received.text.match(/POST \S+/g)).toEqual(['POST /mcp?x=%C3%A9', 'POST /other/']);
    expect(one.sameOriginPath('http://elsewhere/')).toBeNull();
  });
});

describe('what cannot be sent fails the request, and nothing is sent', () => {
  it.each([
    ['a line break in a value', ['x', 'a\r\nevil: 1']],
    ['a line feed in a value', ['x', 'a\nevil: 1']],
    ['a NUL in a value', ['x', 'a\0']],
    ['a value beyond latin1', ['x', 'ā']],
    ['a line break in a name', ['x: 1\r\nevil', '1']],
    ['a colon in a name', ['x:y', '1']],
    ['a space in a name', ['x y', '1']],
    ['an empty name', ['', '1']],
  ])('%s', async (_what, headers) => {
    const { ask, received } = await connection();
    const { error } = await ask({ headers });
    expect(error?.code).toBe('WIRE_INVALID_REQUEST');
    expect(connectionFailure(error as Error)).toMatchObject({ code: 'upstream_error', countsAgainst: false });
    expect(received.text).toBe('');
  });

  it.each<RuntimeCredential>([
    { type: 'bearer', token: 'a\r\nevil: 1' },
    { type: 'header', name: 'x-key', value: 'a\nb' },
    { type: 'header', name: 'Content-Length', value: '5' },
    { type: 'header', name: 'transfer-encoding', value: 'chunked' },
    { type: 'header', name: 'host', value: 'elsewhere' },
  ])('a credential: %j', async (credential) => {
    const { ask, received } = await connection(credential);
    expect((await ask({})).error?.code).toBe('WIRE_INVALID_REQUEST');
    expect(received.text).toBe('');
  });
});

describe('an address that may not be connected to', () => {
  it.each(['127.0.0.1', '[::1]', 'localhost'])('is not: %s', async (host) => {
    const { ask, received } = await connection({ type: 'none' }, host, 'deny');
    const { error } = await ask({});
    expect(error?.code).toBe('EADDRESSREFUSED');
    expect(connectionFailure(error as Error).message).toContain('not allowed by the operator');
    expect(received.text).toBe('');
  });

  it('may be one of several: a name that leads to the server', async () => {
    const { ask } = await connection({ type: 'none' }, 'localhost');
    expect(await ask({})).toMatchObject({ status: 200, error: null });
  });
});
