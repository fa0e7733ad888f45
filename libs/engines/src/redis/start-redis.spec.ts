import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { RunningEngine } from '../engine.js';
import { isRunning } from '../processes.js';
import { askRedis } from './ask-redis.js';
import { startRedis } from './start-redis.js';

jest.setTimeout(240_000);

/** Kept between runs, so that only the first downloads. */
const cacheDir = new URL('../../../../.gatewayops/cache', import.meta.url).pathname;
let dataDir: string;

const ask = (redis: RunningEngine, ...command: string[]): Promise<string> =>
  askRedis({ port: redis.port, password: decodeURIComponent(new URL(redis.url).password), command });

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'engines-redis-'));
});

afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

describe('startRedis', () => {
  it('finds every acknowledged write again after kill -9', async () => {
    const first = await startRedis({ dataDir, cacheDir });
    let written = 0;
    try {
      for (;;) {
        await ask(first, 'INCR', 'written');
        written += 1;
        // The kill arrives while the writes go on.
        if (written === 20) first.kill('SIGKILL');
      }
    } catch {
      // It is gone.
    }
    await first.exited;
    const second = await startRedis({ dataDir, cacheDir });
    const kept = Number((await ask(second, 'INCRBY', 'written', '0')).slice(1));
    expect(written).toBeGreaterThanOrEqual(20);
    // One write may have been kept whose answer was cut off.
    expect([written, written + 1]).toContain(kept);
    await second.stop();
    expect(isRunning(second.pid)).toBe(false);
  });

  it('asks for its password, which only the owner of the folder can read', async () => {
    const redis = await startRedis({ dataDir, cacheDir });
    expect(await askRedis({ port: redis.port, password: 'wrong', command: ['PING'] })).toMatch(/^-WRONGPASS/);
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'redis.conf'))).mode & 0o777).toBe(0o600);
    await redis.stop();
  });
});
