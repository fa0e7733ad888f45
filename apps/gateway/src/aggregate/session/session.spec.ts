import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PRINCIPAL, serverAt, startGateway, until, type Gateway } from '../../front/front.fixture.js';
import { client, messageIn, type TestClient } from './test-client.fixture.js';
import { MemorySessionStore } from './memory-session-store.js';
import { begin, event, request, resultTo, talkingServer, type TalkingServer } from './talking-server.fixture.js';

const LIMITS = { ttlMs: 60_000, sessionsPerKeyMax: 3 };
const ASKING = '{"sampling":{},"roots":{},"elicitation":{}}';

let a: TalkingServer;
let b: TalkingServer;
let gateways: Gateway[];
let one: TestClient;

/** Two replicas that share what replicas share. */
async function start(servers = [serverAt('files-a', a.url), serverAt('files-b', b.url)]): Promise<void> {
  const shared = { sessions: new MemorySessionStore(LIMITS), secret: randomBytes(32), deadlineMs: 5_000 };
  gateways = [
    await startGateway(servers, 'async', undefined, shared),
    await startGateway(servers, 'async', undefined, shared),
  ];
  one = client(() => gateways[0]!.url);
}

beforeEach(async () => {
  [a, b] = [await talkingServer('a'), await talkingServer('b')];
  for (const server of [a, b])
    server.answer = ({ rpcMethod }) => (rpcMethod === 'tools/list' ? `{"tools":[{"name":"t"}]}` : '{}');
  await start();
});
afterEach(async () => {
  one.close();
  await Promise.all(gateways.map((gateway) => gateway.close()));
  await Promise.all([a.close(), b.close()]);
});

const call = (name: string, id = '7') => request(id, 'tools/call', `{"name":"${name}","arguments":{}}`);

