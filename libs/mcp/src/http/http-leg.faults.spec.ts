import { afterEach, describe, expect, it } from '@jest/globals';
import type { McpServerSettings } from '@gatewayops/contracts';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import {
  bodyOf, callTool, http, httpServer, json, listen, resultOf, scripted, server, upstreamsFor,
} from '../fixtures/upstreams.js'; // prettier-ignore
import type { Answer } from '../fixtures/upstreams.js';
import { UpstreamFailure } from '../upstream/failure.js';
import type { Upstream } from '../upstream/types.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function upstreamOf(listener: Parameters<typeof listen>[0], settings: Partial<McpServerSettings> = {}) {
  const { url, close } = await listen(listener);
  const upstreams = upstreamsFor();
  closers.push(close, upstreams.dispose);
  return upstreams.get(server({ transport: http(url), settings: { timeoutMs: 600, ...settings } }));
}
const modern = (answer: Answer, settings: Partial<McpServerSettings> = {}): Promise<Upstream> =>
  upstreamOf(httpServer(scripted('modern', answer)), settings);

async function failureOf(promise: Promise<unknown>): Promise<UpstreamFailure> {
  const failure = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(failure instanceof UpstreamFailure)) throw new Error(`no UpstreamFailure: ${String(failure)}`);
  return failure;
}

const head = (response: ServerResponse, type = 'application/json', length?: number): ServerResponse =>
  response.writeHead(200, { 'content-type': type, ...(length === undefined ? {} : { 'content-length': length }) });
const MEGABYTE = Buffer.alloc(1024 * 1024, 'x');

