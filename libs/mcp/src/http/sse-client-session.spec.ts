import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from '../fixtures/child.js';
import { closeSsePlaces, methodsSeen, ssePlace, type SsePlace } from '../fixtures/sse-place.js';
import type { SseClient, SseServerOptions } from '../fixtures/sse-server.js';
import { bodyOf, callTool, idOf, resultOf } from '../fixtures/upstreams.js';
import { parseMessage, type RpcMessage } from '../raw/message.js';
import type { ClientSession } from '../upstream/types.js';

afterEach(closeSsePlaces);

const INITIALIZE = Buffer.from(
  '{"protocolVersion":"2024-11-05","capabilities":{"sampling":{"x":1e400}},"clientInfo":{"name":"c","version":"1.0"}}',
);
const ASKED = '{"jsonrpc":"2.0","id":"q\\u0031","method":"sampling/createMessage","params":{"n":9007199254740993}}';
const messageOf = (text: string): RpcMessage => parseMessage(Buffer.from(text)) as RpcMessage;

interface Opened extends SsePlace {
  session: ClientSession;
  heard: string[];
}

async function open(options: SseServerOptions = {}): Promise<Opened> {
  const place = await ssePlace(options);
  const heard: string[] = [];
  const opened = await place.upstream.openSession(INITIALIZE, (raw) => heard.push(raw.toString()));
  return { ...place, session: opened!.session, heard };
}

const client = ({ peer }: Opened): SseClient => [...peer.clients.values()].at(-1)!;

describe('a session of one client’s own with a server of HTTP+SSE', () => {
  it('is opened with what the client says, beside that which all share', async () => {
    const { peer, upstream, session } = await open();
    expect(peer.posts.at(-1)?.body).toContain(`"params":${INITIALIZE.toString()}`);
    session.greet();
    await callTool(upstream, 't', '{}', { session });
    await callTool(upstream, 't', '{}');
    expect(peer.gets).toHaveLength(2);
    expect(peer.posts.at(-2)?.session).not.toBe(peer.posts.at(-1)?.session);
  });

  it('asks its client while a call is under way, and gets the answer', async () => {
    const opened = await open({
      answer: (_post, to) => to.say(ASKED),
      before: (post) => {
        if (!post.body.includes('"answer"')) return false;
        const call = opened.peer.posts.find(({ rpcMethod }) => rpcMethod === 'tools/call')!;
        client(opened).say(resultOf(call.body, '{"content":[],"f":1.0}'));
        return false;
      },
    });
    const asked: string[] = [];
    const onMessage = (raw: Buffer): void => {
      asked.push(raw.toString());
      opened.session.tell(messageOf('{"jsonrpc":"2.0", "id":"q\\u0031","result":{"answer":1.0}}'));
    };
    const answer = await callTool(opened.upstream, 't', '{}', { session: opened.session, onMessage });
    expect(await bodyOf(answer)).toBe('{"content":[],"f":1.0}');
    expect(asked).toEqual([ASKED]);
    expect(opened.peer.posts.at(-1)?.body).toBe('{"jsonrpc":"2.0", "id":"q\\u0031","result":{"answer":1.0}}');
  });

  it('tells its client what belongs to no call', async () => {
    const opened = await open();
    const changed = '{"jsonrpc":"2.0","method":"notifications/tools/list_changed","x":1.0}';
    client(opened).say(changed);
    client(opened).say(ASKED);
    await until(() => opened.heard.length === 2);
    expect(opened.heard).toEqual([changed, ASKED]);
  });

  it('gets what the client said before its request first', async () => {
    const order: string[] = [];
    const opened = await open({
      before: (post, response, to) => {
        if (post.rpcMethod !== 'notifications/x') order.push(post.rpcMethod);
        else {
          setTimeout(() => {
            order.push(post.rpcMethod);
            response.writeHead(202).end();
          }, 100);
        }
        return post.rpcMethod === 'notifications/x' || to === undefined;
      },
    });
    opened.session.tell(messageOf('{"jsonrpc":"2.0","method":"notifications/x"}'));
    await callTool(opened.upstream, 't', '{}', { session: opened.session });
    expect(order.slice(-2)).toEqual(['notifications/x', 'tools/call']);
  });

  it('has a request cancelled by the id that the server knows it by', async () => {
    const opened = await open({ answer: () => {} });
    const cancel = '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"mine","reason":"\\u0061"}}';
    const callersId = Buffer.from('"mine"');
    const call = callTool(opened.upstream, 't', '{}', { session: opened.session, callersId });
    call.catch(() => {});
    await until(() => methodsSeen(opened.peer).includes('tools/call'));
    const id = idOf(opened.peer.posts.at(-1)!.body);
    opened.session.tell(messageOf(cancel));
    await until(() => methodsSeen(opened.peer).includes('notifications/cancelled'));
    expect(opened.peer.posts.at(-1)?.body).toBe(cancel.replace('"mine"', id));
    await opened.session.end();
    await expect(call).rejects.toMatchObject({ code: 'upstream_error' });
  }); // prettier-ignore

  it('ends its stream when it ends, and is over when the server ends it', async () => {
    const one = await open();
    let ends = 0;
    one.session.onEnd(() => ends++);
    await one.session.end();
    await until(() => one.peer.clients.size < 2);
    expect([ends, one.session.alive]).toEqual([1, false]);
    one.session.onEnd(() => ends++);
    expect(ends).toBe(2);

    const other = await open();
    other.session.onEnd(() => ends++);
    client(other).stream.end();
    await until(() => ends === 3);
    expect(other.session.alive).toBe(false);
  });

  it('is none where the server refuses it', async () => {
    const refusing = await ssePlace({
      before: (post, response, to) => {
        if (!post.body.includes('1e400')) return false;
        response.writeHead(202).end();
        to!.say(`{"jsonrpc":"2.0","id":${idOf(post.body)},"error":{"code":-32602,"message":"no"}}`);
        return true;
      },
    });
    expect(await refusing.upstream.openSession(INITIALIZE, () => {})).toBeNull();
    await until(() => refusing.peer.clients.size === 1);
  });
});
