import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { McpServerRuntime } from '@gatewayops/contracts';
import { addressGuard, StdioCatalogue, Upstreams, type UpstreamAnswer, type UpstreamRequest } from '@gatewayops/mcp';
import type { Redis } from '@gatewayops/redis';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cancellation } from '../../front/cancellation.js';
import { serverAt, until } from '../../front/front.fixture.js';
import { collect } from '../../legs/collect.js';
import type { ServerRegistry } from '../../organization/server-registry.js';
import { addReplica, ownRedis, type TestReplica } from '../replicas.fixture.js';
import { UPSTREAM_KIND } from './owned-upstream.js';
import { SharedProcesses } from './shared-processes.js';
import { upstreamReceiver } from './upstream-receiver.js';

const SCRIPT = new URL('../../../../../libs/mcp/src/fixtures/stdio-server.mjs', import.meta.url).pathname;

interface Gateway {
  readonly replica: TestReplica;
  readonly upstreams: Upstreams;
}

let own: Awaited<ReturnType<typeof ownRedis>>;
let redis: Redis;
let gateways: Gateway[] = [];
let folder: string;
let server: McpServerRuntime;

async function add(): Promise<Gateway> {
  const replica = await addReplica(redis);
  const processes = new SharedProcesses(replica.ownership, replica.channel);
  const upstreams = new Upstreams({
    catalogue: StdioCatalogue.parse({ entries: { fixture: { command: process.execPath, args: [SCRIPT, 'ok'] } } }),
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    addressGuard: addressGuard({ privateRanges: 'allow' }),
    workDirectory: folder,
    present: (pool) => processes.present(pool),
    metrics: {
      processStarted: ({ id }) => processes.started(id),
      processEnded: ({ id }) => processes.ended(id),
    },
  });
  const servers = { find: () => server } as unknown as ServerRegistry;
  replica.gate.on(UPSTREAM_KIND, upstreamReceiver({ ownership: replica.ownership, servers, upstreams }));
  const gateway = { replica, upstreams };
  gateways.push(gateway);
  return gateway;
}

function call({ upstreams }: Gateway, tool: string, args = '{}', more: Partial<UpstreamRequest> = {}): Promise<UpstreamAnswer> {
  return upstreams.get(server).call({
    method: 'tools/call',
    params: Buffer.from(`{"name":"${tool}","arguments":${args}}`),
    name: tool,
    headers: {},
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    repeatable: false,
    ...more,
  });
} // prettier-ignore

const pidOf = async (gateway: Gateway): Promise<number> =>
  (JSON.parse((await collect((await call(gateway, 'environment')).body)).toString()) as { pid: number }).pid;

beforeAll(async () => {
  own = await ownRedis();
  redis = await own.connect();
}, 60_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'owned-'));
  const { transport: _http, ...rest } = serverAt('files', 'http://127.0.0.1:1');
  server = { ...rest, transport: { type: 'stdio', catalogEntry: 'fixture', arguments: {} } };
});
afterEach(async () => {
  await Promise.all(gateways.map(({ upstreams }) => upstreams.close()));
  await Promise.all(gateways.map(({ replica }) => replica.close()));
  gateways = [];
  rmSync(folder, { recursive: true, force: true });
});
afterAll(async () => {
  redis.disconnect();
  await own.close();
}, 30_000);

describe('a server that is a process', () => {
  it('is one over all replicas', async () => {
    const [one, two, three] = [await add(), await add(), await add()];
    const pids = await Promise.all([one, two, three].flatMap((gateway) => [pidOf(gateway), pidOf(gateway)]));
    expect(new Set(pids).size).toBe(1);
    const described = await Promise.all(gateways.map(({ upstreams }) => upstreams.get(server).describe()));
    expect(described[0]).toMatchObject({ era: 'legacy', capabilities: Buffer.from('{"tools":{}}') });
    expect(described[1]).toEqual(described[0]);
    expect(described[2]).toEqual(described[0]);
  });

  it('answers through another replica as it does here', async () => {
    const [one, two] = [await add(), await add()];
    await pidOf(one);
    const args = '{"big":12345678901234567890,"text":"\\ud83d\\ude00 ä"}';
    const [here, there] = [await call(one, 'echo', args), await call(two, 'echo', args)];
    expect((await collect(there.body)).toString()).toBe((await collect(here.body)).toString());
    expect({ ...there, body: 0, attempts: 0 }).toEqual({ ...here, body: 0, attempts: 0 });
    expect(there.attempts).toMatchObject([{ status: 'success' }]);
    const large = await call(two, 'large', '{"bytes":3000000}');
    expect((await collect(large.body)).length).toBe(3_000_011);
    const told: string[] = [];
    await call(two, 'progress', '{}', {
      params: Buffer.from('{"name":"progress","_meta":{"progressToken":"mine"}}'),
      onMessage: (raw) => told.push(raw.toString()),
    });
    expect(told).toEqual([expect.stringContaining('"progressToken":"mine"')]);
  });

  it('is told that a caller at another replica has left', async () => {
    const [one, two] = [await add(), await add()];
    await pidOf(one);
    const signal = new Cancellation();
    const asked = call(two, 'never', '{}', { signal }).catch((error: unknown) => error);
    await until(() => one.upstreams.get(server).activeCalls === 1);
    signal.abort();
    expect(await asked).toBeInstanceOf(Error);
    await until(() => one.upstreams.get(server).activeCalls === 0);
  });

  it('fails through another replica as it does here', async () => {
    const [one, two] = [await add(), await add()];
    await pidOf(one);
    const died = await call(two, 'die').catch((error: unknown) => error);
    expect(died).toMatchObject({ name: 'UpstreamFailure', code: 'upstream_error', attempts: [{ status: 'error' }] });
  });

  it('is started by another replica when its own dies', async () => {
    const [one, two] = [await add(), await add()];
    const before = await pidOf(one);
    expect(await pidOf(two)).toBe(before);
    const underWay = call(two, 'never').catch((error: unknown) => error);
    const reading = call(two, 'never', '{}', { repeatable: true, signal: new Cancellation() });
    reading.catch(() => undefined);
    await until(() => one.upstreams.get(server).activeCalls === 2);
    await one.replica.kill();
    expect(await underWay).toMatchObject({ name: 'ReplicaLost', code: 'service_unavailable', retryAfterSeconds: 1 });
    expect(await pidOf(two)).not.toBe(before);
    // It is asked again where a repeat does no harm.
    await until(() => two.upstreams.get(server).activeCalls === 1);
  });

  it('may be started anywhere once it has ended', async () => {
    const [one, two] = [await add(), await add()];
    await pidOf(one);
    await call(one, 'die').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await pidOf(two);
    expect(two.replica.ownership.owns(`stdio:${server.id}`)).toBe(true);
  });
});