/** Writes for ever, as fast as it is read. */
function endless(response: ServerResponse, chunk: Buffer): void {
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

const FAULTS: [string, string, Answer][] = [
  ['hangs', 'timeout', () => {}],
  ['sends its headers and then nothing', 'timeout', (_s, r) => head(r).flushHeaders()],
  ['drips a byte at a time', 'timeout', (_s, r) => {
    head(r);
    const timer = setInterval(() => r.write(' '), 50);
    r.on('close', () => clearInterval(timer));
  }],
  ['closes the connection', 'upstream_error', (_s, r) => r.socket?.destroy()],
  ['resets in the middle of its answer', 'upstream_error', (s, r) => {
    head(r).write(resultOf(s.body, '{}').slice(0, 20), () => r.socket?.resetAndDestroy());
  }],
  ['announces more than it sends', 'upstream_error', (s, r) => {
    head(r, 'application/json', 9_000).write(resultOf(s.body, '{}'), () => r.socket?.end());
  }],
  ['answers with words', 'upstream_error', (_s, r) => json(r, 'hello')],
  ['answers with JSON that is no message', 'upstream_error', (_s, r) => json(r, '{"result":{}}')],
  ['answers with a result that is no object', 'upstream_error', (s, r) => json(r, resultOf(s.body, '7'))],
  ['answers with half a message', 'upstream_error', (s, r) => json(r, resultOf(s.body, '{').slice(0, -1))],
  ['answers with nothing', 'upstream_error', (_s, r) => json(r, '')],
  ['answers with a page', 'upstream_error', (_s, r) => head(r, 'text/html').end('<html>')],
  ['compresses without being asked', 'upstream_error', (s, r) => {
    r.setHeader('content-encoding', 'gzip');
    json(r, resultOf(s.body, '{}'));
  }],
  ['fails with 500', 'upstream_error', (_s, r) => json(r, 'oops', 500)],
  ['refuses the credential', 'upstream_error', (_s, r) => json(r, '', 401)],
  ['redirects elsewhere', 'upstream_error', (_s, r) => r.writeHead(307, { location: 'http://127.0.0.2:9/' }).end()],
  ['streams events for ever', 'timeout', (_s, r) => {
    head(r, 'text/event-stream');
    const timer = setInterval(() => r.write(': ping\n\n'), 20);
    r.on('close', () => clearInterval(timer));
  }],
  ['streams an event without end', 'upstream_error', (_s, r) => endless(head(r, 'text/event-stream'), MEGABYTE)],
  ['ends its event stream without an answer', 'upstream_error', (_s, r) => head(r, 'text/event-stream').end('data: \n\n')],
  ['answers another id on its event stream', 'upstream_error', (_s, r) =>
    head(r, 'text/event-stream').end('data: {"jsonrpc":"2.0","id":12345,"result":{}}\n\n')],
  ['sends spaces without end', 'upstream_error', (_s, r) => endless(head(r), Buffer.alloc(65_536, ' '))],
  ['announces 11 MB', 'upstream_error', (_s, r) => head(r, 'application/json', 11 * 1024 * 1024).write('{')],
]; // prettier-ignore

describe('a server that', () => {
  it.each(FAULTS)('%s fails the call with %s', async (_what, code, answer) => {
    const upstream = await modern(answer, { timeoutMs: code === 'timeout' ? 300 : 4_000 });
    const failure = await failureOf(callTool(upstream, 't'));
    expect(failure.code).toBe(code);
    expect(failure.attempts).toMatchObject([
      { status: code === 'timeout' ? 'timeout' : 'error', errorCode: code, errorMessage: failure.message },
    ]);
    expect(upstream.activeCalls).toBe(0);
  });

  it('takes no connections fails with upstream_error', async () => {
    const { url, close } = await listen(createServer());
    await close();
    const upstreams = upstreamsFor();
    closers.push(upstreams.dispose);
    const failure = await failureOf(callTool(upstreams.get(server({ transport: http(url) })), 't'));
    expect(failure).toMatchObject({ code: 'upstream_error', message: 'The MCP server does not take connections.' });
  });

  it('speaks no HTTP fails with upstream_error', async () => {
    const upstream = await upstreamOf(
      createServer((socket) => socket.end('220 mail ready\r\n')),
      { timeoutMs: 2_000 },
    );
    expect((await failureOf(callTool(upstream, 't'))).code).toBe('upstream_error');
  });

  it('takes the connection and never answers fails with timeout, within its time', async () => {
    const upstream = await upstreamOf(createServer(() => {}));
    const startedAtMs = performance.now();
    expect((await failureOf(callTool(upstream, 't'))).code).toBe('timeout');
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(599);
    expect(performance.now() - startedAtMs).toBeLessThan(900);
  });

  it('sends its headers slowly fails with timeout', async () => {
    const upstream = await upstreamOf(
      createServer((socket: Socket) => {
        socket.on('error', () => {});
        const timer = setInterval(() => socket.write('H'), 50);
        socket.on('close', () => clearInterval(timer));
      }),
      { timeoutMs: 300 },
    );
    // `HHH…` is refused by the parser as soon as it is seen; what counts is that it does not hold the call.
    expect(['timeout', 'upstream_error']).toContain((await failureOf(callTool(upstream, 't'))).code);
  });
});

describe('a large answer', () => {
  const text = 'é"\\{}[],: '.repeat(400_000);
  const result = JSON.stringify({ content: [{ type: 'text', text }], isError: true });

  it('arrives in pieces, byte for byte', async () => {
    const upstream = await modern((s, r) => json(r, resultOf(s.body, result)), { timeoutMs: 5_000 });
    const answer = await callTool(upstream, 't');
    expect(Buffer.isBuffer(answer.body)).toBe(false);
    expect(upstream.activeCalls).toBe(1);
    expect(answer.isError).toBe(false);
    expect((await bodyOf(answer)) === result).toBe(true);
    expect(answer.isError).toBe(true);
    expect(answer.size).toBe(Buffer.byteLength(result));
    expect(upstream.activeCalls).toBe(0);
    expect(answer.attempts[0]?.status).toBe('success');
  });

  it('that breaks off fails its reader, and the attempt', async () => {
    const upstream = await modern((s, r) => {
      head(r).write(resultOf(s.body, result).slice(0, 1_000_000), () => setTimeout(() => r.socket?.destroy(), 50));
    }, { timeoutMs: 5_000 }); // prettier-ignore
    const answer = await callTool(upstream, 't');
    const failure = await failureOf(bodyOf(answer));
    expect(failure).toMatchObject({ code: 'upstream_error', attempts: answer.attempts });
    expect(answer.attempts[0]).toMatchObject({ status: 'error', errorCode: 'upstream_error' });
    expect(upstream.activeCalls).toBe(0);
  });

  it('that is never read ends with its time', async () => {
    const upstream = await modern((s, r) => json(r, resultOf(s.body, result)), { timeoutMs: 400 });
    const answer = await callTool(upstream, 't');
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(upstream.activeCalls).toBe(0);
    expect((await failureOf(bodyOf(answer))).code).toBe('timeout');
  });

  it('that grows beyond 10 MB is refused', async () => {
    const upstream = await modern((s, r) => {
      head(r).write(`{"jsonrpc":"2.0","id":${s.body.length},"result":{"a":"`);
      endless(r, MEGABYTE);
    }, { timeoutMs: 5_000 }); // prettier-ignore
    const failure = await failureOf(bodyOf(await callTool(upstream, 't')));
    expect(failure).toMatchObject({ code: 'upstream_error', message: 'The answer of the MCP server is larger than 10 MB.' });
  }); // prettier-ignore
});