describe('a session over several servers', () => {
  it('is opened with each of them, with what the client says of itself', async () => {
    const { result } = await one.open(ASKING);
    expect(result).toMatchObject({
      protocolVersion: '2025-11-25',
      capabilities: { tools: { listChanged: true }, resources: { subscribe: true }, logging: {} },
      serverInfo: { name: 'gatewayops' },
    });
    expect(result['instructions']).toContain('Words of a');
    for (const server of [a, b]) {
      expect(server.sessions.size).toBe(1);
      expect(server.bodies('initialize')[0]).toContain(ASKING);
      expect(server.bodies('notifications/initialized')).toHaveLength(1);
    }
  });

  it('has its calls with the server whose they are, and its lists with all', async () => {
    await one.open();
    const list = await one.post(request('1', 'tools/list'));
    expect(messageIn(list)).toMatchObject({
      id: 1,
      result: { tools: [{ name: 'files-a_t' }, { name: 'files-b_t' }] },
    });
    a.answer = () => '{"content":[],"n":9007199254740993}';
    const answer = await one.post(call('files-a_t'));
    expect(answer.text).toBe('{"jsonrpc":"2.0","id":7,"result":{"content":[],"n":9007199254740993}}');
    expect(a.bodies('tools/call')).toEqual([call('t')]);
    expect(a.heard.at(-1)!.session).toBe('a-1');
    expect(b.bodies('tools/call')).toEqual([]);
  });

  it('brings what two servers ask at once, under one id, to the client, and each its answer', async () => {
    await one.open(ASKING);
    for (const server of [a, b]) {
      server.answer = (heard, response) => {
        begin(response).write(event(request('0', 'sampling/createMessage', '{"_meta":{"progressToken":1}}')));
        void until(() => server.heard.some(({ body }) => body.includes('"text"'))).then(() => response.end(event(resultTo(heard, '{}'))));
        return undefined;
      };
    }
    const calls = [one.stream('POST', call('files-a_t', '7')), one.stream('POST', call('files-b_t', '8'))];
    const asked = await Promise.all(calls.map(async (stream) => (await stream).next()));
    const ids = asked.map(({ data }) => (JSON.parse(data) as { id: string }).id);
    const tokens = asked.map(({ data }) => (JSON.parse(data) as { params: { _meta: { progressToken: string } } }).params._meta.progressToken);
    expect(new Set([...ids, ...tokens]).size).toBe(4);
    for (const [at, text] of ['for a', 'for b'].entries()) {
      const progress = `{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":${JSON.stringify(tokens[at])},"progress":1}}`;
      expect((await one.post(progress)).status).toBe(202);
      const answered = await one.post(`{"jsonrpc":"2.0","id":${JSON.stringify(ids[at])},"result":{"text":"${text}"}}`);
      expect(answered.status).toBe(202);
    }
    const answers = await Promise.all(calls.map(async (stream) => (await stream).next()));
    expect(answers.map(({ data }) => data)).toEqual([7, 8].map((id) => `{"jsonrpc":"2.0","id":${id},"result":{}}`));
    for (const [server, text] of [[a, 'for a'], [b, 'for b']] as const) {
      expect(server.heard.filter(({ body }) => body.includes('"text"')).map(({ body }) => body)).toEqual([`{"jsonrpc":"2.0","id":0,"result":{"text":"${text}"}}`]);
      expect(server.bodies('notifications/progress')).toEqual(['{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}']);
    }
  }); // prettier-ignore

  it('takes back a request at the server that works on it', async () => {
    await one.open();
    a.answer = (_heard, response) => void begin(response);
    void one.post(call('files-a_t', '"x"')).catch(() => {});
    await until(() => a.bodies('tools/call').length === 1);
    const cancelled = '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"x"}}';
    expect((await one.post(cancelled)).status).toBe(202);
    expect([a.bodies('notifications/cancelled'), b.bodies('notifications/cancelled')]).toEqual([[cancelled], []]);
  });

  it('tells all of them what is for all: the level of logs, changed roots', async () => {
    await one.open(ASKING);
    expect((await one.post(request('1', 'logging/setLevel', '{"level":"debug"}'))).text).toBe(
      '{"jsonrpc":"2.0","id":1,"result":{}}',
    );
    await one.post('{"jsonrpc":"2.0","method":"notifications/roots/list_changed"}');
    for (const server of [a, b]) {
      expect(server.bodies('logging/setLevel')[0]).toContain('"level":"debug"');
      expect(server.bodies('notifications/roots/list_changed')).toHaveLength(1);
    }
  });

  it.each([
    'notifications/resources/updated',
    // As PHP's encoder writes it.
    'notifications\\/resources\\/updated',
  ])('passes subscriptions to resources, and what is told of them as %s', async (method) => {
    await one.open();
    const stream = await one.stream('GET');
    await one.post(request('1', 'resources/subscribe', '{"uri":"x://y#files-b_"}'));
    expect(b.bodies('resources/subscribe')[0]).toContain('"uri":"x://y"}');
    await until(() => b.streams.has('b-1'));
    b.streams.get('b-1')!.write(event(`{"jsonrpc":"2.0","method":"${method}","params":{"uri":"x://y"}}`));
    expect((await stream.next()).data).toContain('"uri":"x://y#files-b_"');
  });

  it('is bounded in number for each key, and one that is ended makes room', async () => {
    for (let opened = 0; opened < LIMITS.sessionsPerKeyMax; opened++) await one.open();
    const refused = await one.tryOpen();
    expect(JSON.parse(refused.text)).toMatchObject({
      error: { data: { code: 'overloaded' }, message: expect.stringContaining('3 sessions') },
    });
    expect((await one.send('DELETE')).status).toBe(204);
    expect((await one.tryOpen()).status).toBe(200);
  });

  it('refuses what a client says of itself beyond the limit', async () => {
    const long = await one.tryOpen(`{"experimental":{"x":"${'x'.repeat(32 * 1024)}"}}`);
    expect(long.status).toBe(413);
    expect(a.sessions.size).toBe(0);
  });
});

