import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rpc, send as sendTo } from '../client.fixture.js';
import { ADMITTED, BATCH_MESSAGES_MAX, PRICE_MICRO_USD, REFUSED, serverAt, startGateway, until, type Gateway } from '../front.fixture.js'; // prettier-ignore
import { idIn, scriptedServer, type Scripted } from '../scripted-server.fixture.js';

let legacy: Scripted;
let modern: Scripted;
let gateway: Gateway;

beforeEach(async () => {
  legacy = await scriptedServer('legacy');
  modern = await scriptedServer('modern');
  gateway = await startGateway([serverAt('files', legacy.url), serverAt('files-new', modern.url)]);
});
afterEach(async () => {
  await gateway.close();
  await legacy.close();
  await modern.close();
  if (gateway.defects.length > 0) throw new AggregateError(gateway.defects);
});

type Json = Record<string, unknown>;
const JSON_ONLY = { accept: 'application/json' };
const BOTH = { accept: 'application/json, text/event-stream' };
const initialize = (version: string) => rpc('initialize', `{"protocolVersion":"${version}","capabilities":{},"clientInfo":{"name":"b"}}`, '0'); // prettier-ignore
const call = (id: string, name = 't') => rpc('tools/call', `{"name":"${name}","arguments":{"n":1e400}}`, id);
const NOTE = '{"jsonrpc":"2.0","method":"notifications/roots/list_changed"}';

async function session(server: string, version = '2025-03-26'): Promise<Record<string, string>> {
  const opened = await sendTo(gateway.url, 'POST', `/v1/mcp/${server}`, initialize(version), BOTH);
  return { 'mcp-session-id': String(opened.headers['mcp-session-id']) };
}
const batch = (server: string, messages: string[], headers: Record<string, string>) =>
  sendTo(gateway.url, 'POST', `/v1/mcp/${server}`, `[${messages.join(',')}]`, headers);
const byId = (messages: Json[]) => new Map(messages.map((message) => [message['id'], message]));
const eventsIn = (text: string) => text.split('\n').filter((line) => line.startsWith('data: ')).map((line) => JSON.parse(line.slice(6)) as Json); // prettier-ignore

