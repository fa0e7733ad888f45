import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CreateMessageRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { packageFile } from '@gatewayops/tool-launcher';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inspect } from '../support/inspector.js';
import { ENDPOINTS, OfficialServers } from '../support/official-servers.js';

let servers: OfficialServers;
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gatewayops-programs-'));
  servers = await OfficialServers.start(['everything', 'filesystem', 'budget']);
}, 120_000);
afterAll(async () => {
  await servers?.stop();
  await rm(home, { recursive: true, force: true });
}, 30_000);

describe.each(ENDPOINTS.flatMap((endpoint) => ['legacy', 'modern'].map((era) => ({ endpoint, era }))))(
  'the command line of the MCP Inspector, $era at $endpoint',
  ({ endpoint, era }) => {
    const run = (server: string, ...options: string[]) =>
      inspect(servers.at(endpoint, server).url, servers.key, home, ['--protocol-era', era, ...options]);
    const named = (server: string, name: string) => servers.at(endpoint, server).named(name);
    const located = (server: string, uri: string) => servers.at(endpoint, server).located(uri);

    it('lists, calls, reads and gets', async () => {
      const [listed, called, read, got] = await Promise.all([
        run('everything', '--method', 'tools/list'),
        run(
          'everything',
          '--method',
          'tools/call',
          '--tool-name',
          named('everything', 'get-sum'),
          '--tool-args-json',
          '{"a":2,"b":40}',
        ),
        run(
          'everything',
          '--method',
          'resources/read',
          '--uri',
          located('everything', 'demo://resource/dynamic/text/1'),
        ),
        run(
          'everything',
          '--method',
          'prompts/get',
          '--prompt-name',
          named('everything', 'args-prompt'),
          '--prompt-args',
          'city=Oslo',
        ),
      ]);
      expect(
        [listed, called, read, got].map(({ code, stderr }) => ({ code, stderr: code === 0 ? '' : stderr })),
      ).toEqual(Array.from({ length: 4 }, () => ({ code: 0, stderr: '' })));
      expect(JSON.stringify(listed.json.result)).toContain(`"${named('everything', 'get-sum')}"`);
      expect(JSON.stringify(called.json.result)).toContain('42');
      expect(JSON.stringify(read.json.result)).toContain(located('everything', 'demo://resource/dynamic/text/1'));
      expect(JSON.stringify(got.json.result)).toContain('Oslo');
    }, 60_000);

    it('finds the app of a tool, and tells of a tool that failed', async () => {
      const [app, failed] = await Promise.all([
        run('budget', '--method', 'tools/call', '--tool-name', named('budget', 'get-budget-data'), '--app-info'),
        run(
          'filesystem',
          '--method',
          'tools/call',
          '--tool-name',
          named('filesystem', 'read_text_file'),
          '--tool-arg',
          'path=/etc/hostname',
        ),
      ]);
      expect(app.json).toMatchObject({
        appInfo: { hasApp: true, resourceUri: located('budget', 'ui://budget-allocator/mcp-app.html') },
      });
      expect(failed.code).toBe(5);
    }, 60_000);
  },
);

it('the Inspector tells that a key is refused', async () => {
  const { code } = await inspect(servers.at('/v1/mcp/{server}', 'everything').url, 'gwo_test_nobody', home, [
    '--method',
    'tools/list',
  ]);
  expect(code).toBe(3);
}, 60_000);

/** It puts the variable in: an argument can be read by everybody on the machine. */
const OPTIONS = '--header Authorization:${AUTHORIZATION} --allow-http --transport http-only --protocol'.split(' ');

describe.each(['legacy', 'auto'])('a client of processes behind mcp-remote, --protocol %s', (protocol) => {
  it('lists tools, calls them, hears of progress and is asked', async () => {
    const client = new Client({ name: 'desktop', version: '1' }, { capabilities: { sampling: {} } });
    client.setRequestHandler(CreateMessageRequestSchema, () => ({
      model: 'test',
      role: 'assistant',
      content: { type: 'text', text: 'sampled' },
    }));
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [
        packageFile('mcp-remote', 'dist/proxy.js'),
        servers.at('/v1/mcp/{server}', 'everything').url.href,
        ...OPTIONS,
        protocol,
      ],
      env: { HOME: home, MCP_REMOTE_CONFIG_DIR: join(home, protocol), AUTHORIZATION: `Bearer ${servers.key}` },
      stderr: 'ignore',
    });
    await client.connect(transport);
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('echo');
    const echoed = await client.callTool({ name: 'echo', arguments: { message: 'é 🛠' } });
    expect(echoed.content).toEqual([{ type: 'text', text: 'Echo: é 🛠' }]);
    const seen: number[] = [];
    const long = { name: 'trigger-long-running-operation', arguments: { duration: 0.6, steps: 3 } };
    await client.callTool(long, undefined, { onprogress: ({ progress }) => seen.push(progress) });
    // The client drops what comes in one piece with the answer.
    expect(seen.slice(0, 2)).toEqual([1, 2]);
    if (protocol === 'legacy') {
      const sampled = await client.callTool({ name: 'trigger-sampling-request', arguments: { prompt: 'a cat' } });
      expect(JSON.stringify(sampled.content)).toContain('sampled');
    }
    await client.close();
  }, 60_000);
});