describe('a session that ends', () => {
  it('ends with all servers, and is over on every replica', async () => {
    await one.open();
    const other = one.at(() => gateways[1]!.url);
    expect((await other.post(request('1', 'ping'))).status).toBe(200);
    expect((await one.send('DELETE')).status).toBe(204);
    expect([a.sessions.size, b.sessions.size]).toEqual([0, 0]);
    expect((await one.post(call('files-a_t'))).status).toBe(404);
  });

  it('was never another key’s', async () => {
    await one.open();
    const stranger = { ...PRINCIPAL, keyId: '7c9e6679-7425-40de-944b-e07fc1f90ae7' };
    gateways[0]!.authenticate = () => ({ valid: true, principal: stranger, generation: 1 });
    for (const method of ['POST', 'GET', 'DELETE']) {
      expect((await one.send(method, method === 'POST' ? call('files-a_t') : undefined)).status).toBe(404);
    }
    expect(a.bodies('tools/call')).toEqual([]);
  });

  it('is not known where nobody opened it', async () => {
    expect((await one.send('POST', call('files-a_t'), { 'mcp-session-id': 'x' })).status).toBe(404);
  });
});

describe('a server that fails', () => {
  it('costs what is its own, and is there again later', async () => {
    const { url, close } = b;
    await close();
    await one.open();
    const stream = await one.stream('GET');
    const names = async () => {
      const list = messageIn(await one.post(request('1', 'tools/list'))) as { result: { tools: { name: string }[] } };
      return list.result.tools.map(({ name }) => name);
    };
    expect(await names()).toEqual(['files-a_t']);
    a.answer = () => '{"content":[]}';
    expect((await one.post(call('files-a_t'))).status).toBe(200);
    b = await talkingServer('b', Number(new URL(url).port));
    b.answer = ({ rpcMethod }) => (rpcMethod === 'tools/list' ? '{"tools":[{"name":"t"}]}' : '{"content":[]}');
    expect((await stream.next()).data).toContain('notifications/tools/list_changed');
    expect(await names()).toContain('files-b_t');
    expect(b.bodies('notifications/initialized')).toHaveLength(1);
  });

  it('has its session opened anew where it has forgotten it, with all that the client had said', async () => {
    await one.open(ASKING);
    await one.post(request('1', 'logging/setLevel', '{"level":"debug"}'));
    for (const uri of ['x://kept', 'x://left'])
      await one.post(request('2', 'resources/subscribe', `{"uri":"${uri}#files-a_"}`));
    await one.post(request('3', 'resources/unsubscribe', '{"uri":"x://left#files-a_"}'));
    a.sessions.clear();
    expect((await one.post(call('files-a_t'))).text).toBe('{"jsonrpc":"2.0","id":7,"result":{}}');
    expect(a.heard.filter(({ session }) => session === 'a-2').map(({ rpcMethod }) => rpcMethod)).toEqual([
      'initialize', 'notifications/initialized', 'logging/setLevel', 'resources/subscribe', 'tools/call',
    ]); // prettier-ignore
    expect(a.bodies('resources/subscribe').at(-1)).toContain('"uri":"x://kept"}');
  });
});

