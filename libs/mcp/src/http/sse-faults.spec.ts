import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from '../fixtures/child.js';
import { closeSsePlaces, failureOf, inTime, methodsSeen, ssePlace, textOf } from '../fixtures/sse-place.js';
import { endpointOf, eventStream } from '../fixtures/sse-server.js';
import { bodyOf, callTool, idOf, resultOf } from '../fixtures/upstreams.js';

afterEach(closeSsePlaces);

describe('a server that', () => {
  it('answers in the body of the POST is heard there', async () => {
    const { upstream } = await ssePlace({
      before: (post, response) => {
        if (post.rpcMethod !== 'tools/call') return false;
        response.writeHead(200, { 'content-type': 'application/json' }).end(resultOf(post.body, '{"here":1}'));
        return true;
      },
    });
    expect(await textOf(upstream)).toBe('{"here":1}');
  });

  it('answers on the stream and never the POST is heard, too', async () => {
    const { upstream } = await ssePlace({
      before: (post, _response, client) => {
        if (post.rpcMethod === 'tools/call') client?.say(resultOf(post.body, '{"there":1}'));
        return post.rpcMethod === 'tools/call';
      },
    });
    expect(await textOf(upstream)).toBe('{"there":1}');
  });

  it('answers with a result that is no object fails the call', async () => {
    const { upstream } = await ssePlace({ answer: (post, client) => client.say(resultOf(post.body, '7')) });
    expect(await failureOf(callTool(upstream, 't'))).toMatchObject({ code: 'upstream_error' });
  });

  it('never answers is told that nobody waits any more, and opens a new stream since nothing came on that one', async () => {
    let silent = true;
    const { peer, upstream } = await ssePlace(
      { answer: (post, client) => (silent ? undefined : client.say(resultOf(post.body, '{}'))) },
      inTime(300),
    );
    expect(await failureOf(callTool(upstream, 't'))).toMatchObject({ code: 'timeout' });
    const call = peer.posts.find((post) => post.rpcMethod === 'tools/call')!;
    expect(await until(() => methodsSeen(peer).includes('notifications/cancelled'))).toBe(true);
    expect(peer.posts.at(-1)?.body).toContain(`"requestId":${idOf(call.body)}`);
    silent = false;
    expect(await textOf(upstream)).toBe('{}');
    expect(peer.gets).toHaveLength(2);
    expect(await until(() => peer.clients.size === 1)).toBe(true);
  });

  it('says something while a call runs out of its time keeps its stream', async () => {
    const { peer, upstream } = await ssePlace(
      { answer: (_post, client) => setTimeout(() => client.stream.write(': alive\n\n'), 50) },
      inTime(300),
    );
    expect(await failureOf(callTool(upstream, 't'))).toMatchObject({ code: 'timeout' });
    expect(await failureOf(callTool(upstream, 't'))).toMatchObject({ code: 'timeout' });
    expect(peer.gets).toHaveLength(1);
  });

  it('is told when the caller leaves', async () => {
    const { peer, upstream } = await ssePlace({ answer: () => {} });
    const caller = new AbortController();
    const failure = failureOf(callTool(upstream, 't', '{}', { signal: caller.signal }));
    expect(await until(() => methodsSeen(peer).includes('tools/call'))).toBe(true);
    caller.abort();
    expect(await failure).toMatchObject({ code: 'upstream_error', message: 'The caller ended the call.' });
    expect(await until(() => methodsSeen(peer).includes('notifications/cancelled'))).toBe(true);
    expect(upstream.activeCalls).toBe(0);
  });

  it('ends its stream fails what is in flight; the next call opens another', async () => {
    const { peer, upstream } = await ssePlace({
      answer: (post, client) => (client.id === 1 ? client.stream.destroy() : client.say(resultOf(post.body, '{}'))),
    });
    expect(await failureOf(callTool(upstream, 't'))).toMatchObject({ code: 'upstream_error' });
    expect(await textOf(upstream)).toBe('{}');
    expect(peer.posts.filter((post) => post.rpcMethod === 'initialize').map((post) => post.session)).toEqual(['1', '2']);
  }); // prettier-ignore

  it('ends its stream between two calls fails none', async () => {
    const { peer, upstream } = await ssePlace({});
    await callTool(upstream, 't');
    for (const client of peer.clients.values()) client.stream.end();
    expect(await until(() => peer.clients.size === 0)).toBe(true);
    expect(await textOf(upstream)).toBe('{"content":[]}');
  });

  it('sends more than is accepted ends its stream, and is called again', async () => {
    const { upstream } = await ssePlace(
      {
        answer: (post, client) =>
          client.say(resultOf(post.body, `{"a":"${'x'.repeat(client.id === 1 ? 300_000 : 90_000)}"}`)),
      },
      {},
      { limits: { answerBytesMax: 100_000 } },
    );
    expect(await failureOf(callTool(upstream, 't'))).toMatchObject({ code: 'upstream_error', message: expect.stringContaining('larger') });
    expect((await textOf(upstream)).length).toBe(90_008);
  }); // prettier-ignore

  it('opens no stream any more is asked anew what it speaks', async () => {
    let streams = true;
    const { peer, upstream } = await ssePlace({
      opening: (client, response) => {
        if (streams) eventStream(response, endpointOf(client));
        else response.writeHead(405).end();
      },
    });
    await callTool(upstream, 't');
    streams = false;
    for (const client of peer.clients.values()) client.stream.destroy();
    await until(() => peer.clients.size === 0);
    expect(await failureOf(callTool(upstream, 't'))).toMatchObject({ code: 'upstream_error' });
    streams = true;
    expect(await textOf(upstream)).toBe('{"content":[]}');
  });
});

