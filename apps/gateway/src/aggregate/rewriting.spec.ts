import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { rpc, send, sendBy, type Answered } from '../front/client.fixture.js';
import { PRINCIPAL, serverAt, startGateway, type Gateway } from '../front/front.fixture.js';
import { scriptedServer, type Scripted } from '../front/scripted-server.fixture.js';
import { client, errorOf, resultOf, serveLists } from './aggregate.fixture.js';

let files: Scripted;
let legacy: Scripted;
let gateway: Gateway;
const at = client(() => gateway);

beforeAll(async () => {
  sendBy('wire');
  files = await scriptedServer('modern');
  legacy = await scriptedServer('legacy');
  gateway = await startGateway([serverAt('files', files.url), serverAt('files-old', legacy.url)]);
});
afterAll(async () => {
  await gateway.close();
  await files.close();
  await legacy.close();
});
beforeEach(() => {
  for (const server of [files, legacy]) {
    server.seen.length = 0;
    serveLists(server, {});
  }
});

const answerWith = (json: string): void => {
  files.answer = () => ({ result: json });
};
const textOf = async (answered: Promise<Answered>): Promise<string> => (await answered).text;

describe('a result', () => {
  it('of a tool has its links and embedded resources as they are read here, and no other byte changed', async () => {
    answerWith(
      '{"content": [ {"type":"text","text":"file:///a"},{"type" : "resource_link","uri":"file:///a","size":9007199254740993},{"type":"resource","resource":{"uri":"file:///b","text":"\\u00e9"}},{"type":"new","uri":"x:y"} ],"structuredContent":{"uri":"file:///a"},"n":1.0,"resultType":"complete"}',
    );
    expect(await textOf(at.call('files_read'))).toContain(
      '"result":{"content": [{"type":"text","text":"file:///a"},{"type" : "resource_link","uri":"file:///a#files_","size":9007199254740993},{"type":"resource","resource":{"uri":"file:///b#files_","text":"\\u00e9"}},{"type":"new","uri":"x:y"}],"structuredContent":{"uri":"file:///a"},"n":1.0,"resultType":"complete"}',
    );
  });

  it('that is larger than what is held at once is rewritten as well', async () => {
    const text = 'x'.repeat(300_000);
    answerWith(
      `{"content":[{"type":"text","text":"${text}"},{"type":"resource_link","uri":"file:///a","name":"a"}],"resultType":"complete"}`,
    );
    expect(await textOf(at.call('files_read'))).toContain(`${text}"},{"type":"resource_link","uri":"file:///a#files_"`);
  });

  it('of a prompt has them in its messages', async () => {
    answerWith(
      '{"messages":[{"role":"user","content":{"type":"resource","resource":{"uri":"a:b"}}},{"role":"user","content":[{"type":"resource_link","uri":"a:c"}]}],"resultType":"complete"}',
    );
    const answer = await at.ask('prompts/get', ',"name":"files_p","arguments":{}', 'files_p');
    expect(resultOf(answer)['messages']).toEqual([
      { role: 'user', content: { type: 'resource', resource: { uri: 'a:b#files_' } } },
      { role: 'user', content: [{ type: 'resource_link', uri: 'a:c#files_' }] },
    ]);
    expect(files.seen[0]!.headers['mcp-name']).toBe('p');
  });

  it('of a read resource has the URIs of its contents', async () => {
    answerWith(
      '{"contents":[{"uri":"ui://x/app","text":"<a href=\\"ui://x\\">"}],"resultType":"complete","ttlMs":0,"cacheScope":"private"}',
    );
    const answer = await at.ask('resources/read', ',"uri":"ui://x/app#files_"', 'ui://x/app#files_');
    expect(resultOf(answer)['contents']).toEqual([{ uri: 'ui://x/app#files_', text: '<a href="ui://x">' }]);
    expect(files.seen[0]!.body).toContain('"uri":"ui://x/app"');
    expect(files.seen[0]!.headers['mcp-name']).toBe('ui://x/app');
  });
});

it('says of which resource an error is in the words of the caller, and so does one of ours', async () => {
  files.answer = () => ({ error: '{"code":-32602,"message":"no","data":{"uri":"a:b","n":9007199254740993}}' });
  const { text } = await at.ask('resources/read', ',"uri":"a:b#files_"', 'a:b#files_');
  expect(text).toContain('"data":{"uri":"a:b#files_","n":9007199254740993}');
  const ours = errorOf(await at.ask('resources/read', ',"uri":"a:b"', 'a:b'));
  expect(ours).toMatchObject({ code: -32602, data: { uri: 'a:b' } });
});

