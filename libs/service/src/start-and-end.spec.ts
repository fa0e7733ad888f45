import { afterEach, describe, expect, it } from '@jest/globals';
import { Logger } from './logging/logger.js';
import { HealthRegistry } from './observability/health.js';
import type { RunningService } from './running-service.js';
import { callOf, LooseController, moduleOf, start, ThingController } from './things.fixture.js';

let service: RunningService;
const { call } = callOf(() => service);

afterEach(() => service.close());

describe('start and end', () => {
  it('refuses a parameter without a schema', async () => {
    service = await start();
    await expect(start({}, moduleOf(LooseController))).rejects.toThrow('LooseController.create: @Body at position 0');
  });

  it('refuses a port that is taken', async () => {
    service = await start();
    await expect(start({ PORT: String(service.port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('finishes requests under way, runs hooks in order, and stops', async () => {
    service = await start();
    const order: string[] = [];
    for (const phase of ['close', 'drain', 'stop'] as const) {
      service.parts.shutdown.register(phase, phase, () => void order.push(phase));
    }
    service.parts.shutdown.register('drain', 'broken', () => Promise.reject(new Error('no')));
    let drainedAtMs = 0;
    service.parts.shutdown.register('drain', 'when', () => void (drainedAtMs = performance.now()));
    const askedAtMs = performance.now();
    const slow = call('/slow').then(({ body }) => body);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await service.close();
    expect(await slow).toEqual({ slept: true });
    expect(order).toEqual(['stop', 'drain', 'close']);
    // The request takes 300 ms, and its answer is written before anything drains.
    expect(drainedAtMs - askedAtMs).toBeGreaterThanOrEqual(299);
    await expect(fetch(`${service.url}/health`)).rejects.toThrow('fetch failed');
  });

  it('makes its parts injectable', async () => {
    service = await start();
    expect(service.app.get(ThingController).health).toBe(service.app.get(HealthRegistry));
    expect(service.app.get(Logger)).toBe(service.parts.logger);
  });
});
