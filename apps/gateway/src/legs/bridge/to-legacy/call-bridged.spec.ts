import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { KEY, serverAt, startGateway, until, type Gateway } from '../../../front/front.fixture.js';
import {
  idIn,
  scriptedServer,
  type Scripted,
  type ScriptedAnswer,
  type SeenRequest,
} from '../../../front/scripted-server.fixture.js';

/** Of the fixture: how many calls of a key may wait for its clients. */
const PARKED_MAX = 2;

let upstream: Scripted;
let gateway: Gateway;
/** The open answers of the server, each to a call that it asks something about. */
let open: ServerResponse[];

beforeEach(async () => {
  open = [];
  upstream = await scriptedServer('legacy');
  upstream.answer = askFirst;
  gateway = await startGateway([serverAt('files', upstream.url)]);
});
afterEach(async () => {
  await gateway.close();
  await upstream.close();
});

const event = (message: string) => `data: ${message}\n\n`;
const question = (id: string, method = 'elicitation/create', params = '{"message":"Who?","x":9007199254740993}') =>
  event(`{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}}`);

/** Answers a call by a question on its stream; the response to that ends the call. */
function askFirst({ body, rpcMethod }: SeenRequest, response: ServerResponse): ScriptedAnswer {
  if (rpcMethod === 'tools/list') return { result: '{"tools":[]}' };
  if (rpcMethod === 'tools/call') {
    open.push(response);
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(question('"own-1"'));
    Object.assign(response, { callId: idIn(body) });
    return undefined;
  }
  // The client's answer to the question, which has no method.
  response.writeHead(202).end();
  const call = open.shift() as (ServerResponse & { callId?: string }) | undefined;
  call?.end(event(`{"jsonrpc":"2.0","id":${call.callId},"result":{"content":[],"echo":${body}}}`));
  return undefined;
}

interface Answered {
  result?: Record<string, unknown> & {
    resultType: string;
    inputRequests: Record<string, unknown>;
    requestState: string;
    echo: unknown;
  };
  error?: { code: number; message: string };
}

function send(
  more: string,
  { capabilities = '{"elicitation":{}}', meta: own = '', args = '{}' } = {},
): Promise<Response> {
  const meta = `"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":${capabilities}${own}}`;
  return fetch(`${gateway.url}/v1/mcp/files`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${KEY}`,
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': 't',
    },
    body: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t","arguments":${args},${meta}${more}}}`,
  });
}

async function call(more = '', options: Parameters<typeof send>[1] = {}): Promise<Answered> {
  const text = await (await send(more, options)).text();
  return JSON.parse(text.replace(/^event: message\ndata: /, '')) as Answered;
}

const answering = (state: string, responses: string) => `,"requestState":"${state}","inputResponses":${responses}`;
const ANSWER = '{"action":"accept","content":{"name":"Ann"}}';

