import { afterEach, expect, it } from '@jest/globals';
import {
  bodyOf,
  callTool,
  http,
  httpServer,
  idOf,
  listen,
  resultOf,
  scripted,
  server,
  upstreamsFor,
} from '../fixtures/upstreams.js';
import type { Answer, Seen } from '../fixtures/upstreams.js';
import type { UpstreamFailure } from '../upstream/failure.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** What a server of sessions saw of the one call that is made to it, GETs and cancellations among it. */
async function callOn(answer: Answer, timeoutMs = 2_000, signal?: AbortSignal) {
  const seen: Seen[] = [];
  const { url, close } = await listen(httpServer(scripted('legacy', answer, seen)));
  const upstreams = upstreamsFor();
  closers.push(close, upstreams.dispose);
  const upstream = upstreams.get(server({ transport: http(url), settings: { timeoutMs, maxRetries: 0 } }));
  const messages: string[] = [];
  const onMessage = (raw: Buffer): void => void messages.push(raw.toString());
  const outcome = await callTool(upstream, 't', '{}', { onMessage, ...(signal ? { signal } : {}) })
    .then(bodyOf)
    .catch((error: UpstreamFailure) => `${error.code}: ${error.message}`);
  return { outcome, messages, seen, posts: seen.filter(({ rpcMethod }) => rpcMethod === 'tools/call').length };
}

const RESULT = '{"content":[],"big":9007199254740993}';
const stream = { 'content-type': 'text/event-stream' };
let asked = '';

/** Answers the call with `first`, and each GET with the next of `more`. */
function inTurns(first: Answer, ...more: Answer[]): Answer {
  return (one, response) => {
    if (one.rpcMethod === 'tools/call') asked = one.body;
    const answer = one.rpcMethod === 'tools/call' ? first : more.shift();
    response.on('error', () => {});
    if (answer === undefined) response.writeHead(405).end();
    else answer(one, response);
  };
}
const pausing =
  (event: string): Answer =>
  (_one, response) =>
    void response.writeHead(200, stream).end(event);
const answering: Answer = (_one, response) =>
  void response.writeHead(200, stream).end(`id: e9\ndata: ${resultOf(asked, RESULT)}\n\n`);

it('goes on with a call whose server ended the stream for now, and makes it once only', async () => {
  const progress = `id: e2\nretry: 5\ndata: {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":1}}\n\n`;
  const { outcome, messages, seen, posts } = await callOn(
    inTurns(pausing('id: e1\nretry: 10\ndata: \n\n'), pausing(progress), answering),
  );
  expect(outcome).toBe(RESULT);
  expect(messages).toEqual([expect.stringContaining('"data":1')]);
  expect(posts).toBe(1);
  const gets = seen.filter(({ method }) => method === 'GET').map(({ headers }) => headers);
  expect(gets.map((headers) => headers['last-event-id'])).toEqual(['e1', 'e2']);
  expect(gets[0]).toMatchObject({ accept: 'text/event-stream', 'mcp-session-id': expect.stringMatching(/^session-/) });
});

it('waits as long as the server asks for', async () => {
  let pausedAtMs = 0;
  let cameBackAfterMs = 0;
  const first: Answer = (one, response) => {
    pausing('id: e1\nretry: 300\ndata: \n\n')(one, response);
    pausedAtMs = performance.now();
  };
  const again: Answer = (one, response) => {
    cameBackAfterMs = performance.now() - pausedAtMs;
    answering(one, response);
  };
  expect((await callOn(inTurns(first, again))).outcome).toBe(RESULT);
  expect(cameBackAfterMs).toBeGreaterThan(295);
});

it('goes on, too, where the connection broke', async () => {
  const broken: Answer = (_one, response) => {
    response
      .writeHead(200, stream)
      .write('id: e1\nretry: 10\ndata: \n\n', () => setTimeout(() => response.destroy(), 30));
  };
  const { outcome, posts } = await callOn(inTurns(broken, answering));
  expect(outcome).toBe(RESULT);
  expect(posts).toBe(1);
});

it('says so where the server does not let the stream be gone on with, and does not make the call again', async () => {
  const { outcome, posts } = await callOn(inTurns(pausing('id: e1\nretry: 10\ndata: \n\n')));
  expect(outcome).toContain(
    'upstream_error: The MCP server ended its event stream without an answer, and did not let it be',
  );
  expect(posts).toBe(1);
});

it('takes no longer than the call may take', async () => {
  const { outcome } = await callOn(inTurns(pausing('id: e1\nretry: 60000\ndata: \n\n'), answering), 300);
  expect(outcome).toContain('timeout: ');
});

it('stops, and tells the server, where the caller leaves meanwhile', async () => {
  const caller = new AbortController();
  const first: Answer = (one, response) => {
    pausing('id: e1\nretry: 60000\ndata: \n\n')(one, response);
    setTimeout(() => caller.abort(), 50);
  };
  const { outcome, seen } = await callOn(inTurns(first, answering), 5_000, caller.signal);
  expect(outcome).toContain('The caller ended the call.');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const cancelled = seen.find(({ rpcMethod }) => rpcMethod === 'notifications/cancelled');
  expect(cancelled?.body).toContain(`"requestId":${idOf(asked)}`);
});
