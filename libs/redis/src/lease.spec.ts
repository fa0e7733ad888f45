import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startRedis, type RunningEngine } from '@gatewayops/engines';
import { connectRedis, whenReady } from './connect.js';
import { withLease } from './lease.js';

let dataDir: string;
let engine: RunningEngine;
let clients: ReturnType<typeof connectRedis>[];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lease-'));
  engine = await startRedis({ dataDir, cacheDir: join(homedir(), '.cache', 'gatewayops'), syncsToDisk: false });
  clients = Array.from({ length: 3 }, (_, i) => connectRedis({ url: engine.url, name: `test-${i}` }));
  await Promise.all(clients.map((client) => whenReady(client, 5_000)));
}, 60_000);
afterAll(async () => {
  clients?.forEach((client) => client.disconnect());
  await engine?.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 30_000);

it('lets one work at a time, longer than the lease lasts unrenewed', async () => {
  let atWork = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++atWork);
    await pause(2_000);
    atWork--;
  };
  await Promise.all(clients.slice(1).map((client) => withLease(client, 'turns', work, { ttlMs: 1_500 })));
  expect(most).toBe(1);
}, 10_000);

it('is given back after a failure, which the caller sees', async () => {
  const failing = withLease(clients[0]!, 'failing', () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(await withLease(clients[1]!, 'failing', async () => 'done', { waitMs: 0 })).toBe('done');
});

it('passes on from one that died, and only then', async () => {
  await clients[0]!.set('dead', 'somebody', 'PX', 400);
  const impatient = withLease(clients[1]!, 'dead', async () => 'done', { waitMs: 100 });
  await expect(impatient).rejects.toMatchObject({ code: 'service_unavailable' });
  expect(await withLease(clients[1]!, 'dead', async () => 'done', { waitMs: 2_000 })).toBe('done');
});

it('does not take away the lease of the one that came after', async () => {
  await withLease(clients[0]!, 'passed-on', () => clients[1]!.set('passed-on', 'another'));
  expect(await clients[1]!.get('passed-on')).toBe('another');
});
