import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerClientError, createHttpServer } from '../http/server.js';
import type { WireAnswer } from './wire-answer.js';
import type { WireRequest } from './wire-request.js';
import { WireServer } from './wire-server.js';

const SETTINGS = { READ_TIMEOUT_MS: 300, WRITE_TIMEOUT_MS: 400, IDLE_TIMEOUT_MS: 100, REQUEST_BYTES_MAX: 10_485_760 };

let server: Server;
let wire: WireServer;
let port: number;
let ends: boolean[];
let respond: (request: WireRequest, answer: WireAnswer) => Promise<void> | void;
const sockets: Socket[] = [];

const echo = async (request: WireRequest, answer: WireAnswer) => {
  const body = await request.readBody(1_000_000);
  answer.endWhole(200, ['X-Way', 'wire', 'Content-Length', String(body.length)], body.toString('latin1'));
};

beforeEach(async () => {
  ends = [];
  respond = echo;
  server = createHttpServer(SETTINGS, (request, response) => {
    let body = '';
    request.setEncoding('latin1').on('data', (part: string) => (body += part));
    request.on('end', () => response.writeHead(200, { 'x-way': 'library' }).end(body));
  });
  server.on('clientError', answerClientError);
  wire = new WireServer(server, SETTINGS, {
    path: '/v1/mcp',
    serve: (request, answer) => {
      request.onEnd = (answered) => ends.push(answered);
      void (async () => respond(request, answer))().catch(() => answer.abort());
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  wire.closeAll();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

interface Client {
  socket: Socket;
  text(): string;
  ended: Promise<void>;
  /** Resolves when so much has come, or the connection has ended. */
  until(pattern: RegExp): Promise<string>;
}

function client(): Client {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  socket.setEncoding('latin1').on('data', (part: string) => (text += part));
  socket.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const until = async (pattern: RegExp) => {
    for (let i = 0; i < 400 && !pattern.test(text) && !socket.destroyed; i++) await pause(5);
    return text;
  };
  return { socket, text: () => text, ended, until };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const post = (body: string, more = '') =>
  `POST /v1/mcp/files HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`;
const ways = (text: string) => [...text.matchAll(/x-way: (\w+)/gi)].map((match) => match[1]);

describe('a connection', () => {
  it('serves one simple request after another', async () => {
    const { socket, until } = client();
    for (const body of ['one', 'two']) {
      socket.write(post(body));
      await until(new RegExp(`${body}$`));
    }
    const text = await until(/two$/);
    expect(ways(text)).toEqual(['wire', 'wire']);
    expect(text).toMatch(/Keep-Alive: timeout=0\r\nDate|Date: .* GMT\r\nConnection: keep-alive\r\n/);
    expect(ends).toEqual([true, true]);
  });

  it('answers requests that are sent ahead in their order', async () => {
    const { socket, until } = client();
    respond = async (request, answer) => {
      await pause(request.headers['content-length'] === '5' ? 30 : 0);
      return echo(request, answer);
    };
    socket.write(post('first') + post('2nd') + post('third'));
    const text = await until(/third$/);
    expect(text.match(/first|2nd|third/g)).toEqual(['first', '2nd', 'third']);
    expect(ways(text)).toEqual(['wire', 'wire', 'wire']);
  });

  it('becomes the library’s with the first request that is not simple, and loses nothing', async () => {
    const { socket, until } = client();
    const chunked = 'POST /v1/mcp/files HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n';
    socket.write(post('simple') + chunked);
    await until(/simple/);
    socket.write('4\r\nrest\r\n0\r\n\r\n' + post('later'));
    const text = await until(/later/);
    expect(ways(text)).toEqual(['wire', 'library', 'library']);
    expect(text).toContain('halfrest');
  });

  it.each([
    ['a head in two pieces', [post('body').slice(0, 30), post('body').slice(30)]],
    ['an address of somebody else', [post('body').replace('/v1/mcp/files', '/health')]],
    ['an end of the connection', [post('body', 'Connection: close\r\n')]],
  ])('is the library’s with %s', async (_what, pieces) => {
    const { socket, until } = client();
    for (const piece of pieces) {
      socket.write(piece);
      await pause(20);
    }
    expect(ways(await until(/body/))).toEqual(['library']);
  });

  it('leaves bodies that are large to the library', async () => {
    const { socket, until } = client();
    socket.write(post(`${'a'.repeat(1_048_577)}!`));
    expect(ways(await until(/!/))).toEqual(['library']);
  });

  it('gives the same answers however its bytes are cut', async () => {
    const bytes = Buffer.from(post('alpha') + post('') + post('{"b":2}') + post('omega'));
    const cut = async (points: number[]) => {
      const { socket, until } = client();
      socket.setNoDelay(true);
      const places = [0, ...points.toSorted((a, b) => a - b), bytes.length];
      for (let i = 1; i < places.length; i++) {
        socket.write(bytes.subarray(places[i - 1], places[i]));
        await pause(1);
      }
      const text = await until(/omega/);
      socket.destroy();
      expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(4);
      expect(text.match(/alpha|\{"b":2\}|omega/g)).toEqual(['alpha', '{"b":2}', 'omega']);
    };
    await fc.assert(fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 6 }), cut), { numRuns: 60 });
  }, 20_000);
});

describe('an answer', () => {
  it('is chunked where its length is not known', async () => {
    respond = async (_request, answer) => {
      answer.head(200, ['Content-Type', 'text/event-stream']);
      await answer.write('data: é\n\n');
      await answer.write(Buffer.from('data: 2\n\n'));
      answer.end('data: 3\n\n');
    };
    const response = await fetch(`http://127.0.0.1:${port}/v1/mcp/files`, { method: 'POST', body: '{}' });
    expect(await response.text()).toBe('data: é\n\ndata: 2\n\ndata: 3\n\n');
  });

  it('has no body with 204, and keeps the connection readable', async () => {
    const { socket, until } = client();
    respond = (_request, answer) => {
      answer.head(204, ['X-Way', 'wire']);
      answer.end();
    };
    socket.write(post('a'));
    await until(/204/);
    respond = echo;
    socket.write(post('next'));
    expect(await until(/next$/)).toMatch(/^HTTP\/1.1 204 No Content\r\nX-Way: wire\r\nDate: [^\r]+\r\nConnection: keep-alive\r\n[^\r]+\r\n\r\nHTTP\/1.1 200/);
  }); // prettier-ignore

  it('of another length than it announced ends the connection', async () => {
    const { socket, ended, text } = client();
    respond = (_request, answer) => answer.endWhole(200, ['Content-Length', '10'], 'short');
    socket.write(post('a') + post('never read'));
    await ended;
    expect(text()).not.toContain('never');
  });

  it('cannot be given a header that would break it', async () => {
    const { socket, ended, text } = client();
    respond = (_request, answer) => answer.head(200, ['X-A', 'a\r\nX-B: b']);
    socket.write(post('a'));
    await ended;
    expect(text()).toBe('');
  });

  it('before the body has come leaves the connection in order', async () => {
    const { socket, until } = client();
    respond = (_request, answer) => answer.endWhole(401, ['Content-Length', '2'], 'no');
    const late = post('x'.repeat(1_000));
    socket.write(late.slice(0, 200));
    await until(/no$/);
    respond = echo;
    socket.write(late.slice(200) + post('next'));
    expect(await until(/next/)).toMatch(/401[^]*no[^]*200[^]*next/);
  });
});

describe('clients that are slow, broken or gone', () => {
  it('are told when their body does not come in time', async () => {
    const { socket, ended, text } = client();
    socket.write(post('body').slice(0, -2));
    await ended;
    expect(text()).toMatch(/^HTTP\/1.1 408 /);
    expect(text()).toContain('"request_timeout"');
    expect(ends).toEqual([false]);
  });

  it('are cut when they do not read', async () => {
    const { socket } = client();
    respond = (_request, answer) => {
      answer.head(200, []);
      const more = (): void => {
        if (!answer.gone) void Promise.resolve(answer.write(Buffer.alloc(1_000_000))).then(more);
      };
      more();
    };
    socket.pause();
    socket.write(post('a'));
    for (let i = 0; i < 300 && ends.length === 0; i++) await pause(10);
    expect(ends).toEqual([false]);
  });

  it('are let go when they do not use the connection', async () => {
    const used = client();
    used.socket.write(post('a'));
    const unused = client();
    await Promise.all([used.ended, unused.ended]);
    expect(used.text()).toContain('200 OK');
  });

  it.each([
    ['half', (socket: Socket) => socket.end()],
    ['all', (socket: Socket) => socket.destroy()],
  ])('end the exchange when they close %s of the connection', async (_what, close) => {
    const { socket } = client();
    respond = () => undefined;
    socket.write(post('a'));
    for (let i = 0; i < 100 && wire.underWay === 0; i++) await pause(5);
    close(socket);
    for (let i = 0; i < 100 && ends.length === 0; i++) await pause(5);
    expect(ends).toEqual([false]);
    expect(wire.underWay).toBe(0);
  });

  it('cannot make us keep more than a little of what they send ahead', async () => {
    const { socket } = client();
    respond = () => undefined;
    socket.write(post('a'));
    let sent = 0;
    const filler = Buffer.from(post('b'.repeat(60_000)));
    for (let i = 0; i < 400 && socket.writableLength < 4_000_000; i++) {
      socket.write(filler);
      sent += filler.length;
      await pause(1);
    }
    expect(socket.writableLength).toBeGreaterThan(sent / 4);
  });
});

describe('the end of the service', () => {
  it('lets what is under way end, and tells that the connection does', async () => {
    const idle = client();
    idle.socket.write(post('idle'));
    await idle.until(/idle$/);
    const busy = client();
    respond = async (request, answer) => {
      await pause(80);
      return echo(request, answer);
    };
    busy.socket.write(post('busy'));
    for (let i = 0; i < 100 && wire.underWay === 0; i++) await pause(5);
    wire.beginClose();
    await Promise.all([idle.ended, busy.ended]);
    expect(busy.text()).toMatch(/Connection: close\r\n\r\nbusy$/);
    expect(wire.underWay).toBe(0);
  });
});

it('refuses to be put before a server of which it does not know the library', () => {
  const bare = createServer();
  bare.removeAllListeners('connection');
  const front = { path: '', serve: () => undefined };
  expect(() => new WireServer(bare, SETTINGS, front)).toThrow(/no connection listener/);
});
