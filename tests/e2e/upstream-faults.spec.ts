import {
  BIG_INTEGER,
  FAULTS,
  startDualEraServer,
  startFaultUpstream,
  startLegacyServer,
  type Fault,
  type FaultUpstream,
  type RunningFixture,
} from '@gatewayops/testing/fixture-mcp-servers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { send, until, type Organization, type Reply } from './support/organization.js';
import { TestStack } from './support/test-stack.js';

const TIMEOUT_MS = 1_500;
const SETTINGS = { timeout_ms: TIMEOUT_MS, connect_timeout_ms: 500, max_retries: 1 };
const ALWAYS: readonly Fault[] = ['hang', 'reset', 'html', 'endless-headers', 'garbage-bytes'];
/** How much later than the server's timeout an answer may be, on a machine that does other things too. */
const SLACK_MS = 3_000;

let stack: TestStack;
let faults: FaultUpstream;
let sound: RunningFixture;
let legacy: RunningFixture;
let org: Organization;
let key: string;

beforeAll(async () => {
  [faults, sound, legacy] = await Promise.all([startFaultUpstream(), startDualEraServer(), startLegacyServer()]);
  stack = await TestStack.start({ everything: false });
  org = await stack.createOrganization('Faults');
  await org.addHttpServer('sound', sound.url);
  await org.addHttpServer('legacy', legacy.url);
  ({ key } = await org.createKey());
  for (const fault of FAULTS) await org.addHttpServer(fault, faults.urlOf(fault), SETTINGS);
  for (const fault of ALWAYS)
    await org.addHttpServer(`always-${fault}`, faults.urlOf(fault, { always: true }), SETTINGS);
  await org.addHttpServer('nobody', 'http://127.0.0.1:1/mcp', SETTINGS);
  await org.addHttpServer('closes-between-2', faults.urlOf('closes-between'), {});
  // The gateway hears of a new server by an event.
  await until(
    () => call('closes-between-2'),
    ({ status }) => status === 200,
    5_000,
  );
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  await Promise.all([faults, sound, legacy].map((fixture) => fixture?.close()));
}, 30_000);

const call = (server: string, tool = 'call', args: unknown = {}): Promise<Reply> =>
  org.callTool(key, server, tool, args);
const errorOf = ({ json }: Reply): { code: string; message: string } => json['error'] as never;

/** A call of a server with one fault; none is left to hang, and the gateway serves others afterwards. */
async function callFaulty(name: string): Promise<Reply> {
  const startedAt = performance.now();
  const reply = await call(name);
  expect(performance.now() - startedAt).toBeLessThan(TIMEOUT_MS + SLACK_MS);
  expect((await call('sound', 'add', { a: 1, b: 1 })).status).toBe(200);
  return reply;
}

describe('a server that goes wrong with a call gives one clear error, in time, and harms no other', () => {
  it.each<[Fault, number, string]>([
    ['hang', 504, 'timeout'],
    ['drip', 504, 'timeout'],
    ['endless-headers', 502, 'upstream_error'],
    ['reset', 502, 'upstream_error'],
    ['length-long', 502, 'upstream_error'],
    ['garbage-bytes', 502, 'upstream_error'],
    ['garbage-json', 502, 'upstream_error'],
    ['not-json-rpc', 502, 'upstream_error'],
    ['empty', 502, 'upstream_error'],
    ['html', 502, 'upstream_error'],
    ['eleven-megabytes', 502, 'upstream_error'],
    ['error-500', 502, 'upstream_error'],
    ['error-503', 502, 'upstream_error'],
    ['redirect', 502, 'upstream_error'],
  ])('%s: %i %s', async (fault, status, code) => {
    const reply = await callFaulty(fault);
    expect({ status: reply.status, error: reply.json['error'] }).toMatchObject({ status, error: { code } });
    expect(errorOf(reply).message.length).toBeGreaterThan(10);
    // A call of a tool is never repeated unless the registry says that it may be.
    expect(faults.calls.get(fault)).toBe(1);
  });

  it.each<Fault>(['endless-events', 'endless-body', 'reset-midway', 'length-short'])(
    '%s: an error, or an answer that is visibly broken off',
    async (fault) => {
      const outcome: Reply | 'broken off' = await callFaulty(fault).catch((error: Error) => {
        expect(error.name).not.toBe('TimeoutError');
        return 'broken off';
      });
      if (outcome !== 'broken off') expect([502, 504]).toContain(outcome.status);
      expect((await call('sound', 'add', { a: 1, b: 1 })).status).toBe(200);
    },
  );

  it.each<Fault>(ALWAYS)('%s from the first request on', async (fault) => {
    const reply = await callFaulty(`always-${fault}`);
    expect([502, 504]).toContain(reply.status);
  });

  it('nobody listens: 502', async () => {
    const reply = await callFaulty('nobody');
    expect(reply.status).toBe(502);
    expect(errorOf(reply).code).toBe('upstream_error');
  });

  it('a server that fails again and again is left alone: 503 circuit_open', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 12 && codes.at(-1) !== 'circuit_open'; i++) codes.push(errorOf(await call('error-500')).code);
    expect(codes.at(-1)).toBe('circuit_open');
    const refused = await call('error-500');
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await call('sound', 'add', { a: 1, b: 1 })).status).toBe(200);
  });
});

describe('what is no fault passes', () => {
  it('an answer of nearly 10 MB', async () => {
    const reply = await call('nearly-ten-megabytes');
    expect(reply.status).toBe(200);
    expect(reply.text.length).toBeGreaterThan(9_900_000);
  });

  it('connections that the server closes between calls', async () => {
    const statuses = new Set<number>();
    for (let i = 0; i < 20; i++) {
      statuses.add((await call('closes-between')).status);
      await new Promise((resolve) => setTimeout(resolve, 3 * (i % 3)));
    }
    expect([...statuses]).toEqual([200]);
  });

  it.each(['sound', 'legacy'])('integers that JavaScript cannot hold, both ways (%s)', async (server) => {
    const url = `${org.urls.gateway}/v1/mcp/${server}/tools/call`;
    const asked = await send('POST', url, { token: key, body: '{"tool":"big_integers","arguments":{}}' });
    expect(asked.status).toBe(200);
    if (server === 'sound') expect(asked.text).toContain(`"value":${BIG_INTEGER}`);
    const body = `{"tool":"call","arguments":{"n":${BIG_INTEGER},"m":1.10}}`;
    const echoed = await send('POST', `${org.urls.gateway}/v1/mcp/raw-echo/tools/call`, { token: key, body });
    expect(echoed.text).toContain(`"structuredContent":{"n":${BIG_INTEGER},"m":1.10}`);
  });

  it('a failure that a tool reports itself', async () => {
    const reply = await call('legacy', 'fail', { message: 'no luck' });
    expect(reply.status).toBe(200);
    expect(reply.json['result']).toMatchObject({ isError: true, content: [{ text: 'no luck' }] });
  });

  it('resources and prompts of a server of either era', async () => {
    for (const server of ['sound', 'legacy']) {
      const base = `${org.urls.gateway}/v1/mcp/${server}`;
      const read = await send('POST', `${base}/resources/read`, { token: key, body: { uri: 'fixture://greeting' } });
      expect(read.json['result']).toMatchObject({ contents: [{ text: 'hello' }] });
      const prompt = { name: 'greet', arguments: { name: 'Ada' } };
      const got = await send('POST', `${base}/prompts/get`, { token: key, body: prompt });
      expect(got.text).toContain('Say hello to Ada.');
    }
  });
});
