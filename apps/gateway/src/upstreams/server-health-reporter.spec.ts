import { afterEach, expect, it, jest } from '@jest/globals';
import { redisKeys, type McpServerRuntime } from '@gatewayops/contracts';
import type { Redis } from '@gatewayops/redis';
import { ServerHealthReporter } from './server-health-reporter.js';

const server = { id: 'server-1', orgId: 'org-1' } as McpServerRuntime;

afterEach(() => void jest.useRealTimers());

it('tells the states of breakers as they are by then, each time, with an end, and nothing while it is called', async () => {
  jest.useFakeTimers();
  const told: unknown[][] = [];
  const multi = {
    del: () => multi,
    hset: (key: string, states: Map<string, string>) => (told.push([key, Object.fromEntries(states)]), multi),
    pexpire: (_key: string, ms: number) => (told.at(-1)?.push(ms), multi),
    exec: () => Promise.resolve([]),
  };
  const redis = { multi: () => multi, hset: () => Promise.resolve(1) } as unknown as Redis;
  const reporter = new ServerHealthReporter(redis, 'replica-1');
  const pool: { state: 'closed' | 'half-open' | 'open' } = { state: 'closed' };
  reporter.note(server, null, pool, 100);
  reporter.note(server, null, pool, 200);
  expect(told).toEqual([]);
  await jest.advanceTimersByTimeAsync(2_000);
  // 100 + (200 - 100) × 0.2
  const key = redisKeys.serverStates('org-1', 'replica-1');
  expect(told).toEqual([[key, { 'server-1': JSON.stringify({ breaker: 'closed', latencyMs: 120 }) }, 10_000]]);
  pool.state = 'half-open';
  await jest.advanceTimersByTimeAsync(2_000);
  expect(told[1]).toEqual([key, { 'server-1': JSON.stringify({ breaker: 'half-open', latencyMs: 120 }) }, 10_000]);
  await jest.advanceTimersByTimeAsync(11 * 60_000);
  const count = told.length;
  await jest.advanceTimersByTimeAsync(10_000);
  expect(told.length).toBe(count);
  reporter.close();
});
