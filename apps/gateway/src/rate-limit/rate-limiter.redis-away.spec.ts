import { describe, expect, it } from '@jest/globals';
import { excess, principalOf, Simulation } from './simulation.fixture.js';

const EPSILON = 1e-6;
const limit = { rps: 100, burst: 50 };
const principal = principalOf({ key: limit });

function hammer(simulation: Simulation, replicas: number, untilMs: number): void {
  for (let replica = 0; replica < replicas; replica++) {
    simulation.offer({ replica, principal, perSecond: 400, fromMs: 0, untilMs });
  }
}

describe('while Redis is away', () => {
  it('the limit is divided by the replicas, and holds over the loss and the return', async () => {
    const simulation = new Simulation({ replicas: 3, seed: 11 });
    hammer(simulation, 3, 12_000);
    await simulation.clock.run(1_970);
    simulation.up = false;
    await simulation.clock.run(6_000);
    expect(simulation.limiters.map((limiter) => limiter.mode)).toEqual(['divided', 'divided', 'divided']);
    simulation.up = true;
    await simulation.clock.run(12_000);
    simulation.close();
    expect(simulation.limiters.map((limiter) => limiter.mode)).toEqual(['shared', 'shared', 'shared']);
    expect(excess(simulation.admittedAt, limit)).toBeLessThanOrEqual(EPSILON);
    const between = (from: number, to: number) => simulation.admittedAt.filter((at) => at >= from && at < to).length;
    expect(between(3_000, 6_000)).toBeGreaterThanOrEqual(0.95 * 300);
    expect(between(6_000, 8_200)).toBeGreaterThanOrEqual(0.9 * 220);
    expect(between(9_000, 12_000)).toBeGreaterThanOrEqual(0.95 * 300);
  });

  it('idle replicas do not come back with a burst of their own', async () => {
    const simulation = new Simulation({ replicas: 2, seed: 12 });
    simulation.offer({ replica: 0, principal, perSecond: 50, fromMs: 0, untilMs: 1_000 });
    await simulation.clock.run(1_000);
    simulation.up = false;
    // Shares fill up, and are used up just before all go back to the bucket.
    simulation.offer({ replica: 0, principal, perSecond: 5, fromMs: 1_000, untilMs: 9_000 });
    simulation.offer({ replica: 1, principal, perSecond: 5, fromMs: 1_000, untilMs: 9_000 });
    await simulation.clock.run(6_000);
    simulation.up = true;
    await simulation.clock.run(7_900);
    for (const replica of [0, 1]) {
      simulation.offer({ replica, principal, perSecond: 5_000, fromMs: 7_900, untilMs: 8_600 });
    }
    await simulation.clock.run(8_700);
    simulation.close();
    expect(simulation.limiters.map((limiter) => limiter.mode)).toEqual(['shared', 'shared']);
    expect(excess(simulation.admittedAt, limit)).toBeLessThanOrEqual(EPSILON);
    expect(excess(simulation.admittedAt, limit)).toBeGreaterThan(-15);
  });

  it('a short cut of the connection changes nothing but that calls wait', async () => {
    const simulation = new Simulation({ replicas: 2, seed: 13 });
    hammer(simulation, 2, 3_000);
    await simulation.clock.run(1_000);
    simulation.up = false;
    await simulation.clock.run(1_150);
    simulation.up = true;
    await simulation.clock.run(3_000);
    simulation.close();
    expect(simulation.limiters.map((limiter) => limiter.mode)).toEqual(['shared', 'shared']);
    expect(excess(simulation.admittedAt, limit)).toBeLessThanOrEqual(EPSILON);
    expect(simulation.admittedAt.length).toBeGreaterThanOrEqual(0.95 * 350);
  });

  it('calls are refused with service_unavailable where the operator wants that', async () => {
    const simulation = new Simulation({ replicas: 1, seed: 14, whenRedisAway: 'refuse' });
    simulation.up = false;
    const outcome = simulation.call(0, principal).catch((error: unknown) => error);
    await simulation.clock.run(700);
    expect(await outcome).toMatchObject({ code: 'service_unavailable', retryAfterSeconds: 1 });
    await expect(simulation.call(0, principal)).rejects.toMatchObject({ code: 'service_unavailable' });
    expect(await simulation.limiters[0]?.health()).toMatchObject({ state: 'down' });
    simulation.close();
  });
});