describe('a client of 2026-07-28 and a legacy server that asks it something', () => {
  it('go on with the same call when the client has answered', async () => {
    const asked = await call();
    expect(asked.result).toMatchObject({
      resultType: 'input_required',
      inputRequests: { elicitation_1: { method: 'elicitation/create' } },
    });
    const done = await call(answering(asked.result!.requestState, `{"elicitation_1":${ANSWER},"more":{}}`));
    expect(done.result).toMatchObject({
      resultType: 'complete',
      echo: { jsonrpc: '2.0', id: 'own-1', result: JSON.parse(ANSWER) as unknown },
    });
    expect(upstream.seen.filter(({ rpcMethod }) => rpcMethod === 'tools/call')).toHaveLength(1);
  });

  it('keep the question as it was written', async () => {
    expect(await (await send('')).text()).toContain('"params":{"message":"Who?","x":9007199254740993}');
  });

  it('ask again for what is missing', async () => {
    const asked = await call();
    const again = await call(answering(asked.result!.requestState, '{"wrong":{}}'));
    expect(Object.keys(again.result!.inputRequests)).toEqual(['elicitation_1']);
    const done = await call(answering(again.result!.requestState, `{"elicitation_1":${ANSWER}}`));
    expect(done.result!.resultType).toBe('complete');
  });

  it.each([
    ['no object', '7'],
    ['an answer that is none', '{"elicitation_1":7}'],
    ['an answer without its action', '{"elicitation_1":{}}'],
  ])('refuse %s, and wait on', async (_what, responses) => {
    const asked = await call();
    const { requestState } = asked.result!;
    expect((await call(answering(requestState, responses))).error?.code).toBe(-32602);
    expect((await call(answering(requestState, `{"elicitation_1":${ANSWER}}`))).result?.resultType).toBe('complete');
  });

  it('refuse a state that was changed, that was used, and that is of another call', async () => {
    const { requestState } = (await call()).result!;
    const responses = `{"elicitation_1":${ANSWER}}`;
    expect((await call(answering(`${requestState}x`, responses))).error?.code).toBe(-32602);
    expect((await call(answering(requestState, responses), { args: '{"a":1}' })).error?.code).toBe(-32602);
    expect((await call(answering(requestState, responses))).result?.resultType).toBe('complete');
    expect((await call(answering(requestState, responses))).error?.code).toBe(-32602);
  });

  it('let only so many calls of a key wait', async () => {
    for (let i = 0; i < PARKED_MAX; i++) expect((await call()).result?.resultType).toBe('input_required');
    const refused = await call();
    expect(refused.error?.message).toMatch(/wait for an answer/);
  });

  it('end a call whose client is gone', async () => {
    upstream.answer = (seen, response) => {
      if (seen.rpcMethod === 'tools/call')
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      else response.writeHead(202).end();
      return undefined;
    };
    let cancelled = false;
    upstream.hear = ({ body }) => (cancelled ||= body.includes('notifications/cancelled'));
    const client = new AbortController();
    const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"roots":{}}}}}`;
    const headers = { authorization: `Bearer ${KEY}`, accept: 'application/json, text/event-stream', 'content-type': 'application/json', 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 't' }; // prettier-ignore
    const gone = fetch(`${gateway.url}/v1/mcp/files`, { method: 'POST', headers, body, signal: client.signal });
    await until(() => upstream.seen.some(({ rpcMethod }) => rpcMethod === 'tools/call'));
    client.abort();
    await expect(gone).rejects.toThrow();
    await gateway.whenEnded(1);
    expect(gateway.ended[0]!.call.answer).toBeNull();
    await until(() => cancelled);
  });

  it('do not ask what the client did not say that it can be asked', async () => {
    upstream.answer = (seen, response) => {
      if (seen.rpcMethod === 'tools/call') {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(question('5', 'sampling/createMessage'));
        open.push(Object.assign(response, { callId: idIn(seen.body) }));
        return undefined;
      }
      return askFirst(seen, response);
    };
    const done = await call();
    expect(done.result).toMatchObject({ resultType: 'complete', echo: { id: 5, error: { code: -32601 } } });
  });

  it('open a page where the server wants that first, and call again', async () => {
    const error = '{"code":-32042,"message":"m","data":{"elicitations":[{"mode":"url","elicitationId":"e","url":"https://a.test/","message":"Sign in"}]}}'; // prettier-ignore
    upstream.answer = ({ rpcMethod }) => (rpcMethod === 'tools/list' ? { result: '{"tools":[]}' } : { error });
    const asked = await call('', { capabilities: '{"elicitation":{"url":{}}}' });
    expect(asked.result).toEqual({
      resultType: 'input_required',
      inputRequests: {
        elicitation_1: { method: 'elicitation/create', params: { mode: 'url', url: 'https://a.test/', message: 'Sign in' } },
      },
    });
    expect((await call()).result).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('https://a.test/') }] });
    upstream.answer = ({ rpcMethod }) => ({ result: rpcMethod === 'tools/list' ? '{"tools":[]}' : '{"content":[]}' });
    expect((await call(',"inputResponses":{"elicitation_1":{"action":"accept"}}')).result?.resultType).toBe('complete');
  }); // prettier-ignore

  it('listen to what the server says of its own accord, as far as it was asked for and the server can', async () => {
    let stream: ServerResponse | undefined;
    upstream.answer = ({ httpMethod, rpcMethod }, response) => {
      if (httpMethod !== 'GET') return { result: rpcMethod === 'tools/list' ? '{"tools":[]}' : '{}' };
      stream = response.writeHead(200, { 'content-type': 'text/event-stream' });
      stream.flushHeaders();
      return undefined;
    };
    upstream.capabilities = '{"tools":{"listChanged":true},"prompts":{},"resources":{"subscribe":true}}';
    const client = new AbortController();
    const wanted = '{"toolsListChanged":true,"promptsListChanged":true,"resourceSubscriptions":["file:///a"]}';
    const meta = '"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}'; // prettier-ignore
    const headers = { authorization: `Bearer ${KEY}`, accept: 'application/json, text/event-stream', 'content-type': 'application/json', 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'subscriptions/listen' }; // prettier-ignore
    const body = `{"jsonrpc":"2.0","id":"own","method":"subscriptions/listen","params":{"notifications":${wanted},${meta}}}`;
    const listening = await fetch(`${gateway.url}/v1/mcp/files`, { method: 'POST', headers, body, signal: client.signal });
    await until(() => stream !== undefined);
    const notification = (method: string, params: string) => event(`{"jsonrpc":"2.0","method":"notifications/${method}","params":${params}}`);
    stream!.write(notification('prompts/list_changed', '{}') + notification('resources/updated', '{"uri":"file:///b"}'));
    stream!.write(notification('resources/updated', '{"uri":"file:///a","x":1e400}') + notification('tools/list_changed', '{}'));
    const reader = listening.body!.getReader();
    let text = '';
    while (!text.includes('tools/list_changed')) text += Buffer.from((await reader.read()).value!).toString();
    const own = '"_meta":{"io.modelcontextprotocol/subscriptionId":"own"}';
    expect(text.split('\n\n').filter((one) => one !== '').map((one) => one.replace('event: message\ndata: ', ''))).toEqual([
      `{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"notifications":{"toolsListChanged":true,"resourceSubscriptions":["file:///a"]},${own}}}`,
      `{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"file:///a","x":1e400,${own}}}`,
      `{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{${own}}}`,
    ]);
    client.abort();
    await until(() => upstream.seen.some(({ rpcMethod }) => rpcMethod === 'resources/unsubscribe'));
  }); // prettier-ignore

  it('give the log from the level on that the client wants, and none where it wants none', async () => {
    const log = (level: string) =>
      event(`{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"${level}","data":"${level}!"}}`);
    upstream.answer = ({ body, rpcMethod }, response) => {
      if (rpcMethod !== 'tools/call') return { result: '{}' };
      const result = event(`{"jsonrpc":"2.0","id":${idIn(body)},"result":{"content":[]}}`);
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(log('debug') + log('error') + result);
      return undefined;
    };
    expect(await (await send('')).text()).not.toContain('notifications/message');
    const wanted = (await (await sendWithLevel('warning')).text()).match(/"data":"(\w+)!"/g);
    expect(wanted).toEqual(['"data":"error!"']);
    const told = upstream.seen.filter(({ rpcMethod }) => rpcMethod === 'logging/setLevel');
    expect(told.map(({ body }) => /"level":"(\w+)"/.exec(body)![1])).toEqual(['warning']);
  });
});

function sendWithLevel(level: string): Promise<Response> {
  return send('', { meta: `,"io.modelcontextprotocol/logLevel":"${level}"` });
}
