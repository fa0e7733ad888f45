import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BIG_INTEGER } from './fixture-tools.js';
import type { RunningFixture } from './listening.js';
import { startDualEraServer } from './start-dual-era-server.js';
import { startFaultUpstream, type FaultUpstream } from './start-fault-upstream.js';
import { startLegacyServer } from './start-legacy-server.js';

const program = (name: string) => new URL(`../../dist/fixture-mcp-servers/${name}.js`, import.meta.url).pathname;

let dual: RunningFixture;
let legacy: Awaited<ReturnType<typeof startLegacyServer>>;
let faults: FaultUpstream;

beforeAll(async () => {
  dual = await startDualEraServer();
  legacy = await startLegacyServer();
  faults = await startFaultUpstream();
});
afterAll(() => Promise.all([dual, legacy, faults].map((fixture) => fixture.close())));

const modern = (mode: 'auto' | { pin: string }) =>
  new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });

async function useAll(client: Client | LegacyClient): Promise<void> {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(['echo', 'add', 'big', 'fail', 'slow', 'big_integers']);
  const { content } = await client.callTool({ name: 'add', arguments: { a: 2, b: 3 } });
  expect(content).toEqual([{ type: 'text', text: '5' }]);
  const echoed = await client.callTool({ name: 'echo', arguments: { any: ['thing'] } });
  expect(echoed.content).toEqual([{ type: 'text', text: '{"any":["thing"]}' }]);
  expect((await client.callTool({ name: 'fail', arguments: {} })).isError).toBe(true);
  const { resources } = await client.listResources();
  const read = await client.readResource({ uri: resources[0]?.uri ?? '' });
  expect(read.contents).toMatchObject([{ text: 'hello' }]);
  const { prompts } = await client.listPrompts();
  const prompt = await client.getPrompt({ name: prompts[0]?.name ?? '', arguments: { name: 'Ada' } });
  expect(prompt.messages[0]?.content).toMatchObject({ text: 'Say hello to Ada.' });
  await client.close();
}

const legacyClient = async (url: string): Promise<LegacyClient> => {
  const client = new LegacyClient({ name: 'test', version: '1' });
  await client.connect(new LegacyTransport(new URL(url)) as Parameters<LegacyClient['connect']>[0]);
  return client;
};

describe('the dual-era server', () => {
  it('serves the v2 client at 2026-07-28', async () => {
    const client = modern({ pin: '2026-07-28' });
    await client.connect(new StreamableHTTPClientTransport(new URL(dual.url)));
    await expect(useAll(client)).resolves.toBeUndefined();
  });

  it('serves the v1 client', async () => {
    await expect(useAll(await legacyClient(dual.url))).resolves.toBeUndefined();
  });

  it('puts an integer above 2^53 on the wire as a number', async () => {
    const response = await fetch(dual.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'big_integers', arguments: {} },
      }),
    });
    expect(await response.text()).toContain(`"value":${BIG_INTEGER}`);
  });
});

describe('the legacy server', () => {
  it('serves the v1 client in a session', async () => {
    const client = await legacyClient(legacy.url);
    expect(legacy.sessions).toBe(1);
    await expect(useAll(client)).resolves.toBeUndefined();
  });

  it('serves the v2 client that finds out by itself, and refuses one that insists on 2026-07-28', async () => {
    const client = modern('auto');
    await client.connect(new StreamableHTTPClientTransport(new URL(legacy.url)));
    await expect(useAll(client)).resolves.toBeUndefined();
    const insists = modern({ pin: '2026-07-28' });
    await expect(insists.connect(new StreamableHTTPClientTransport(new URL(legacy.url)))).rejects.toThrow();
  });
});

describe('as processes of their own', () => {
  it('the stdio program serves the v2 client', async () => {
    const client = modern('auto');
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args: [program('stdio-program')], stderr: 'ignore' }),
    );
    await expect(useAll(client)).resolves.toBeUndefined();
  }, 20_000);

  it.each(['dual-era', 'legacy', 'faults'])(
    '%s says its address',
    async (name) => {
      const child = spawn(process.execPath, [program('http-program'), name], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const { url } = JSON.parse(line.toString()) as { url: string };
      expect((await fetch(url, { method: 'DELETE' })).status).toBeGreaterThan(0);
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
    20_000,
  );
});

describe('the fault upstream', () => {
  const call = (url: string, withinMs = 500) =>
    fetch(url, {
      method: 'POST',
      body: '{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"call","arguments":{"n":9007199254740993}}}',
      signal: AbortSignal.timeout(withinMs),
    }).then((response) => response.text());

  it('is sound but for its calls', async () => {
    const client = modern({ pin: '2026-07-28' });
    await client.connect(new StreamableHTTPClientTransport(new URL(faults.urlOf('closes-between'))));
    expect((await client.listTools()).tools).toHaveLength(1);
    expect((await client.callTool({ name: 'call', arguments: {} })).content).toMatchObject([{ text: 'well' }]);
    await client.close();
  });

  it.each([
    'hang',
    'reset',
    'reset-midway',
    'length-long',
    'garbage-bytes',
    'endless-events',
    'endless-headers',
  ] as const)('%s gives no answer', async (fault) => {
    await expect(call(faults.urlOf(fault))).rejects.toThrow();
  });

  it('answers at its sizes, and with raw bytes', async () => {
    expect((await call(faults.urlOf('eleven-megabytes'), 10_000)).length).toBeGreaterThan(11_000_000);
    expect((await call(faults.urlOf('nearly-ten-megabytes'), 10_000)).length).toBeLessThan(10_000_000);
    expect(await call(faults.urlOf('raw-echo'))).toContain('"structuredContent":{"n":9007199254740993}');
    expect(faults.calls.get('raw-echo')).toBe(1);
  });
});
