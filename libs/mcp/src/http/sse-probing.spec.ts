import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import { until } from '../fixtures/child.js';
import { closeSsePlaces, failureOf, inTime, ssePlace } from '../fixtures/sse-place.js';
import { endpointOf, eventStream } from '../fixtures/sse-server.js';
import type { SseServer, SseServerOptions } from '../fixtures/sse-server.js';
import { bodyOf, callTool, listen } from '../fixtures/upstreams.js';

afterEach(closeSsePlaces);

describe('a server of HTTP+SSE', () => {
  it.each([400, 404, 405])('is found by its stream where it answers the POST with %d', async (postStatus) => {
    const { peer, upstream } = await ssePlace({ postStatus });
    expect(await upstream.describe()).toMatchObject({ era: 'legacy', protocolVersion: '2024-11-05' });
    expect(await bodyOf(await callTool(upstream, 't'))).toBe('{"content":[]}');
    expect(peer.posts.map((post) => post.rpcMethod)).toEqual(['initialize', 'notifications/initialized', 'tools/call']);
    expect(await upstream.takesSessions()).toBe(false);
    expect(peer.gets).toHaveLength(1);
  });

  it.each([
    ['of the whole address', (peer: SseServer) => `${new URL(peer.url).origin}/messages?session=1`],
    ['of another folder', () => '../messages?session=1'],
    ['without a folder', () => 'messages?session=1'],
  ])('may name its endpoint by a URI %s', async (_what, uri) => {
    const holder: { peer?: SseServer } = {};
    const { peer, upstream } = await ssePlace({
      opening: (_client, response) => eventStream(response, `event: endpoint\ndata: ${uri(holder.peer!)}\n\n`),
    });
    holder.peer = peer;
    expect((await callTool(upstream, 't')).kind).toBe('result');
  });

  it('is believed to be one for a while, and asked again after it', async () => {
    const { peer, upstream } = await ssePlace({}, {}, { limits: { descriptionTtlMs: 200 } });
    await callTool(upstream, 't');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await callTool(upstream, 't')).kind).toBe('result');
    // The session is still good, so asking again opens no second one.
    expect((await callTool(upstream, 't')).kind).toBe('result');
    expect(peer.gets).toHaveLength(1);
  });
});

describe('what is no server of HTTP+SSE', () => {
  const NEITHER = /speaks neither 2026-07-28, nor Streamable HTTP, nor HTTP\+SSE/;
  const FALSE_STREAMS: [string, SseServerOptions['opening']][] = [
    ['answers GET with 405', (_c, response) => response.writeHead(405).end()],
    ['answers GET with a page', (_c, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')],
    ['begins with another event', (c, response) => eventStream(response, `data: {}\n\n${endpointOf(c)}`)],
    ['ends its stream without a word', (_c, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end()],
    ['compresses without being asked', (c, response) => {
      response.setHeader('content-encoding', 'gzip');
      eventStream(response, endpointOf(c));
    }],
    ['names an endpoint of 9 kB', (_c, response) => eventStream(response, `event: endpoint\ndata: /${'x'.repeat(9_000)}\n\n`)],
  ]; // prettier-ignore

  it.each(FALSE_STREAMS)('%s', async (_what, opening) => {
    const { peer, upstream } = await ssePlace({ opening: opening! });
    const failure = await failureOf(callTool(upstream, 't'));
    expect(failure).toMatchObject({ code: 'upstream_error', message: expect.stringMatching(NEITHER) });
    expect(peer.posts).toEqual([]);
    expect(await until(() => peer.clients.size === 0)).toBe(true);
  });

  it('says nothing on its stream: the call ends in its time', async () => {
    const { upstream } = await ssePlace(
      { opening: (_c, response) => eventStream(response, ': hello\n\n') },
      inTime(600),
    );
    expect(await failureOf(callTool(upstream, 't'))).toMatchObject({ code: 'timeout' });
  });

  it.each([401, 403, 500, 503])('answers the POST with %d, which proves nothing: no stream is asked for', async (status) => {
    const { peer, upstream } = await ssePlace({ postStatus: status });
    expect(await failureOf(callTool(upstream, 't'))).toMatchObject({ code: 'upstream_error' });
    expect(peer.gets).toEqual([]);
  }); // prettier-ignore

  it.each([401, 403, 429, 500])('answers GET with %d, which proves nothing', async (status) => {
    let refuses = true;
    const { upstream } = await ssePlace({
      opening: (client, response) =>
        refuses ? response.writeHead(status).end() : eventStream(response, endpointOf(client)),
    });
    expect(await failureOf(callTool(upstream, 't'))).toMatchObject({ message: expect.stringContaining(`HTTP ${status}`) });
    refuses = false;
    expect((await callTool(upstream, 't')).kind).toBe('result');
  }); // prettier-ignore
});

describe('an endpoint on another origin', () => {
  it.each([
    ['by its address', (url: string) => url],
    ['by its host', (url: string) => url.replace('http:', '')],
    ['by another protocol', (url: string) => url.replace('http:', 'https:')],
  ])('is refused (%s), and nothing is posted there', async (_how, uri) => {
    let visits = 0;
    const elsewhere = await listen(createServer((_request, response) => void (visits++, response.end())));
    const { upstream } = await ssePlace({
      opening: (_client, response) => eventStream(response, `event: endpoint\ndata: ${uri(elsewhere.url)}\n\n`),
    });
    const message = expect.stringContaining('to another origin');
    expect(await failureOf(callTool(upstream, 't'))).toMatchObject({ code: 'upstream_error', message });
    await elsewhere.close();
    expect(visits).toBe(0);
  });
});
