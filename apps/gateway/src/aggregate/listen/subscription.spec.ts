import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { McpServerRuntime } from '@gatewayops/contracts';
import type { ServerResponse } from 'node:http';
import { META, modern, rpc } from '../../front/client.fixture.js';
import { KEY, serverAt, startGateway, until, type Gateway } from '../../front/front.fixture.js';
import { scriptedServer, type Scripted } from '../../front/scripted-server.fixture.js';

/** A server that can be listened to, and what it says to its listeners. */
interface Speaker {
  readonly server: Scripted;
  readonly runtime: McpServerRuntime;
  honours: string;
  open: { say(method: string, params: string): void; response: ServerResponse }[];
}

async function speaker(name: string): Promise<Speaker> {
  const server = await scriptedServer('modern');
  const one: Speaker = { server, runtime: serverAt(name, server.url), honours: '"toolsListChanged":true', open: [] };
  server.answer = ({ rpcMethod, body }, response) => {
    if (rpcMethod !== 'subscriptions/listen') return { result: '{}' };
    if (one.honours === '') return { error: '{"code":-32601,"message":"Method not found"}' };
    const meta = `"_meta":{"io.modelcontextprotocol/subscriptionId":${/"id":(\d+)/.exec(body)![1]!}}`;
    const say = (method: string, params: string) =>
      response.write(`data: {"jsonrpc":"2.0","method":"notifications/${method}","params":{${meta}${params}}}\n\n`);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    say('subscriptions/acknowledged', `,"notifications":{${one.honours}}`);
    one.open.push({ say, response });
    return undefined;
  };
  return one;
}

let one: Speaker;
let two: Speaker;
let gateway: Gateway;
let controller: AbortController;
let text: string;
let reading: Promise<unknown>;

beforeAll(async () => {
  one = await speaker('files');
  two = await speaker('files-two');
});
afterAll(() => Promise.all([one.server.close(), two.server.close()]));
beforeEach(async () => {
  for (const each of [one, two]) {
    each.honours = '"toolsListChanged":true';
    each.open = [];
    each.server.seen.length = 0;
  }
  gateway = await startGateway([one.runtime, two.runtime]);
  controller = new AbortController();
});
afterEach(async () => {
  controller.abort();
  await reading;
  await gateway.close();
});

