import { choosePort } from '@gatewayops/engines';
import { startDualEraServer, type RunningFixture } from '@gatewayops/testing/fixture-mcp-servers';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { send, until, type Organization, type Reply } from './support/organization.js';
import { TestStack } from './support/test-stack.js';

jest.setTimeout(20_000);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let stack: TestStack;
let upstream: RunningFixture;
let org: Organization;
let gateways: string[];

beforeAll(async () => {
  upstream = await startDualEraServer();
  stack = await TestStack.start({ everything: false });
  gateways = [stack.stack.urlOf('gateway')];
  for (const name of ['gateway-2', 'gateway-3']) {
    gateways.push(await stack.stack.addReplica(name, 'gateway', await choosePort(undefined, 'a test')));
  }
  org = await stack.createOrganization('Replicas');
  await org.addHttpServer('fixture', upstream.url);
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  await upstream?.close();
}, 30_000);

const call = (key: string, gateway = ''): Promise<Reply> =>
  org.callTool(key, 'fixture', 'add', { a: 1, b: 2 }, gateway);
const statuses = (replies: Reply[]): number[] => replies.map(({ status }) => status).toSorted((a, b) => a - b);

/** Lets every gateway know the key, which is slow the first time, and its limit fill up again. */
async function warmUp(key: string, { rps }: { rps: number }, by = org): Promise<void> {
  for (const gateway of gateways) {
    expect((await by.callTool(key, 'fixture', 'add', { a: 1, b: 2 }, gateway)).status).toBe(200);
  }
  await pause(1_000 + (1000 * gateways.length) / rps);
}

describe('replicas share limits', () => {
  it('a burst that was used up on one is used up on the others', async () => {
    const limit = { rps: 1, burst: 6 };
    const { key } = await org.createKey(undefined, limit);
    await warmUp(key, limit);
    const first = await Promise.all(Array.from({ length: 8 }, () => call(key, gateways[0])));
    expect(statuses(first)).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    const other = await call(key, gateways[2]);
    expect(other.status).toBe(429);
    expect(other.json['error']).toMatchObject({ code: 'rate_limited' });
    expect(other.headers.get('retry-after')).toBe('1');
    expect(other.headers.get('x-ratelimit-limit')).toBe('1');
    expect(other.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(Number(other.headers.get('x-ratelimit-reset'))).toBeGreaterThanOrEqual(5);
    await pause(1_000);
    expect((await call(key, gateways[1])).status).toBe(200);
  });

  it('all of them together admit what the key may, and hardly less', async () => {
    const limit = { rps: 10, burst: 10 };
    const { key } = await org.createKey(undefined, limit);
    await warmUp(key, limit);
    const startedAt = performance.now();
    let lastAt = startedAt;
    let admitted = 0;
    const client = async (gateway: string) => {
      while (performance.now() - startedAt < 5_000) {
        const { status } = await call(key, gateway);
        expect([200, 429]).toContain(status);
        if (status === 200) {
          admitted += 1;
          lastAt = performance.now();
        } else await pause(5);
      }
    };
    await Promise.all(gateways.flatMap((gateway) => [client(gateway), client(gateway), client(gateway)]));
    const seconds = (lastAt - startedAt) / 1000;
    expect(admitted).toBeLessThanOrEqual(limit.rps * seconds + limit.burst);
    expect(admitted).toBeGreaterThanOrEqual(0.8 * (limit.rps * 5 + limit.burst));
  });

  it('of an organisation, whatever key is used', async () => {
    const limit = { rps: 1, burst: 3 };
    const small = await stack.createOrganization('Small', limit);
    await small.addHttpServer('fixture', upstream.url);
    const keys = [await small.createKey(), await small.createKey()];
    for (const { key } of keys) await warmUp(key, limit, small);
    const replies = await Promise.all(
      [...keys, ...keys].map(({ key }, i) => small.callTool(key, 'fixture', 'add', { a: 1, b: 1 }, gateways[i % 3])),
    );
    expect(statuses(replies)).toEqual([200, 200, 200, 429]);
    const refused = replies.find(({ status }) => status === 429);
    expect(refused?.json['error']).toMatchObject({ details: [{ field: 'org' }] });
  });
});

describe('without Redis', () => {
  const mode = async (gateway: string): Promise<string | undefined> => {
    const { text } = await send('GET', `${gateway}/metrics`);
    return /gateway_rate_limiter_mode\{mode="(\w+)"[^}]*\} 1/.exec(text)?.[1];
  };
  const modes = (wanted: string, withinMs: number) =>
    Promise.all(
      gateways.map((gateway) =>
        until(
          () => mode(gateway),
          (is) => is === wanted,
          withinMs,
        ),
      ),
    );

  it('calls go on under divided limits, which metrics and readiness say, and limits are shared again after', async () => {
    const { key } = await org.createKey();
    for (const gateway of gateways) expect((await call(key, gateway)).status).toBe(200);
    await stack.stack.killPart('redis');
    expect(await modes('divided', 3_000)).toEqual(['divided', 'divided', 'divided']);
    const ready = await send('GET', `${gateways[0]}/ready`);
    expect(ready.json['dependencies']).toMatchObject({ 'rate-limiter': { state: 'degraded' } });
    expect((await call(key, gateways[0])).status).toBe(200);
    await stack.stack.startPart('redis');
    expect(await modes('shared', 10_000)).toEqual(['shared', 'shared', 'shared']);
    for (const gateway of gateways) expect((await call(key, gateway)).status).toBe(200);
  }, 40_000);
});