describe('a session that the server forgot', () => {
  const FORGETS: [string, number, string][] = [
    ['404', 404, 'Could not find session'],
    ['400 in words', 400, 'No transport found for sessionId'],
    ['400 with -32000', 400, '{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"no session"}}'],
  ];
  it.each(FORGETS)('is opened anew (%s), and the call sent again there', async (_what, status, words) => {
    const { peer, upstream } = await ssePlace({
      before: (post, response) => {
        const forgets = post.session === '1' && post.rpcMethod === 'tools/call';
        if (forgets) response.writeHead(status, { 'content-type': 'application/json' }).end(words);
        return forgets;
      },
    });
    const answer = await callTool(upstream, 't');
    expect(answer.attempts).toHaveLength(1);
    expect(peer.posts.filter((post) => post.rpcMethod === 'tools/call').map((post) => post.session)).toEqual(['1', '2']);
    expect(await until(() => peer.clients.size === 1)).toBe(true);
  }); // prettier-ignore

  it('is opened anew once a call and no more', async () => {
    const { peer, upstream } = await ssePlace({
      before: (post, response) => {
        if (post.rpcMethod === 'tools/call') response.writeHead(404).end();
        return post.rpcMethod === 'tools/call';
      },
    });
    expect(await failureOf(callTool(upstream, 't'))).toMatchObject({ code: 'upstream_error' });
    expect(peer.gets).toHaveLength(2);
  });

  it('lets calls that it took finish', async () => {
    let first: (() => void) | null = null;
    const { upstream } = await ssePlace({
      before: (post, response) => {
        const forgets = post.session === '1' && post.body.includes('second');
        if (forgets) response.writeHead(404).end();
        return forgets;
      },
      answer: (post, client) => {
        const answer = (): void => client.say(resultOf(post.body, `{"session":${client.id}}`));
        if (post.body.includes('first')) first = answer;
        else answer();
      },
    });
    const slow = callTool(upstream, 'first');
    expect(await until(() => first !== null)).toBe(true);
    expect(await bodyOf(await callTool(upstream, 'second'))).toBe('{"session":2}');
    first!();
    expect(await bodyOf(await slow)).toBe('{"session":1}');
  });
});

describe('a refused POST', () => {
  it.each([
    [403, 'refuses the credential'],
    [413, 'HTTP 413'],
    [500, 'HTTP 500'],
  ])('with %d fails the call and is not sent again', async (status, words) => {
    const { peer, upstream } = await ssePlace({
      before: (post, response) => {
        if (post.rpcMethod === 'tools/call') response.writeHead(status).end();
        return post.rpcMethod === 'tools/call';
      },
    });
    expect(await failureOf(callTool(upstream, 't'))).toMatchObject({ message: expect.stringContaining(words) });
    expect(methodsSeen(peer).filter((method) => method === 'tools/call')).toHaveLength(1);
  });
});

describe('the end', () => {
  it('closes the stream and fails what is in flight', async () => {
    const { peer, upstream, dispose } = await ssePlace({ answer: () => {} });
    const failure = failureOf(callTool(upstream, 't'));
    expect(await until(() => methodsSeen(peer).includes('tools/call'))).toBe(true);
    await dispose();
    expect(await failure).toMatchObject({ code: 'upstream_error' });
    expect(await until(() => peer.clients.size === 0)).toBe(true);
  });
});