async function listen(filters: string): Promise<void> {
  const response = await fetch(`${gateway.url}/v1/mcp`, {
    method: 'POST',
    body: rpc('subscriptions/listen', `{${META},"notifications":{${filters}}}`, '"mine"'),
    signal: controller.signal,
    headers: {
      authorization: `Bearer ${KEY}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...modern('subscriptions/listen'),
    },
  });
  text = '';
  reading = (async () => {
    for await (const chunk of response.body!) text += Buffer.from(chunk).toString();
  })().catch(() => undefined);
  await until(() => text.includes('acknowledged'));
}
const heard = () =>
  [...text.matchAll(/data: (.*)/g)].map(
    ([, json]) => JSON.parse(json!) as { method: string; params: Record<string, unknown> },
  );
const methods = () => heard().map(({ method }) => method.replace('notifications/', ''));
const quiet = () => new Promise((resolve) => setTimeout(resolve, 200));
const tagged = { _meta: { 'io.modelcontextprotocol/subscriptionId': 'mine' } };

it('is one stream of what all servers say, with one acknowledgement of what any of them honours', async () => {
  two.honours = '"toolsListChanged":true,"resourceSubscriptions":["a:b"]';
  await listen('"toolsListChanged":true,"promptsListChanged":true,"resourceSubscriptions":["a:b#files-two_","no:one"]');
  expect(heard()[0]!.params).toEqual({
    ...tagged,
    notifications: { toolsListChanged: true, resourceSubscriptions: ['a:b#files-two_'] },
  });
  expect(one.server.seen[0]!.body).not.toContain('resourceSubscriptions');
  two.open[0]!.say('resources/updated', ',"uri":"a:b","n":9007199254740993');
  await until(() => text.includes('resources/updated'));
  expect(heard()[1]!.params).toMatchObject({ ...tagged, uri: 'a:b#files-two_' });
  expect(text).toContain('"n":9007199254740993');
});

it('tells once of lists that change at several servers at about the same time, and of none that was not acknowledged', async () => {
  await listen('"toolsListChanged":true,"promptsListChanged":true');
  for (const { open } of [one, two]) {
    open[0]!.say('tools/list_changed', '');
    open[0]!.say('prompts/list_changed', '');
  }
  await quiet();
  expect(methods()).toEqual(['subscriptions/acknowledged', 'tools/list_changed']);
  expect(heard()[1]!.params).toEqual(tagged);
});

it('is open with those that can be listened to, and stays open', async () => {
  one.honours = '';
  await listen('"toolsListChanged":true');
  two.open[0]!.say('tools/list_changed', '');
  await until(() => text.includes('list_changed'));
  expect(one.server.seen).toHaveLength(1);
});

it('is opened again with a server whose stream ended, which may have changed meanwhile', async () => {
  await listen('"toolsListChanged":true');
  one.open[0]!.response.end();
  await until(() => one.open.length === 2 && methods().length === 2);
  expect(methods()).toEqual(['subscriptions/acknowledged', 'tools/list_changed']);
});

it('follows the registry: servers that are new are heard, those that are gone are let go, and the client is told', async () => {
  gateway.register([one.runtime]);
  await listen('"toolsListChanged":true');
  expect(two.open).toHaveLength(0);
  gateway.register([two.runtime]);
  await until(() => two.open.length === 1 && one.open[0]!.response.destroyed);
  await until(() => methods().length === 2);
  await quiet();
  two.open[0]!.say('tools/list_changed', '');
  await until(() => methods().length === 3);
  expect(methods().slice(1)).toEqual(['tools/list_changed', 'tools/list_changed']);
});

it('ends the streams of its servers when its client leaves', async () => {
  await listen('"toolsListChanged":true');
  controller.abort();
  await until(() => one.open[0]!.response.destroyed && two.open[0]!.response.destroyed);
  await quiet();
  expect([one.open.length, two.open.length]).toEqual([1, 1]);
});

it('hears of servers of the older revisions, too, by a session that stands for the client', async () => {
  const old = await scriptedServer('legacy');
  old.capabilities = '{"tools":{"listChanged":true},"resources":{"subscribe":true}}';
  let stream: ServerResponse | null = null;
  old.answer = ({ httpMethod }, response) => {
    if (httpMethod !== 'GET') return { result: '{}' };
    stream = response.writeHead(200, { 'content-type': 'text/event-stream' });
    stream.flushHeaders();
    return undefined;
  };
  gateway.register([one.runtime, serverAt('files-old', old.url)]);
  await listen('"toolsListChanged":true,"promptsListChanged":true,"resourceSubscriptions":["a:b#files-old_"]');
  expect(heard()[0]!.params).toEqual({
    ...tagged,
    notifications: { toolsListChanged: true, resourceSubscriptions: ['a:b#files-old_'] },
  });
  expect(old.seen.find(({ rpcMethod }) => rpcMethod === 'resources/subscribe')!.body).toContain('"uri":"a:b"');
  await until(() => stream !== null);
  const say = (method: string, params: string) =>
    stream!.write(`data: {"jsonrpc":"2.0","method":"notifications/${method}","params":{${params}}}\n\n`);
  say('resources/updated', '"uri":"a:b"');
  say('resources/updated', '"uri":"never:asked"');
  say('tools/list_changed', '');
  await until(() => methods().length === 3);
  expect(heard()[1]!.params).toEqual({ ...tagged, uri: 'a:b#files-old_' });
  expect(heard()[2]).toMatchObject({ method: 'notifications/tools/list_changed', params: tagged });
  controller.abort();
  await until(() => old.seen.some(({ rpcMethod }) => rpcMethod === 'resources/unsubscribe'));
  await old.close();
});

it('does not listen to a server that has nothing to tell', async () => {
  two.honours = '';
  one.honours = '"promptsListChanged":false';
  await listen('"toolsListChanged":true');
  await until(() => one.open[0]!.response.destroyed);
  await quiet();
  expect(one.open).toHaveLength(1);
});
