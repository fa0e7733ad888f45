import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until, type Organization } from '../support/organization.js';
import { connectLegacy, connectModern } from '../support/sdk-clients.js';
import { TestStack } from '../support/test-stack.js';

/** A tool of each official server, arguments that do not fit it, and where they do not. */
const MISFITS = {
  everything: { name: 'echo', arguments: { message: 3 }, field: 'arguments.message' },
  filesystem: { name: 'read_text_file', arguments: { path: 'a', head: 'all' }, field: 'arguments.head' },
} as const;
type ServerName = keyof typeof MISFITS;
const SERVERS = Object.keys(MISFITS) as ServerName[];

let stack: TestStack;
let org: Organization;
let key: string;
const ids = new Map<ServerName, string>();

beforeAll(async () => {
  stack = await TestStack.start();
  org = await stack.createOrganization('Strict');
  ids.set('everything', await org.addHttpServer('everything', `${stack.stack.urlOf('everything')}/mcp`));
  ids.set('filesystem', await org.addStdioServer('filesystem', 'filesystem'));
  for (const id of ids.values()) await setChecked(id, true);
  ({ key } = await org.createKey());
}, 120_000);
afterAll(() => stack?.stop(), 30_000);

const setChecked = (id: string, check_arguments: boolean) =>
  org.admin('PATCH', `${org.urls.auth}/v1/mcp-servers/${id}`, { settings: { check_arguments } });
const endpoint = (server: string) => new URL(`${org.urls.gateway}/v1/mcp/${server}`);

const legacyClient = (server: string) => connectLegacy(endpoint(server), key, { roots: {} });
const modernClient = (server: string) => connectModern(endpoint(server), key);

describe.each(SERVERS)('arguments that do not fit a tool of %s', (server) => {
  const { name, arguments: args, field } = MISFITS[server];

  it('are 400 by REST, and cost nothing', async () => {
    const reply = await org.callTool(key, server, name, args);
    expect([reply.status, reply.json['error']]).toMatchObject([
      400,
      { code: 'validation_error', details: [{ field }] },
    ]);
    const trace = await until(
      () => org.admin('GET', `${org.urls.trace}/v1/traces/${reply.headers.get('x-trace-id')}`),
      ({ status }) => status === 200,
      10_000,
    );
    // One span: there was no attempt.
    expect(trace.json).toMatchObject({ status: 'error', span_count: 1, total_cost_micro_usd: 0, tools: [name] });
    expect(trace.json['error_message']).toContain('do not fit the input schema');
  });

  it.each([
    ['v1 at 2025-11-25', legacyClient],
    ['v2 at 2026-07-28', modernClient],
  ])('are told to the official client %s as a result', async (_who, connect) => {
    const client = await connect(server);
    const result = await client.callTool({ name, arguments: args });
    expect(result).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('do not fit') }] });
    await client.close();
  });
});

it('of a tool that is not there are refused, but in a session of the client’s own, where the server answers itself', async () => {
  const nothing = { name: 'nothing', arguments: {} };
  const [modern, legacy] = await Promise.all([modernClient('everything'), legacyClient('everything')]);
  await expect(modern.callTool(nothing)).rejects.toMatchObject({ code: -32_602, message: expect.stringContaining('Unknown tool') });
  expect(JSON.stringify(await legacy.callTool(nothing))).toContain('not found');
  await Promise.all([modern.close(), legacy.close()]);
}); // prettier-ignore

it('are the server’s own affair once its entry says so', async () => {
  await setChecked(ids.get('everything') ?? '', false);
  const reply = await until(
    () => org.callTool(key, 'everything', 'echo', { message: 3 }),
    ({ text }) => !text.includes('input schema of'),
    5_000,
  );
  expect(reply.text).not.toContain('validation_error');
});
