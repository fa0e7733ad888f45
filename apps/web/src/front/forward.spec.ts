import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FrontUnderTest, type Answer, type Asked, type Upstream } from './front.fixture.js';

let front: FrontUnderTest;
let auth: Upstream;
let trace: Upstream;

beforeEach(async () => {
  front = await FrontUnderTest.start();
  ({ auth, trace } = front);
});
afterEach(() => front.stop());

const ask = (path: string, asked?: Asked): Promise<Answer> => front.ask(path, asked);

const BIG = Array.from({ length: 64 }, (_, i) => Buffer.alloc(65_536, i));

describe('what goes to a service', () => {
  it('arrives byte for byte, in chunks whose sum nobody announced', async () => {
    const parts: Buffer[] = [];
    auth.answer = (incoming, outgoing) => {
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('end', () => outgoing.end('got it'));
    };
    const { status, text } = await ask('/v1/auth/keys', { method: 'POST', body: BIG });
    expect([status, text]).toEqual([200, 'got it']);
    expect(Buffer.concat(parts).equals(Buffer.concat(BIG))).toBe(true);
    expect(auth.seen[0]?.headers).toMatchObject({ 'transfer-encoding': 'chunked' });
    expect(auth.seen[0]?.headers['content-length']).toBeUndefined();
  });

  it('says where it came from, whatever the client says, and nothing that is meant for one hop', async () => {
    const headers = {
      host: 'dashboard.example', 'x-forwarded-for': '1.2.3.4', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example',
      forwarded: 'for=1.2.3.4', connection: 'keep-alive, x-mine', 'x-mine': '1', te: 'trailers', 'keep-alive': 'timeout=1',
      'proxy-authorization': 'Basic x', 'x-yours': '2',
    }; // prettier-ignore
    await ask('/signin?return_to=/traces', { headers });
    const seen = auth.seen[0];
    expect(seen?.url).toBe('/signin?return_to=/traces');
    expect(seen?.headers).toMatchObject({
      host: 'dashboard.example',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'dashboard.example',
      'x-yours': '2',
    });
    for (const name of ['forwarded', 'x-mine', 'te', 'keep-alive', 'proxy-authorization'])
      expect([name, seen?.headers[name]]).toEqual([name, undefined]);
  });

  it('ends where the client goes away, before an answer and in the middle of one', async () => {
    for (const begun of [false, true]) {
      const reached = Promise.withResolvers<IncomingMessage>();
      auth.answer = (incoming, outgoing) => {
        if (begun) outgoing.write('the beginning');
        reached.resolve(incoming);
      };
      const asked = front.open('/v1/auth/keys');
      asked.end();
      const incoming = await reached.promise;
      if (begun) await once(asked, 'response');
      const closed = once(incoming.socket, 'close');
      asked.destroy();
      await closed;
      expect(incoming.socket.destroyed).toBe(true);
    }
  });

  it('is cut, not ended, where the client goes away in the middle of its body', async () => {
    const outcome = Promise.withResolvers<string>();
    auth.answer = (incoming) => {
      incoming.resume();
      incoming.once('end', () => outcome.resolve('ended'));
      incoming.once('error', () => outcome.resolve('cut'));
      incoming.once('data', () => asked.destroy());
    };
    const asked = front.open('/v1/auth/keys', 'POST');
    asked.write('{"name":');
    expect(await outcome.promise).toBe('cut');
  });
});

describe('what a service answers', () => {
  it('comes as it is: status, cookies, and no headers of one hop', async () => {
    auth.answer = (_incoming, outgoing) =>
      outgoing
        .writeHead(207, ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'Proxy-Authenticate', 'Basic', 'X-Kept', 'yes'])
        .end('{}');
    const { status, headers, text } = await ask('/v1/users');
    expect([status, text, headers['set-cookie'], headers['x-kept']]).toEqual([207, '{}', ['a=1', 'b=2'], 'yes']);
    expect(headers['proxy-authenticate']).toBeUndefined();
  });

  it('comes event by event, each as soon as it was written', async () => {
    const open = Promise.withResolvers<ServerResponse>();
    auth.answer = (_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      open.resolve(outgoing);
    };
    const asked = front.open('/v1/events').end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const stream = await open.promise;
    for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
      stream.write(event);
      expect(String((await once(response, 'data'))[0])).toBe(event);
    }
    stream.end();
    response.resume();
    await once(response, 'end');
  });

  it.each([
    ['in chunks', {}],
    ['of a length that was said', { 'content-length': '1000' }],
  ])('is cut, not ended, where the service is, in a body %s', async (_, headers) => {
    auth.answer = (_incoming, outgoing) => {
      outgoing.writeHead(200, headers);
      outgoing.write('the beginning', () => outgoing.socket?.resetAndDestroy());
    };
    const { status, text, complete } = await ask('/v1/users');
    expect([status, text, complete]).toEqual([200, 'the beginning', false]);
  });

  it('reaches a client that is still sending, and its connection goes on', async () => {
    auth.answer = (incoming, outgoing) => void outgoing.writeHead(413).end('too large', () => incoming.pause());
    const refused = await ask('/v1/auth/keys', { method: 'POST', body: BIG });
    expect([refused.status, refused.text, refused.complete]).toEqual([413, 'too large', true]);
    expect((await ask('/v1/traces')).text).toBe('trace');
  });
});