describe('a batch', () => {
  it.each(['files', 'files-new'])('to %s: each message is a call of its own, and has its own answer', async (server) => {
    const upstream = server === 'files' ? legacy : modern;
    upstream.answer = ({ rpcMethod }) => (rpcMethod === 'tools/call' ? { result: '{"content":[],"n":9007199254740993}' } : { error: '{"code":-1,"message":"no"}' });
    const headers = { ...(await session(server)), ...JSON_ONLY };
    const answered = await batch(server, [call('1'), NOTE, call('"two"'), rpc('prompts/list', '{}', '3')], headers);
    expect([answered.status, answered.headers['content-type']]).toEqual([200, 'application/json']);
    expect(answered.text).toContain('"n":9007199254740993');
    const answers = byId(JSON.parse(answered.text) as Json[]);
    expect([...answers.keys()].map(String).toSorted()).toEqual(['1', '3', 'two']);
    expect(answers.get(3)).toMatchObject({ error: { code: -1 } });
    const counted = gateway.ended.filter(({ record }) => record?.operation === 'tools/call');
    expect(counted.map(({ record }) => record!.costMicroUsd)).toEqual([PRICE_MICRO_USD, PRICE_MICRO_USD]);
    const traces = new Set(counted.map(({ record }) => record!.trace.traceId));
    expect([...traces]).toEqual([answered.headers['x-trace-id']]);
  }); // prettier-ignore

  it('is answered event by event where its client takes events, with what is said before an answer', async () => {
    legacy.answer = ({ body }, response) => {
      const id = idIn(body);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`data: {"jsonrpc":"2.0","method":"notifications/message","params":{"of":${id}}}\n\n`);
      response.end(`data: {"jsonrpc":"2.0","id":${id},"result":{"of":${id}}}\n\n`);
    };
    const answered = await batch('files', [call('1'), call('2')], { ...(await session('files')), ...BOTH });
    expect(answered.headers['content-type']).toBe('text/event-stream');
    const messages = eventsIn(answered.text);
    expect(messages).toHaveLength(4);
    for (const id of [1, 2]) {
      const own = messages.filter((message) => JSON.stringify(message).includes(`"of":${id}`));
      expect(own.map((message) => message['method'])).toEqual(['notifications/message', undefined]);
      expect(own[1]).toEqual({ jsonrpc: '2.0', id, result: { of: id } });
    }
  });

  it('goes to all servers as one, too', async () => {
    const path = '/v1/mcp';
    const opened = await sendTo(gateway.url, 'POST', path, initialize('2025-03-26'), BOTH);
    const headers = { 'mcp-session-id': String(opened.headers['mcp-session-id']), ...JSON_ONLY };
    const answered = await sendTo(gateway.url, 'POST', path, `[${rpc('ping', '{}', '1')},${rpc('ping', '{}', '2')}]`, headers);
    expect((JSON.parse(answered.text) as Json[]).map(({ id, result }) => [id, result])).toEqual([[1, {}], [2, {}]]);
  }); // prettier-ignore

  it('of notifications alone is taken with 202, and each reaches its server', async () => {
    let told = 0;
    const headers = await session('files');
    const answered = await batch('files', [NOTE, NOTE], { ...headers, ...BOTH });
    expect([answered.status, answered.text]).toEqual([202, '']);
    await batch('files', ['{"jsonrpc":"2.0","id":"s1","result":{}}'], { ...headers, ...BOTH });
    told = legacy.seen.filter(({ body }) => body.includes('"s1"')).length;
    expect(told).toBe(1);
  });

  it('holds nothing that is no message, no batch and no `initialize`; the rest is answered', async () => {
    const messages = ['{"jsonrpc":"1.0","id":5}', '[]', initialize('2025-03-26'), call('1')];
    const answered = await batch('files-new', messages, { ...(await session('files-new')), ...JSON_ONLY });
    const answers = JSON.parse(answered.text) as Json[];
    expect(answers).toHaveLength(4);
    const found = byId(answers);
    for (const id of [5, null, 0]) expect(found.get(id)).toMatchObject({ error: { code: -32_600 } });
    expect(found.get(1)).toHaveProperty('result');
  });

  it('takes a token for each message; those over the limit are refused by themselves', async () => {
    const headers = { ...(await session('files-new')), ...JSON_ONLY };
    let taken = 0;
    gateway.admit = () => (++taken <= 2 ? ADMITTED : REFUSED);
    const answered = await batch('files-new', [call('1'), call('2'), call('3')], headers);
    expect([answered.status, taken]).toEqual([200, 3]);
    const answers = JSON.parse(answered.text) as Json[];
    expect(answers.filter((one) => 'result' in one).length).toBe(2);
    expect(answers.filter((one) => 'error' in one)).toEqual([
      { jsonrpc: '2.0', id: expect.any(Number), error: expect.objectContaining({ code: -31_429 }) },
    ]);
  });

  it('may hold so many messages and no more', async () => {
    const headers = { ...(await session('files-new')), ...JSON_ONLY };
    const messages = Array.from({ length: BATCH_MESSAGES_MAX + 1 }, (_, n) => call(String(n)));
    const refused = await batch('files-new', messages, headers);
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.text)).toMatchObject({ error: { code: -32_600, message: expect.stringContaining('BATCH_MESSAGES_MAX') } }); // prettier-ignore
    expect(modern.seen).toEqual([]);
    expect((await batch('files-new', messages.slice(1), headers)).status).toBe(200);
    expect((await batch('files-new', [], headers)).status).toBe(400);
  });

  it.each<[string, string, Record<string, string>]>([
    ['a session of another revision', '2025-06-18', {}],
    ['a header that names another', '2025-03-26', { 'mcp-protocol-version': '2025-06-18' }],
    ['the header of the newest', '2025-03-26', { 'mcp-protocol-version': '2026-07-28' }],
  ])('is refused with %s', async (_what, version, named) => {
    const headers = { ...(await session('files-new', version)), ...JSON_ONLY, ...named };
    const refused = await batch('files-new', [call('1')], headers);
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.text)).toMatchObject({ id: null, error: { code: -32_600 } });
    expect(modern.seen).toEqual([]);
  });

  it('does not end with its client: that one is gone is no cancellation, until it says so', async () => {
    let closed = 0;
    modern.answer = (_seen, response) => void response.on('close', () => closed++);
    const headers = { ...(await session('files-new')), ...BOTH, authorization: `Bearer gwo_test_${'a'.repeat(43)}`, 'content-type': 'application/json' }; // prettier-ignore
    const client = new AbortController();
    const sent = fetch(`${gateway.url}/v1/mcp/files-new`, { method: 'POST', headers, body: `[${call('1')},${call('2')}]`, signal: client.signal }).then((response) => response.text()); // prettier-ignore
    await until(() => modern.seen.length === 2);
    client.abort();
    await expect(sent).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(closed).toBe(0);
    const cancelled = (id: number) =>
      `{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":${id}}}`;
    await fetch(`${gateway.url}/v1/mcp/files-new`, {
      method: 'POST',
      headers,
      body: `[${cancelled(1)},${cancelled(2)}]`,
    });
    await until(() => closed === 2);
  });
});
