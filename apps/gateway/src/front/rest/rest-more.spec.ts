import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { send } from '../client.fixture.js';
import { PRICE_MICRO_USD, serverAt, startGateway, type Gateway } from '../front.fixture.js';
import { idIn, scriptedServer, type Scripted } from '../scripted-server.fixture.js';

let upstream: Scripted;
let gateway: Gateway;

beforeAll(async () => {
  upstream = await scriptedServer('modern');
  gateway = await startGateway([serverAt('files', upstream.url)]);
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});
beforeEach(() => {
  upstream.seen.length = 0;
  gateway.ended.length = 0;
});

type Json = Record<string, unknown>;
const CALL = { tool: 'book', arguments: { n: 1 } };
const ABLE = { ...CALL, capabilities: { elicitation: { form: {} } } };
const call = (body: Json, headers: Record<string, string> = {}) =>
  send(gateway.url, 'POST', '/v1/mcp/files/tools/call', JSON.stringify(body), headers);
const paramsSeen = () => (JSON.parse(upstream.seen.at(-1)!.body) as { params: Json }).params;
const metaSeen = () => paramsSeen()['_meta'] as Json;
const ASKS =
  '{"resultType":"input_required","inputRequests":{"who":{"method":"elicitation/create","params":{"n":9007199254740993}}},"requestState":"server-state"}';

describe('a REST call whose server asks something back', () => {
  it('is answered with 202 and what is asked, and goes on with the answers in the same call', async () => {
    upstream.answer = () => ({ result: ASKS });
    const asked = await call(ABLE);
    expect(asked.status).toBe(202);
    expect(asked.text).toContain('"n":9007199254740993');
    const { inputRequests, requestState, metadata } = JSON.parse(asked.text) as Json;
    expect(inputRequests).toMatchObject({ who: { method: 'elicitation/create' } });
    expect(requestState).not.toContain('server-state');
    expect(metadata).toMatchObject({ cost_micro_usd: PRICE_MICRO_USD });
    expect(metaSeen()).toMatchObject({
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } },
    });

    upstream.answer = () => ({ result: '{"resultType":"complete","content":[]}' });
    const inputResponses = { who: { action: 'accept', content: { name: 'Ada' } } };
    const done = await call({ ...ABLE, inputResponses, requestState });
    expect([done.status, (JSON.parse(done.text) as Json)['result']]).toEqual([
      200,
      { resultType: 'complete', content: [] },
    ]);
    expect(paramsSeen()).toMatchObject({ name: 'book', inputResponses, requestState: 'server-state' });
    expect(paramsSeen()).not.toHaveProperty('capabilities');
  });

  it('is refused with the state of another call', async () => {
    upstream.answer = () => ({ result: ASKS });
    const { requestState } = JSON.parse((await call(ABLE)).text) as Json;
    const refused = await call({ ...ABLE, arguments: { n: 2 }, requestState });
    expect([refused.status, JSON.parse(refused.text)]).toEqual([
      400,
      { error: expect.objectContaining({ code: 'bad_request', message: expect.stringContaining('requestState') }) },
    ]);
    expect(upstream.seen).toHaveLength(1);
  });

  it('tells which capability is missing, and is not asked where it names none', async () => {
    upstream.answer = () => ({ error: '{"code":-32021,"message":"needs sampling"}' });
    const refused = await call(ABLE);
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('needs sampling')]);
    upstream.answer = () => ({ result: '{"resultType":"complete","content":[]}' });
    expect((await call(CALL)).status).toBe(200);
    expect(metaSeen()['io.modelcontextprotocol/clientCapabilities']).toEqual({});
    const wrong = await call({ ...CALL, capabilities: 'all' });
    expect(JSON.parse(wrong.text)).toMatchObject({ error: { details: [{ field: 'capabilities' }] } });
  });
});

