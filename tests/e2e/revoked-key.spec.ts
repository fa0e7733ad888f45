import { choosePort } from '@gatewayops/engines';
import { FaultProxy } from '@gatewayops/testing/fault-proxy';
import { startLegacyServer, type RunningFixture } from '@gatewayops/testing/fixture-mcp-servers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EVERYTHING_ALLOWED, send, type Organization } from './support/organization.js';
import { TestStack } from './support/test-stack.js';

const REVOKED_WITHIN_MS = 1_000;
/** Where changes are not heard, open streams are asked about each second, of verdicts that may be a second old. */
const DEAF_WITHIN_MS = 3_000;
const REVISION = '2025-11-25';

let stack: TestStack;
let upstream: RunningFixture;
let org: Organization;
let redisProxy: FaultProxy;
let authProxy: FaultProxy;
let direct: string;
/** Reaches Redis and the auth service through the proxies. */
let proxied: string;

beforeAll(async () => {
  upstream = await startLegacyServer();
  stack = await TestStack.start({ everything: false });
  const redis = new URL(stack.stack.urls.redis);
  redisProxy = await FaultProxy.start({ port: Number(redis.port) });
  authProxy = await FaultProxy.start({ port: Number(new URL(stack.stack.urlOf('auth')).port) });
  redis.port = String(redisProxy.port);
  direct = stack.stack.urlOf('gateway');
  proxied = await stack.stack.addReplica('gateway-2', 'gateway', await choosePort(undefined, 'a test'), {
    REDIS_URL: redis.href,
    AUTH_URL: `http://127.0.0.1:${authProxy.port}`,
  });
  org = await stack.createOrganization('Revocation');
  await org.addHttpServer('legacy', upstream.url);
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  await Promise.all([redisProxy, authProxy, upstream].map((part) => part?.close()));
}, 30_000);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const add = (key: string, gateway: string) => org.callTool(key, 'legacy', 'add', { a: 1, b: 2 }, gateway);

