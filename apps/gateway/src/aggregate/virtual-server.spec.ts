import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { send, sendBy } from '../front/client.fixture.js';
import { serverAt, startGateway, type Gateway } from '../front/front.fixture.js';
import { scriptedServer, type Scripted } from '../front/scripted-server.fixture.js';
import { client, errorOf, resultOf, serveLists, tool } from './aggregate.fixture.js';

let files: Scripted;
let few: Scripted;
let gateway: Gateway;
const at = client(() => gateway, '/v1/mcp/chosen');

beforeAll(async () => {
  sendBy('wire');
  files = await scriptedServer('modern');
  few = await scriptedServer('modern');
  const [one, two] = [serverAt('files', files.url), serverAt('few', few.url)];
  const virtual = (name: string, enabled: boolean) => ({
    id: randomUUID(),
    orgId: one.orgId,
    name,
    naming: 'prefixed' as const,
    tools: [
      { serverId: one.id, tool: 'write', name: 'save', description: 'Saves "it".' },
      { serverId: two.id, tool: 'read_one', name: null, description: null },
      // Not for this key, and of a server that is not there.
      { serverId: two.id, tool: 'write_one', name: 'hidden', description: null },
      { serverId: randomUUID(), tool: 'gone', name: 'gone', description: null },
    ],
    enabled,
    version: 1,
  });
  const virtualServers = [virtual('chosen', true), virtual('off', false)];
  gateway = await startGateway([one, two], 'async', { virtualServers, naming: 'prefixed' });
});
afterAll(async () => {
  await gateway.close();
  await Promise.all([files.close(), few.close()]);
});
beforeEach(() => {
  for (const server of [files, few]) server.seen.length = 0;
  serveLists(files, {
    'tools/list': [tool('read'), tool('write', ',"description":"Writes.","n":9007199254740993')],
    'prompts/list': ['{"name":"p"}'],
  });
  serveLists(few, { 'tools/list': [tool('read_one'), tool('write_one')] });
});

it('lists what was chosen, in that order, called and described as it says there', async () => {
  const { text } = await at.ask('tools/list');
  const { tools } = JSON.parse(text).result as { tools: { name: string; description?: string }[] };
  expect(tools.map(({ name, description }) => [name, description])).toEqual([
    ['save', 'Saves "it".'],
    ['few_read_one', undefined],
  ]);
  expect(text).toContain('"n":9007199254740993');
  expect((await at.list('prompts/list')).prompts).toEqual([]);
  expect(resultOf(await at.ask('server/discover'))['capabilities']).toEqual({ tools: {} });
});

it('calls what was chosen without a list, and nothing else', async () => {
  await at.call('save');
  expect(files.seen.map(({ rpcMethod, headers }) => [rpcMethod, headers['mcp-name']])).toEqual([
    ['tools/call', 'write'],
  ]);
  for (const name of ['write', 'files_write', 'files_read', 'hidden', 'gone']) {
    expect(errorOf(await at.call(name))).toMatchObject({ code: -32602, message: `Unknown tool: ${name}` });
  }
});

it('is called by REST as well', async () => {
  const path = '/v1/mcp/chosen/tools/call';
  const called = await send(gateway.url, 'POST', path, '{"tool":"save","arguments":{}}');
  expect([called.status, called.text.slice(0, 24)]).toEqual([200, '{"result":{"content":[],']);
  const unknown = await send(gateway.url, 'POST', path, '{"tool":"write","arguments":{}}');
  expect([unknown.status, JSON.parse(unknown.text).error.code]).toEqual([404, 'not_found']);
});

it('is not there while it is off', async () => {
  expect((await client(() => gateway, '/v1/mcp/off').ask('tools/list')).status).toBe(404);
});