describe('streams over two replicas', () => {
  it('go on with the rest of an answer from its server', async () => {
    await one.open();
    a.answer = (_heard, response) => {
      begin(response).end(`id: s_1\nretry: 10\ndata: \n\n${event('{"jsonrpc":"2.0","method":"notifications/message","params":{"n":1e400}}', 's_2')}`);
      return undefined;
    };
    const broken = await one.stream('POST', call('files-a_t'));
    const [primed, told] = [await broken.next(), await broken.next()];
    expect([primed.data, primed.retry, told.data]).toEqual(['', '10', '{"jsonrpc":"2.0","method":"notifications/message","params":{"n":1e400}}']);
    a.onStream = (_heard, response) => void response.end(event('{"jsonrpc":"2.0","id":7,"result":{"x":1}}', 's_3'));
    const resumed = await one.at(() => gateways[1]!.url).stream('GET', undefined, { 'last-event-id': told.id! });
    expect((await resumed.next()).data).toBe('{"jsonrpc":"2.0","id":7,"result":{"x":1}}');
    expect(a.heard.at(-1)).toMatchObject({ httpMethod: 'GET', session: 'a-1', lastEventId: 's_2' });
    expect(b.heard.some(({ httpMethod }) => httpMethod === 'GET')).toBe(false);
  }); // prettier-ignore

  it('go on for each server behind the last that came of it', async () => {
    await one.open();
    const stream = await one.stream('GET');
    await until(() => a.streams.has('a-1') && b.streams.has('b-1'));
    a.streams.get('a-1')!.write(event('{"jsonrpc":"2.0","method":"notifications/a"}', 'a_1'));
    await stream.next();
    b.streams.get('b-1')!.write(event('{"jsonrpc":"2.0","method":"notifications/b"}', 'b_1'));
    const last = await stream.next();
    stream.close();
    await one.at(() => gateways[1]!.url).stream('GET', undefined, { 'last-event-id': last.id! });
    const resumed = () =>
      [a, b].map(({ heard }) => heard.findLast(({ httpMethod }) => httpMethod === 'GET')!.lastEventId);
    await until(() => resumed().every((id) => id !== undefined));
    expect(resumed()).toEqual(['a_1', 'b_1']);
  });

  it('open a server’s stream again that broke off, while the others go on', async () => {
    await one.open();
    const stream = await one.stream('GET');
    await until(() => a.streams.has('a-1') && b.streams.has('b-1'));
    a.streams.get('a-1')!.end(event('{"jsonrpc":"2.0","method":"notifications/a"}', 'a_1'));
    expect((await stream.next()).data).toContain('notifications/a');
    await until(() => a.heard.at(-1)!.lastEventId === 'a_1');
    b.streams.get('b-1')!.write(event('{"jsonrpc":"2.0","method":"notifications/b"}'));
    expect((await stream.next()).data).toContain('notifications/b');
    a.streams.get('a-1')!.write(event('{"jsonrpc":"2.0","method":"notifications/a2"}'));
    expect((await stream.next()).data).toContain('notifications/a2');
  });

  it('end with the session', async () => {
    await one.open();
    const stream = await one.stream('GET');
    await until(() => a.streams.has('a-1'));
    await one.send('DELETE');
    await expect(stream.next()).rejects.toThrow('ended');
  });
});

describe('a session over one server', () => {
  beforeEach(async () => {
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await start([serverAt('files-a', a.url, { prefix: '' })]);
  });

  it('passes every byte, ids of requests and events too', async () => {
    const { text } = await one.open();
    expect(text).toContain('"instructions":"Words of a"');
    const asked = ' {"method":"roots/list", "jsonrpc":"2.0","id":0}';
    a.answer = (heard, response) => {
      begin(response).end(`: hello\n\nid: s_1\nevent: message\ndata: ${asked}\n\n${event(resultTo(heard, '{"a" : 1.0}'))}`);
      return undefined;
    };
    const raw = ' {"jsonrpc":"2.0","x":1e400, "id":7,"method":"tools/call","params":{"name":"t"}}';
    const answer = await one.post(raw);
    expect(answer.text).toBe(`: hello\n\nid: s_1\nevent: message\ndata: ${asked}\n\n${event('{"jsonrpc":"2.0","id":7,"result":{"a" : 1.0}}')}`);
    expect(a.bodies('tools/call')).toEqual([raw]);
    await one.post('{"jsonrpc":"2.0","id":0,"result":{"roots":[]}}');
    expect(a.heard.at(-1)!.body).toBe('{"jsonrpc":"2.0","id":0,"result":{"roots":[]}}');
    a.onStream = (_heard, response) => void response.end();
    await one.stream('GET', undefined, { 'last-event-id': 's_1' });
    await until(() => a.heard.at(-1)!.lastEventId === 's_1');
  }); // prettier-ignore

  it('fails as that server does', async () => {
    await a.close();
    const refused = await one.tryOpen();
    expect(JSON.parse(refused.text)).toMatchObject({ error: { data: { code: 'upstream_error' } } });
  });
});