describe('a REST call that becomes a task', () => {
  const TASK = '{"resultType":"task","taskId":"a/ b","status":"working","ttlMs":null}';

  it('is answered with 202 and its address, where it is looked at, answered and cancelled', async () => {
    upstream.answer = () => ({ result: TASK });
    const begun = await call({ ...CALL, capabilities: { extensions: { 'io.modelcontextprotocol/tasks': {} } } });
    expect([begun.status, begun.headers['location']]).toEqual([202, '/v1/mcp/files/tasks/a%2F%20b']);
    expect(JSON.parse(begun.text)).toMatchObject({ task: { taskId: 'a/ b' }, metadata: {} });

    const at = String(begun.headers['location']);
    upstream.answer = () => ({ result: '{"resultType":"complete","taskId":"a/ b","status":"completed"}' });
    const steps: [string, string | null, string][] = [
      ['GET', null, 'tasks/get'],
      ['POST', '{"inputResponses":{"k":{"action":"accept"}}}', 'tasks/update'],
      ['DELETE', null, 'tasks/cancel'],
    ];
    for (const [method, body, rpcMethod] of steps) {
      const answered = await send(gateway.url, method, at, body);
      expect([answered.status, JSON.parse(answered.text)]).toEqual([200, expect.objectContaining({ result: expect.objectContaining({ status: 'completed' }) })]); // prettier-ignore
      const seen = upstream.seen.at(-1)!;
      expect([seen.rpcMethod, seen.headers['mcp-name'], paramsSeen()['taskId']]).toEqual([rpcMethod, 'a/ b', 'a/ b']);
    }
    expect(gateway.ended.map(({ record }) => record!.operation)).toEqual(['tools/call', ...steps.map((step) => step[2])]); // prettier-ignore
    expect((await send(gateway.url, 'PUT', at, '{}')).headers['allow']).toBe('GET, POST, DELETE');
    expect(JSON.parse((await send(gateway.url, 'POST', at, '{}')).text)).toMatchObject({ error: { details: [{ field: 'inputResponses' }] } }); // prettier-ignore
    expect((await send(gateway.url, 'GET', '/v1/mcp/files/tasks/', null)).status).toBe(404);
  });
});

describe('a REST call that takes a stream of events', () => {
  const EVENTS = { accept: 'text/event-stream' };
  const eventsIn = (text: string) =>
    text
      .split('\n\n')
      .filter(Boolean)
      .map((event) => {
        const [name, data] = event.split('\n');
        return { event: name!.slice('event: '.length), data: JSON.parse(data!.slice('data: '.length)) as Json };
      });

  it('is told of progress, and then gets its result', async () => {
    upstream.answer = ({ body }, response) => {
      const token = /"progressToken":([^,}]+)/.exec(body)![1];
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`data: {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":${token},"progress":1}}\n\n`); // prettier-ignore
      response.end(`data: {"jsonrpc":"2.0","id":${idIn(body)},"result":{"content":[]}}\n\n`);
    };
    const answered = await call(CALL, EVENTS);
    expect([answered.status, answered.headers['content-type']]).toEqual([200, 'text/event-stream']);
    expect(eventsIn(answered.text)).toEqual([
      { event: 'message', data: expect.objectContaining({ method: 'notifications/progress' }) },
      { event: 'result', data: { result: { content: [] }, metadata: expect.objectContaining({ cost: 0.0025 }) } },
    ]);
    expect(gateway.ended[0]!.record).toMatchObject({ costMicroUsd: PRICE_MICRO_USD, outcome: { status: 'success' } });
  });

  it.each([
    ['an error of the server', '"error":{"code":-32602,"message":"no"}', 'bad_request'],
    ['no answer', null, 'upstream_error'],
  ])('ends with an event where there is %s', async (_what, answer, code) => {
    upstream.answer = ({ body }, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`data: {"jsonrpc":"2.0","method":"notifications/message","params":{}}\n\n`);
      setTimeout(() => {
        if (answer === null) response.destroy();
        else response.end(`data: {"jsonrpc":"2.0","id":${idIn(body)},${answer}}\n\n`);
      }, 50);
    };
    const events = eventsIn((await call(CALL, EVENTS)).text);
    expect(events.map(({ event }) => event)).toEqual(['message', 'error']);
    expect(events[1]!.data).toMatchObject({ error: { code, request_id: expect.any(String) } });
  });

  it('has its status where nothing was said before a failure', async () => {
    const refused = await send(gateway.url, 'POST', '/v1/mcp/nope/tools/call', JSON.stringify(CALL), EVENTS);
    expect([refused.status, refused.headers['content-type']]).toEqual([404, 'application/json']);
  });

  it('is told what is asked in an event, too', async () => {
    upstream.answer = () => ({ result: ASKS });
    const answered = await call(ABLE, EVENTS);
    expect(eventsIn(answered.text)).toEqual([
      { event: 'input_required', data: expect.objectContaining({ requestState: expect.any(String) }) },
    ]);
  });
});