describe('a service that cannot be reached', () => {
  const inOurFormat = {
    error: {
      code: 'service_unavailable',
      message: expect.any(String),
      request_id: expect.stringMatching(/^req_[0-9a-f]{32}$/),
    },
  };

  it.each([
    ['nobody listens', '/v1/costs', {}],
    ['nobody listens for a body in chunks', '/v1/costs', { method: 'POST', body: BIG }],
  ])('is a 503 in the one format, without its address: %s', async (_, path, asked) => {
    const { status, headers, text, raw } = await ask(path, asked);
    expect(status).toBe(503);
    expect(JSON.parse(text)).toEqual(inOurFormat);
    expect(headers['x-request-id']).toBe((JSON.parse(text) as typeof inOurFormat).error.request_id);
    expect(headers['content-type']).toMatch(/^application\/json/);
    for (const inner of ['127.0.0.1', String(front.deadPort)]) expect([text, ...raw].join(' ')).not.toContain(inner);
  });

  it.each([
    ['hangs up at once', (incoming: IncomingMessage) => incoming.socket.destroy()],
    ['answers what is not HTTP', (incoming: IncomingMessage) => incoming.socket.end('220 mail.inner.example ESMTP\r\n')],
    [
      'answers with headers beyond all measure',
      (incoming: IncomingMessage) => incoming.socket.write(`HTTP/1.1 200 OK\r\nX-Big: ${'x'.repeat(70_000)}\r\n\r\n`),
    ],
  ])('or %s', async (_, act) => {
    auth.answer = act;
    const { status, text } = await ask('/v1/users');
    expect(status).toBe(503);
    expect(JSON.parse(text)).toEqual(inOurFormat);
  }); // prettier-ignore
});

describe('a connection that the service had closed just as it was used again', () => {
  /** Leaves one idle, and has it cut when the next request comes over it; what comes over another is answered. */
  async function leaveOneIdle(): Promise<void> {
    await ask('/v1/users');
    const [idle] = [...auth.connections];
    auth.seen = [];
    auth.answer = (incoming, outgoing) =>
      incoming.socket === idle ? void idle.resetAndDestroy() : void outgoing.end('again');
  }

  it.each(['GET', 'HEAD', 'DELETE'])('is not noticed by a %s without a body', async (method) => {
    await leaveOneIdle();
    expect((await ask('/v1/users', { method })).status).toBe(200);
    expect(auth.seen).toHaveLength(2);
  });

  it.each([
    ['what has a body', 'PUT /v1/users HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}'],
    ['what must not come twice', 'POST /v1/users HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n'],
  ])('is a 503 for %s: it may have been read', async (_, text) => {
    await leaveOneIdle();
    expect(await front.send(text)).toMatch(/^HTTP\/1\.1 503 /);
    expect(auth.seen).toHaveLength(1);
  }); // prettier-ignore
});

describe('an address', () => {
  it.each([
    '/v1/traces/../auth/keys', '/v1/traces/%2e%2e/auth/keys', '/v1/traces/.%2E/x', '/v1/./traces', '/internal/v1/x', '/metrics',
    '/ready', '/openapi.json', '//v1/traces', '/%761/traces', '/v1\\..\\internal', 'http://evil.example/v1/traces',
  ])('%s reaches no service', async (target) => {
    await front.send(`GET ${target} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`);
    expect([auth.seen, trace.seen]).toEqual([[], []]);
  }); // prettier-ignore

  it('is passed on as it is, so that a service reads what was looked up', async () => {
    for (const target of ['/v1/traces/a%2Fb?q=%2e%2e/', '/v1/traces/..;/x', '/v1/traces/%252e%252e/x'])
      expect(await ask(target)).toMatchObject({ status: 200, text: 'trace' });
    expect(trace.seen.map(({ url }) => url)).toEqual([
      '/v1/traces/a%2Fb?q=%2e%2e/',
      '/v1/traces/..;/x',
      '/v1/traces/%252e%252e/x',
    ]);
    expect(auth.seen).toEqual([]);
  });
});

describe('what is no request', () => {
  it.each([
    [431, 'headers_too_large', `GET /v1/users HTTP/1.1\r\nHost: h\r\nX-Big: ${'x'.repeat(20_000)}\r\n\r\n`],
    [400, 'bad_request', 'HELO there\r\n\r\n'],
    [400, 'bad_request', 'POST /v1/users HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ])('is answered with %s in the one format, and reaches nobody', async (status, code, text) => {
    const answer = await front.send(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    const body = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as { error: object };
    expect(body.error).toMatchObject({ code, request_id: expect.stringMatching(/^req_/) });
    expect([auth.seen, front.pages]).toEqual([[], []]);
  }); // prettier-ignore
});