it('sends references of completions to their server under its own names', async () => {
  answerWith('{"completion":{"values":["x"]},"resultType":"complete"}');
  const argument = '"argument":{"name":"a","value":"b"}';
  await at.ask('completion/complete', `,"ref":{"type":"ref/prompt","name":"files_p","x":1.0},${argument}`);
  expect(files.seen[0]!.body).toContain(`"ref":{"type":"ref/prompt","name":"p","x":1.0},${argument}`);
  await at.ask('completion/complete', `,"ref":{"type":"ref/resource","uri":"f:{p}#files_"},${argument}`);
  expect(files.seen[1]!.body).toContain('"ref":{"type":"ref/resource","uri":"f:{p}"}');
  expect(errorOf(await at.ask('completion/complete', `,"ref":{"type":"ref/prompt","name":"p"},${argument}`)).code).toBe(
    -32602,
  );
});

it('goes on with what a server asked back, on the same server only', async () => {
  answerWith('{"resultType":"input_required","inputRequests":{"a":{"method":"roots/list"}},"requestState":"own"}');
  const { requestState } = resultOf(await at.call('files_read')) as { requestState: string };
  expect(requestState).not.toBe('own');
  answerWith('{"content":[],"resultType":"complete"}');
  const again = (name: string) =>
    at.ask(
      'tools/call',
      `,"name":"${name}","arguments":{},"inputResponses":{"a":{}},"requestState":"${requestState}"`,
      name,
    );
  expect(resultOf(await again('files_read'))).toBeDefined();
  expect(files.seen[1]!.body).toContain('"requestState":"own"');
  expect(errorOf(await again('files_other')).code).toBe(-32602);
});

it('knows tasks by ids of its own, which are of no use to another key', async () => {
  answerWith('{"resultType":"task","taskId":"t-1","status":"working","ttlMs":null}');
  const { taskId } = resultOf(await at.call('files_slow')) as { taskId: string };
  expect(taskId).not.toContain('t-1');
  answerWith('{"resultType":"complete","taskId":"t-1","status":"completed","result":{"taskId":"untouched"}}');
  const state = await at.ask('tasks/get', `,"taskId":"${taskId}"`, taskId);
  expect(files.seen[1]!.body).toContain('"taskId":"t-1"');
  expect(resultOf(state)).toMatchObject({ taskId, result: { taskId: 'untouched' } });
  const { authenticate } = gateway;
  gateway.authenticate = () => ({
    valid: true,
    generation: 1,
    principal: { ...PRINCIPAL, keyId: 'f7d0a7c4-6d43-4a1c-9d6c-1f2f1b7a9e10' },
  });
  expect(errorOf(await at.ask('tasks/get', `,"taskId":"${taskId}"`, taskId))).toMatchObject({ code: -32602 });
  gateway.authenticate = authenticate;
});

describe('what all can do together', () => {
  it('is told with who does not answer, and is what any of them has', async () => {
    const { capabilities, supportedVersions, _meta } = resultOf(await at.ask('server/discover')) as Record<
      string,
      Record<string, unknown>
    >;
    expect(capabilities).toEqual({ tools: {} });
    expect(supportedVersions).toContain('2026-07-28');
    expect(_meta).toEqual({
      'io.modelcontextprotocol/serverInfo': { name: 'gatewayops', version: expect.any(String) },
    });
  });

  it('is told to older clients, whose session is of use here only', async () => {
    const params = '{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"c","version":"1"}}';
    const opened = await send(gateway.url, 'POST', '/v1/mcp', rpc('initialize', params));
    expect(resultOf(opened)).toMatchObject({ protocolVersion: '2025-06-18', capabilities: { tools: {} } });
    const session = { 'mcp-session-id': String(opened.headers['mcp-session-id']) };
    expect((await send(gateway.url, 'POST', '/v1/mcp', rpc('ping', '{}'), session)).text).toBe(
      '{"jsonrpc":"2.0","id":1,"result":{}}',
    );
    expect((await send(gateway.url, 'POST', '/v1/mcp/files', rpc('ping', '{}'), session)).status).toBe(404);
    serveLists(legacy, { 'tools/list': ['{"name":"old"}'] });
    const listed = await send(gateway.url, 'POST', '/v1/mcp', rpc('tools/list', '{}'), session);
    expect(resultOf(listed)).toEqual({ tools: [{ name: 'files-old_old' }] });
    expect(errorOf(await send(gateway.url, 'POST', '/v1/mcp', rpc('no/such', '{}'), session)).code).toBe(-32601);
  });
});
