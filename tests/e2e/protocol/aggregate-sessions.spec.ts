import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
  ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { ROOT } from '@gatewayops/tool-launcher';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestStack } from '../support/test-stack.js';

const EVERYTHING = join(ROOT, 'node_modules/@modelcontextprotocol/server-everything/dist/index.js');
/** One and the same server, over HTTP and as a process. */
const SERVERS = ['http', 'stdio'] as const;

let folder: string;
let stack: TestStack;
let url: URL;
let key: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatewayops-aggregate-'));
  const catalogue = join(folder, 'catalogue.json');
  const entry = { command: process.execPath, args: [EVERYTHING, 'stdio'] };
  await writeFile(catalogue, JSON.stringify({ entries: { everything: entry } }));
  stack = await TestStack.start({ environment: { gateway: { STDIO_CATALOG: catalogue } } });
  const org = await stack.createOrganization('Aggregate');
  await org.addHttpServer('http', `${stack.stack.urlOf('everything')}/mcp`);
  await org.addStdioServer('stdio', 'everything');
  await org.addHttpServer('gone', 'http://127.0.0.1:1/mcp');
  ({ key } = await org.createKey());
  url = new URL(`${org.urls.gateway}/v1/mcp`);
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

interface Answering {
  readonly client: Client;
  readonly transport: StreamableHTTPClientTransport;
  /** What it was asked, in order. */
  readonly asked: string[];
}

/** A client that can be asked everything. */
async function connect(): Promise<Answering> {
  const client = new Client(
    { name: 'test', version: '1' },
    { capabilities: { sampling: {}, elicitation: {}, roots: { listChanged: true } } },
  );
  const asked: string[] = [];
  client.setRequestHandler(CreateMessageRequestSchema, ({ params }) => {
    asked.push('sampling');
    const [message] = params.messages;
    return { model: 'm', role: 'assistant', content: { type: 'text', text: `I read ${JSON.stringify(message?.content)}` } };
  }); // prettier-ignore
  client.setRequestHandler(ElicitRequestSchema, () => {
    asked.push('elicitation');
    return { action: 'accept', content: { name: 'Ada', check: true } };
  });
  client.setRequestHandler(ListRootsRequestSchema, () => {
    asked.push('roots');
    return { roots: [{ uri: 'file:///work', name: 'Root of the test' }] };
  });
  const transport = new StreamableHTTPClientTransport(url, { requestInit: { headers: { Authorization: `Bearer ${key}` } } });
  await client.connect(transport as Parameters<Client['connect']>[0]);
  return { client, transport, asked };
} // prettier-ignore

const textOf = (result: unknown): string => JSON.stringify((result as { content: unknown }).content);

describe('a client of 2025-11-25 and several servers as one', () => {
  let one: Answering;
  beforeAll(async () => {
    one = await connect();
  });
  afterAll(async () => {
    await one?.transport.terminateSession();
    await one?.client.close();
  });

  it('sees the tools that its capabilities make, of each server that is there', async () => {
    const names = (await one.client.listTools()).tools.map(({ name }) => name);
    for (const server of SERVERS) {
      expect(names).toEqual(expect.arrayContaining([`${server}_echo`, `${server}_trigger-sampling-request`]));
      expect(names).toEqual(expect.arrayContaining([`${server}_trigger-elicitation-request`, `${server}_get-roots-list`]));
    }
    expect(names.some((name) => name.startsWith('gone_'))).toBe(false);
  }); // prettier-ignore

  it('is asked by both servers at once, and each gets its answer', async () => {
    const answers = await Promise.all(
      SERVERS.map((server) =>
        one.client.callTool({ name: `${server}_trigger-sampling-request`, arguments: { prompt: `for ${server}`, maxTokens: 5 } }),
      ),
    );
    for (const [at, server] of SERVERS.entries()) expect(textOf(answers[at])).toContain(`for ${server}`);
    expect(one.asked.filter((what) => what === 'sampling')).toHaveLength(2);
  }); // prettier-ignore

  it.each(SERVERS)('is asked by a person’s form: %s', async (server) => {
    const result = await one.client.callTool({ name: `${server}_trigger-elicitation-request`, arguments: {} });
    expect(textOf(result)).toContain('Ada');
  });

  it.each(SERVERS)('tells its roots: %s', async (server) => {
    const result = await one.client.callTool({ name: `${server}_get-roots-list`, arguments: {} });
    expect(textOf(result)).toContain('Root of the test');
  });

  it.each(SERVERS)('gets the progress of a long call: %s', async (server) => {
    const seen: number[] = [];
    const params = { name: `${server}_trigger-long-running-operation`, arguments: { duration: 0.3, steps: 3 } };
    await one.client.callTool(params, undefined, { onprogress: ({ progress }) => seen.push(progress) });
    expect(seen).toEqual([1, 2, 3]);
  });

  it.each(SERVERS)('hears of a resource that it subscribed to: %s', async (server) => {
    const uri = `demo://resource/dynamic/text/1#${server}_`;
    const heard = new Promise<string>((resolve) => {
      one.client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => {
        if (params.uri === uri) resolve(params.uri);
      });
    });
    await one.client.subscribeResource({ uri });
    await one.client.callTool({ name: `${server}_toggle-subscriber-updates`, arguments: {} });
    expect(await heard).toBe(uri);
    await one.client.callTool({ name: `${server}_toggle-subscriber-updates`, arguments: {} });
    const { contents } = await one.client.readResource({ uri });
    expect(contents[0]?.uri).toBe(uri);
  });

  it.each(SERVERS)(
    'follows a task to its result: %s',
    async (server) => {
      const { tasks } = one.client.experimental;
      const params = { name: `${server}_simulate-research-query`, arguments: { topic: 'python', ambiguous: true } };
      const seen: string[] = [];
      let result = '';
      for await (const message of tasks.callToolStream(params, undefined, { task: { ttl: 60_000 } })) {
        seen.push(message.type);
        if (message.type === 'taskCreated') {
          const { tasks: listed } = await tasks.listTasks();
          expect(listed.map(({ taskId }) => taskId)).toContain(message.task.taskId);
        }
        if (message.type === 'result') result = textOf(message.result);
      }
      expect(seen[0]).toBe('taskCreated');
      expect(result).toContain('python');
    },
    60_000,
  );

  it('sets the level of logs of all of them', async () => {
    expect(await one.client.setLoggingLevel('error')).toEqual({});
  });

  it('ends its session, which then is over', async () => {
    const other = await connect();
    const { sessionId } = other.transport;
    await other.transport.terminateSession();
    const headers = {
      Authorization: `Bearer ${key}`,
      'mcp-session-id': sessionId!,
      'content-type': 'application/json',
    };
    const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
    const accept = 'application/json, text/event-stream';
    expect((await fetch(url, { method: 'POST', headers: { ...headers, accept }, body })).status).toBe(404);
    await other.client.close();
  });
});
