import { expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Bulkhead } from './bulkhead.js';
import { TimerWheel } from './timer-wheel.js';

it('deadlines fire in time, never early, and not when cancelled', async () => {
  const wheel = new TimerWheel(10);
  const late: number[] = [];
  const start = performance.now();
  let cancelled = 0;
  for (let i = 0; i < 300; i++) {
    const delayMs = (i * 7) % 400;
    wheel.after(delayMs, () => late.push(performance.now() - start - delayMs));
    wheel.after(delayMs, () => cancelled++).cancel();
  }
  // More than once round the wheel.
  const long = wheel.after(512 * 10 + 50, () => cancelled++);
  await sleep(700);
  expect(late).toHaveLength(300);
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
  expect(cancelled).toBe(0);
  long.cancel();
  wheel.close();
});

it('a deadline set when nothing ran for a while is not early either', async () => {
  const wheel = new TimerWheel(10);
  wheel.after(5, () => {});
  await sleep(100);
  const start = performance.now();
  const firedAfterMs = await new Promise<number>((resolve) => {
    wheel.after(50, () => resolve(performance.now() - start));
  });
  expect(firedAfterMs).toBeGreaterThanOrEqual(50);
  wheel.close();
});

it('a bulkhead admits in order, and refuses who waits too long or is one too many', async () => {
  const wheel = new TimerWheel(10);
  const bulkhead = new Bulkhead({ concurrencyMax: 1, queuedMax: 2, queueTimeoutMs: 60 }, wheel);
  const order: string[] = [];
  await bulkhead.enter();
  const first = bulkhead.enter().then(() => order.push('first'));
  const second = bulkhead.enter().catch((error: { code: string }) => order.push(error.code));
  await expect(bulkhead.enter()).rejects.toMatchObject({ code: 'overloaded' });
  bulkhead.leave();
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'overloaded']);
  bulkhead.leave();
  expect(bulkhead.active).toBe(0);
  wheel.close();
});
