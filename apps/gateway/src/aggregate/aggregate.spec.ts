import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { META, modern, rpc, send, sendBy, type Answered } from '../front/client.fixture.js';
import { serverAt, startGateway, type Gateway } from '../front/front.fixture.js';
import { scriptedServer, type Scripted } from '../front/scripted-server.fixture.js';

let files: Scripted;
let few: Scripted;
let gateway: Gateway;

beforeAll(async () => {
  sendBy('wire');
  files = await scriptedServer('both');
  few = await scriptedServer('legacy');
  gateway = await startGateway([
    serverAt('few', few.url),
    serverAt('files', files.url),
    serverAt('secret', files.url),
    { ...serverAt('files-off', files.url), enabled: false },
  ]);
});
afterAll(async () => {
  await gateway.close();
  await files.close();
  await few.close();
});
beforeEach(() => {
  for (const server of [files, few]) {
    server.seen.length = 0;
    server.answer = () => ({ result: '{"content":[]}' });
  }
});

const ask = (method: string, params: string, name?: string): Promise<Answered> =>
  send(gateway.url, 'POST', '/v1/mcp', rpc(method, params), modern(method, name));
const call = (name: string, args = '{}') => ask('tools/call', `{${META},"name":"${name}","arguments":${args}}`, name);
const resultOf = ({ text }: Answered) => (JSON.parse(text) as { result: Record<string, unknown> }).result;
const errorOf = ({ text }: Answered) => (JSON.parse(text) as { error: { code: number; message: string } }).error;

describe('a call', () => {
  it('reaches its server under its own name without a list, and is recorded as that server’s', async () => {
    const before = gateway.ended.length;
    files.answer = () => ({ result: '{ "content":[],"big":9007199254740993,"resultType":"complete"}' });
    const { status, text } = await call('files_read', '{"id":9007199254740993}');
    expect(status).toBe(200);
    expect(text).toBe(
      '{"jsonrpc":"2.0","id":1,"result":{ "content":[],"big":9007199254740993,"resultType":"complete"}}',
    );
    expect(files.seen.map(({ rpcMethod }) => rpcMethod)).toEqual(['tools/call']);
    expect(files.seen[0]!.headers['mcp-name']).toBe('read');
    expect(files.seen[0]!.body).toContain('"name":"read","arguments":{"id":9007199254740993}');
    await gateway.whenEnded(before + 1);
    const record = gateway.ended.at(-1)!.record!;
    expect([record.serverName, record.toolName]).toEqual(['files', 'read']);
    expect(record.costMicroUsd).toBe(2_500);
  });

  it('of what the key may not use is answered as one of what is not there', async () => {
    const refused = await call('few_write');
    const unknown = await call('nobody_write');
    expect([refused.status, errorOf(refused).code]).toEqual([200, -32602]);
    expect(errorOf(refused).message).toBe('Unknown tool: few_write');
    expect(errorOf(unknown)).toMatchObject({ code: -32602, message: 'Unknown tool: nobody_write' });
    expect(errorOf(await call('secret_read')).code).toBe(-32602);
    expect(errorOf(await call('files-off_read')).code).toBe(-32602);
    expect(few.seen).toHaveLength(0);
    expect(resultOf(await call('few_read_x'))).toBeDefined();
  });
});

it('answers only at its own address', async () => {
  expect((await send(gateway.url, 'POST', '/v1/mcpx', '{}')).status).toBe(418);
  expect((await send(gateway.url, 'POST', '/v1/mcp-servers', '{}')).status).toBe(418);
  sendBy('library');
  expect((await send(gateway.url, 'POST', '/v1/mcp?x=1', rpc('ping', '{}'))).text).toBe(
    '{"jsonrpc":"2.0","id":1,"result":{}}',
  );
  sendBy('wire');
});