function mcp(gateway: string, key: string, init: { method: string; session?: string; body?: unknown }) {
  return fetch(`${gateway}/v1/mcp/legacy`, {
    method: init.method,
    headers: {
      authorization: `Bearer ${key}`,
      accept: init.method === 'GET' ? 'text/event-stream' : 'application/json, text/event-stream',
      'mcp-protocol-version': REVISION,
      ...(init.session === undefined ? {} : { 'mcp-session-id': init.session }),
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    signal: AbortSignal.timeout(15_000),
  });
}

/** A session with the GET stream on which its server could speak at any time. */
async function openStream(gateway: string, key: string): Promise<{ session: string; ended: Promise<number> }> {
  const params = { protocolVersion: REVISION, capabilities: {}, clientInfo: { name: 'test', version: '1' } };
  const opened = await mcp(gateway, key, {
    method: 'POST',
    body: { jsonrpc: '2.0', id: 1, method: 'initialize', params },
  });
  const session = opened.headers.get('mcp-session-id') ?? '';
  expect({ status: opened.status, session }).toEqual({ status: 200, session: expect.stringMatching(/.{20}/) });
  await opened.text();
  const initialized = { jsonrpc: '2.0', method: 'notifications/initialized' };
  expect((await mcp(gateway, key, { method: 'POST', session, body: initialized })).status).toBe(202);
  const stream = await mcp(gateway, key, { method: 'GET', session });
  expect(stream.status).toBe(200);
  // Cut off or ended in order: either way it is over, and nobody may go on listening.
  const ended = stream.text().then(
    () => performance.now(),
    (error: Error) => (error.name === 'TimeoutError' ? Infinity : performance.now()),
  );
  return { session, ended };
}

async function revoke(id: string): Promise<number> {
  expect((await org.revokeKey(id)).status).toBe(204);
  return performance.now();
}

/** The last moment at which a gateway let the key in, in ms after its revocation. */
async function lastAdmissionMs(gateway: string, key: string, revokedAt: number): Promise<number> {
  let lastMs = 0;
  while (performance.now() - revokedAt < 2 * REVOKED_WITHIN_MS) {
    const askedAt = performance.now();
    if ((await add(key, gateway)).status === 200) lastMs = askedAt - revokedAt;
    await pause(25);
  }
  return lastMs;
}

describe('the open stream of a key that is revoked', () => {
  it('ends on each replica, and its session with it; those of other keys go on', async () => {
    const [revoked, other] = [await org.createKey(), await org.createKey()];
    const streams = await Promise.all([direct, proxied].map((gateway) => openStream(gateway, revoked.key)));
    const untouched = await openStream(direct, other.key);
    await pause(300);
    const revokedAt = await revoke(revoked.id);
    for (const { ended } of streams) expect((await ended) - revokedAt).toBeLessThan(REVOKED_WITHIN_MS);
    const list = { jsonrpc: '2.0', id: 2, method: 'tools/list' };
    const continued = await mcp(direct, revoked.key, { method: 'POST', session: streams[0]!.session, body: list });
    expect(continued.status).toBe(401);
    expect(await Promise.race([untouched.ended, pause(1_500).then(() => 'open')])).toBe('open');
    const alive = await mcp(direct, other.key, { method: 'POST', session: untouched.session, body: list });
    expect(alive.status).toBe(200);
    await mcp(direct, other.key, { method: 'DELETE', session: untouched.session });
  }, 20_000);

  it.each(['cut', 'swallowed'])(
    'ends also where the way to Redis is %s',
    async (how) => {
      const { id, key } = await org.createKey();
      const { ended } = await openStream(proxied, key);
      await pause(300);
      try {
        redisProxy.blackHole = how === 'swallowed';
        redisProxy.refuse = how === 'cut';
        if (how === 'cut') expect(redisProxy.cut()).toBeGreaterThan(0);
        const revokedAt = await revoke(id);
        expect((await ended) - revokedAt).toBeLessThan(DEAF_WITHIN_MS);
      } finally {
        redisProxy.blackHole = false;
        redisProxy.refuse = false;
        redisProxy.cut();
      }
    },
    20_000,
  );
});

describe('the key of somebody whom SCIM deactivates', () => {
  it('is refused within a second by each replica, and good no more once they are back', async () => {
    const { auth } = org.urls;
    const member = await org.admin('POST', `${auth}/v1/members`, {
      email: 'deactivated@example.com',
      role: 'org_member',
    });
    const userId = String(member.json['user_id']);
    const body = { name: 'theirs', user_id: userId, scopes: EVERYTHING_ALLOWED };
    const key = String((await org.admin('POST', `${auth}/v1/auth/keys`, body)).json['key']);
    const token = String((await org.admin('POST', `${auth}/v1/sso/scim-tokens`, { name: 'provider' })).json['token']);
    const setActive = (value: boolean) =>
      send('PATCH', `${auth}/scim/v2/Users/${userId}`, {
        token,
        headers: { 'content-type': 'application/scim+json' },
        body: {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'replace', value: { active: value } }],
        },
      });
    for (const gateway of [direct, proxied]) expect((await add(key, gateway)).status).toBe(200);
    expect((await setActive(false)).status).toBe(200);
    const deactivatedAt = performance.now();
    const lastMs = await Promise.all([direct, proxied].map((gateway) => lastAdmissionMs(gateway, key, deactivatedAt)));
    for (const ms of lastMs) expect(ms).toBeLessThan(REVOKED_WITHIN_MS);
    expect((await setActive(true)).status).toBe(200);
    for (const gateway of [direct, proxied]) expect((await add(key, gateway)).status).toBe(401);
  }, 30_000);
});

describe('a key that is revoked', () => {
  it('is refused within a second by a replica whose subscription is cut', async () => {
    const { id, key } = await org.createKey();
    expect((await add(key, proxied)).status).toBe(200);
    try {
      redisProxy.refuse = true;
      expect(redisProxy.cut()).toBeGreaterThan(0);
      const revokedAt = await revoke(id);
      expect(await lastAdmissionMs(proxied, key, revokedAt)).toBeLessThan(REVOKED_WITHIN_MS);
      expect((await add(key, proxied)).status).toBe(401);
    } finally {
      redisProxy.refuse = false;
    }
    const { key: next } = await org.createKey();
    expect((await add(next, proxied)).status).toBe(200);
  }, 20_000);

  it('is not let in by a validation that began before and ended after', async () => {
    const { id, key } = await org.createKey();
    expect((await add((await org.createKey()).key, proxied)).status).toBe(200);
    authProxy.delayMs = 1_500;
    try {
      const underWay = add(key, proxied).then(({ status }) => ({ status, at: performance.now() }));
      await pause(1_900);
      const revokedAt = await revoke(id);
      const answered = await underWay;
      expect(answered.at - revokedAt).toBeGreaterThan(0);
      expect([401, 503]).toContain(answered.status);
    } finally {
      authProxy.delayMs = 0;
    }
    expect((await add(key, proxied)).status).toBe(401);
    expect((await add(key, direct)).status).toBe(401);
  }, 20_000);
});
