import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from '../fixtures/child.js';
import { closeSsePlaces, inTime, methodsSeen, ssePlace, textOf } from '../fixtures/sse-place.js';
import type { SseClient, SsePost } from '../fixtures/sse-server.js';
import { bodyOf, callTool, idOf, resultOf } from '../fixtures/upstreams.js';

afterEach(closeSsePlaces);

describe('calls on one stream', () => {
  it('are answered in any order, each its own', async () => {
    const held: [SsePost, SseClient][] = [];
    const { peer, upstream } = await ssePlace(
      {
        answer: (post, client) => {
          held.push([post, client]);
          if (held.length < 50) return;
          for (const [one, to] of held.toReversed()) {
            to.say(resultOf(one.body, `{"n":${/"n":(\d+)/.exec(one.body)?.[1]}}`));
          }
        },
      },
      inTime(5_000),
    );
    const bodies = await Promise.all(Array.from({ length: 50 }, async (_, n) => bodyOf(await callTool(upstream, 't', `{"n":${n}}`))));
    expect(bodies).toEqual(bodies.map((_, n) => `{"n":${n}}`));
    expect(new Set(peer.posts.slice(2).map((post) => idOf(post.body))).size).toBe(50);
    expect(peer.gets).toHaveLength(1);
  }); // prettier-ignore

  it('keep every byte, both ways', async () => {
    const result = '{"n":9007199254740993, "f":1.0,"e":1e400,"\\u0061":"\\ud83d\\ude00 é","content":[],"isError":true}';
    const { peer, upstream } = await ssePlace({ answer: (post, client) => client.say(resultOf(post.body, result)) });
    const args = '{"n":12345678901234567890, "f":2.50,"s":"\\u202e"}';
    const answer = await callTool(upstream, 't', args);
    expect(await bodyOf(answer)).toBe(result);
    expect(answer).toMatchObject({ isError: true, era: 'legacy', kind: 'result', httpStatus: 200 });
    expect(peer.posts.at(-1)?.body).toContain(`"name":"t","arguments":${args}}`);
  });

  it('carry the credential, the span and what the revision asks for, and nothing of them on other requests', async () => {
    const { peer, upstream } = await ssePlace({}, { credential: { type: 'bearer', token: 's3cret' } });
    await callTool(upstream, 't', '{}', { headers: { 'x-team': 'red', cookie: 'no' } });
    expect(peer.gets[0]).toMatchObject({ accept: 'text/event-stream', authorization: 'Bearer s3cret' });
    const { headers } = peer.posts.at(-1)!;
    expect(headers).toMatchObject({ authorization: 'Bearer s3cret', 'x-team': 'red', 'mcp-protocol-version': '2024-11-05' });
    expect(headers.traceparent).toMatch(/^00-/);
    expect(headers.cookie).toBeUndefined();
    expect(peer.posts[1]?.headers['x-team']).toBeUndefined();
  }); // prettier-ignore

  it('pass on an error of the server, and are not repeated', async () => {
    const error = '{"code":-32602,"message":"no such tool","data":{"n":1.0}}';
    const { peer, upstream } = await ssePlace({
      answer: (post, client) => client.say(`{"jsonrpc":"2.0","id":${idOf(post.body)},"error":${error}}`),
    });
    const answer = await callTool(upstream, 't', '{}', { repeatable: true });
    expect([answer.kind, await bodyOf(answer)]).toEqual(['error', error]);
    expect(methodsSeen(peer).filter((method) => method === 'tools/call')).toHaveLength(1);
  });

  it('get their own progress, with their own token', async () => {
    const progress = (token: string, n: number): string =>
      `{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":${token},"progress":${n}}}`;
    const { upstream } = await ssePlace({
      answer: (post, client) => {
        const token = /"progressToken":(\w+)/.exec(post.body)?.[1] ?? '';
        client.say(progress(token, 1));
        client.say(progress('12345', 2));
        client.say(progress('"mine"', 3));
        client.say(resultOf(post.body, '{}'));
      },
    });
    const messages: string[] = [];
    const params = Buffer.from('{"name":"t","_meta":{"progressToken":"mine"}}');
    await callTool(upstream, 't', '', { params, onMessage: (raw) => messages.push(raw.toString()) });
    expect(messages).toEqual([progress('"mine"', 1)]);
  });

  it('are answered in the midst of what nobody asked for', async () => {
    const { upstream } = await ssePlace({
      answer: (post, client) => {
        client.stream.write('event: ping\ndata: now\n\n: comment\n\ndata:\n\ndata: hello\n\nid: 7\nretry: 10\ndata: [1,2]\n\n');
        client.stream.write('event: endpoint\ndata: http://127.0.0.2:9/\n\ndata: {"jsonrpc":"2.0","id":99999,"result":{}}\n\n');
        client.stream.write('data: {"jsonrpc":"2.0","id":"1","result":{}}\n\ndata: {"id":1,"result":{}}\n\n');
        client.stream.write(`data: {"jsonrpc":"2.0",\r\ndata: "id":${idOf(post.body)},"result":{"split":true}}\r\n\r\n`);
      },
    }); // prettier-ignore
    expect(await textOf(upstream)).toBe('{"split":true}');
    expect(await textOf(upstream)).toBe('{"split":true}');
  });

  it('answer what the server asks itself: ping, and no to everything else', async () => {
    const { peer, upstream } = await ssePlace({
      answer: (post, client) => {
        client.say('{"jsonrpc":"2.0","id":"a1","method":"ping"}');
        client.say('{"jsonrpc":"2.0","id":2,"method":"roots/list"}');
        client.say(resultOf(post.body, '{}'));
      },
    });
    await callTool(upstream, 't');
    expect(await until(() => peer.posts.length === 5)).toBe(true);
    const answers = peer.posts.slice(3).map((post) => JSON.parse(post.body) as object);
    expect(answers).toContainEqual({ jsonrpc: '2.0', id: 'a1', result: {} });
    expect(answers).toContainEqual({ jsonrpc: '2.0', id: 2, error: expect.objectContaining({ code: -32601 }) });
  });

  it('are not held up by a server that asks without end and takes no answer', async () => {
    const ping = 'data: {"jsonrpc":"2.0","id":1,"method":"ping"}\n\n';
    const { peer, upstream } = await ssePlace(
      {
        before: ({ rpcMethod }) => rpcMethod === '',
        answer: (post, client) => {
          client.stream.write(ping.repeat(10_000));
          client.say(resultOf(post.body, '{}'));
        },
      },
      inTime(1_000),
    );
    expect(await textOf(upstream)).toBe('{}');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(peer.posts.filter(({ rpcMethod }) => rpcMethod === '').length).toBeLessThanOrEqual(64);
  });
});
