import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startRedis, type RunningEngine } from '@gatewayops/engines';
import { connectRedis, whenReady, type Redis } from '@gatewayops/redis';
import { MemorySessionStore } from './memory-session-store.js';
import type { Child, SessionKey, SessionState } from './session-state.js';
import { RedisSessionStore, type SessionLimits, type SessionStore } from './session-store.js';

const TTL_MS = 400;
const limits = { ttlMs: 60_000, sessionsPerKeyMax: 2 };
const SHORT = { ...limits, ttlMs: TTL_MS };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let dataDir: string;
let engine: RunningEngine;
let redis: Redis;
const stores: Record<string, (limits: SessionLimits) => SessionStore> = {
  Redis: (limits) => new RedisSessionStore(redis, limits),
  memory: (limits) => new MemorySessionStore(limits),
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'session-store-'));
  engine = await startRedis({ dataDir, cacheDir: join(homedir(), '.cache', 'gatewayops'), syncsToDisk: false });
  redis = connectRedis({ url: engine.url, name: 'test:sessions' });
  await whenReady(redis, 5_000);
});
afterAll(async () => {
  redis?.disconnect();
  await engine?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const keyOf = (keyId = randomUUID()): SessionKey => ({ orgId: 'org', keyId, id: randomUUID() });
const http = (sessionId: string | null): Child => ({
  kind: 'http',
  sessionId,
  protocolVersion: '2025-11-25',
  capabilities: '{}',
});
const stateOf = (key: SessionKey): SessionState => ({
  key,
  record: { initialize: '{"n":9007199254740993,"é":"\\u0000"}', soleServerId: null },
  ready: false,
  level: null,
  children: new Map([['a', http('x')]]),
});

describe.each(['Redis', 'memory'])('sessions in %s', (kind) => {
  let store: SessionStore;
  beforeAll(() => {
    store = stores[kind]!(limits);
  });

  it('are read as they were opened, and end at once', async () => {
    const state = stateOf(keyOf());
    expect(await store.open(state)).toBe(true);
    expect(await store.read(state.key)).toEqual(state);
    expect(await store.remove(state.key)).toEqual(state);
    expect([await store.read(state.key), await store.remove(state.key)]).toEqual([null, null]);
  });

  it('keep what changes, for every replica', async () => {
    const { key } = stateOf(keyOf());
    await store.open(stateOf(key));
    await store.set(key, 'ready', '1');
    await store.set(key, 'level', '"debug"');
    expect(await store.replaceChild(key, 'b', null, http('y'))).toEqual(http('y'));
    const { ready, level, children } = (await store.read(key))!;
    expect([ready, level, [...children.keys()].toSorted()]).toEqual([true, '"debug"', ['a', 'b']]);
  });

  it('have one session with a member, though two replicas open one', async () => {
    const { key } = stateOf(keyOf());
    await store.open(stateOf(key));
    expect(await store.replaceChild(key, 'a', http('x'), http('first'))).toEqual(http('first'));
    expect(await store.replaceChild(key, 'a', http('x'), http('second'))).toEqual(http('first'));
  });

  it('do not come back by a change, once they are over', async () => {
    const key = keyOf();
    await store.set(key, 'ready', '1');
    expect(await store.replaceChild(key, 'a', null, http('x'))).toBeNull();
    expect(await store.read(key)).toBeNull();
  });

  it('are so many a key, and no more', async () => {
    const keyId = randomUUID();
    const [first, ...others] = [keyOf(keyId), keyOf(keyId), keyOf(keyId)];
    expect(await store.open(stateOf(first!))).toBe(true);
    expect(await store.open(stateOf(others[0]!))).toBe(true);
    expect(await store.open(stateOf(others[1]!))).toBe(false);
    expect(await store.open(stateOf(keyOf()))).toBe(true);
    await store.remove(first!);
    expect(await store.open(stateOf(others[1]!))).toBe(true);
  });

  it('end by themselves when they are not used, and last while they are', async () => {
    store = stores[kind]!(SHORT);
    const keyId = randomUUID();
    const [used, unused] = [keyOf(keyId), keyOf(keyId)];
    await store.open(stateOf(used));
    await store.open(stateOf(unused));
    for (let part = 0; part < 4; part++) {
      await pause(TTL_MS / 2.5);
      expect(await store.read(used)).not.toBeNull();
    }
    expect(await store.read(unused)).toBeNull();
    expect(await store.open(stateOf(keyOf(keyId)))).toBe(true);
  });
});

describe('sessions while Redis is away', () => {
  it('are refused with a word about it', async () => {
    const away = connectRedis({ url: 'redis://127.0.0.1:1', name: 'test:away', offlineQueue: false });
    const store = new RedisSessionStore(away, limits);
    await expect(store.read(keyOf())).rejects.toMatchObject({ code: 'service_unavailable', status: 503 });
    away.disconnect();
  });
});
