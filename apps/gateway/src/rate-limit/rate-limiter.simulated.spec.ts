import { describe, expect, it } from '@jest/globals';
import type { RateLimit } from '@gatewayops/contracts';
import { planLeases } from './lease-plan.js';
import { excess, principalOf, seeded, Simulation, WIDE } from './simulation.fixture.js';

const EPSILON = 1e-6;

interface Case extends RateLimit {
  replicas: number;
  /** Calls a second offered to all replicas, in multiples of the limit. */
  load: number;
  seconds: number;
}

const CASES: Case[] = [
  { rps: 100, burst: 50, replicas: 2, load: 10, seconds: 5 },
  { rps: 100, burst: 50, replicas: 3, load: 1.3, seconds: 5 },
  { rps: 1000, burst: 500, replicas: 3, load: 2, seconds: 2 },
  { rps: 1000, burst: 100, replicas: 2, load: 3, seconds: 2 },
  { rps: 1000, burst: 20, replicas: 2, load: 3, seconds: 2 },
  { rps: 20, burst: 5, replicas: 2, load: 20, seconds: 10 },
  { rps: 10, burst: 10, replicas: 8, load: 4, seconds: 10 },
  { rps: 5, burst: 1000, replicas: 2, load: 400, seconds: 3 },
  { rps: 100, burst: 2, replicas: 2, load: 10, seconds: 5 },
  { rps: 2, burst: 1, replicas: 2, load: 50, seconds: 40 },
];

async function run(test: Case, latencyMs?: (random: () => number) => number) {
  const simulation = new Simulation({
    replicas: test.replicas,
    seed: test.rps + test.burst,
    ...(latencyMs ? { latencyMs } : {}),
  });
  const principal = principalOf({ key: { rps: test.rps, burst: test.burst } });
  for (let replica = 0; replica < test.replicas; replica++) {
    const perSecond = (test.rps * test.load) / test.replicas;
    simulation.offer({ replica, principal, perSecond, fromMs: 0, untilMs: test.seconds * 1000 });
  }
  await simulation.clock.run(test.seconds * 1000);
  simulation.close();
  return simulation;
}

describe('the bound, over replicas whose clocks differ', () => {
  it.each(CASES)(
    '$rps a second with a burst of $burst on $replicas replicas, $load times the limit offered',
    async (test) => {
      const { admittedAt } = await run(test);
      expect(excess(admittedAt, test)).toBeLessThanOrEqual(EPSILON);
      const allowed = test.rps * test.seconds + test.burst;
      expect(admittedAt.length).toBeGreaterThanOrEqual(Math.floor(0.95 * allowed));
    },
  );

  it.each(CASES)('$rps / $burst on $replicas replicas holds when answers of Redis are late', async (test) => {
    const late = (random: () => number) => (random() < 0.2 ? 5 + random() * 60 : 0.2 + random() * 2);
    const { admittedAt } = await run({ ...test, seconds: Math.min(test.seconds, 5) }, late);
    expect(excess(admittedAt, test)).toBeLessThanOrEqual(EPSILON);
    expect(admittedAt.length).toBeGreaterThan(0);
  });

  it('holds when a pause is followed by everything at once, again and again', async () => {
    const limit = { rps: 100, burst: 50 };
    const simulation = new Simulation({ replicas: 3, seed: 7 });
    const principal = principalOf({ key: limit });
    for (let replica = 0; replica < 3; replica++) {
      // A trickle, so that each replica always holds a lease when the rush comes.
      simulation.offer({ replica, principal, perSecond: 30, fromMs: 0, untilMs: 6_000 });
      for (let at = 700; at < 6_000; at += 900) {
        simulation.offer({ replica, principal, perSecond: 5_000, fromMs: at, untilMs: at + 40 });
      }
    }
    await simulation.clock.run(6_000);
    simulation.close();
    expect(excess(simulation.admittedAt, limit)).toBeLessThanOrEqual(EPSILON);
    expect(excess(simulation.admittedAt, limit)).toBeGreaterThan(-15);
  });

  it('holds for a limit that no lease can serve strictly, but for the time of an answer', async () => {
    const limit = { rps: 100, burst: 1 };
    expect(planLeases(limit).strict).toBe(false);
    const { admittedAt } = await run({ ...limit, replicas: 2, load: 10, seconds: 5 });
    // An answer takes 2.2 ms at most; the simulated timers round up to the next ms.
    expect(excess(admittedAt, limit)).toBeLessThanOrEqual(100 * 0.0035);
    expect(admittedAt.length).toBeGreaterThanOrEqual(0.95 * (100 * 5 + 1));
  });
});

describe('limits drawn at random', () => {
  it.each(Array.from({ length: 30 }, (_, seed) => seed + 1))('hold (seed %i)', async (seed) => {
    const random = seeded(seed);
    const rps = Math.ceil(10 ** (random() * 3));
    // Where planLeases says that it is strict.
    const burst = Math.ceil(1 + rps * 0.01) + Math.floor(random() * random() * rps);
    const replicas = 1 + Math.floor(random() * 4);
    const simulation = new Simulation({ replicas, seed });
    const principal = principalOf({ key: { rps, burst } });
    for (let replica = 0; replica < replicas; replica++) {
      for (let fromMs = 0; fromMs < 2_000; fromMs += 100 + random() * 300) {
        simulation.offer({
          replica,
          principal,
          perSecond: random() * 4 * rps,
          fromMs,
          untilMs: fromMs + random() * 300,
        });
      }
    }
    await simulation.clock.run(2_500);
    simulation.close();
    expect(planLeases({ rps, burst }).strict).toBe(true);
    expect(excess(simulation.admittedAt, { rps, burst })).toBeLessThanOrEqual(EPSILON);
  });
});

describe('the levels', () => {
  const team = { rps: 60, burst: 30 };

  it('hold a team over its keys and replicas', async () => {
    const simulation = new Simulation({ replicas: 2, seed: 5 });
    for (let key = 10; key < 20; key++) {
      const principal = principalOf({ key: { rps: 50, burst: 20 }, team }, key);
      simulation.offer({ replica: key % 2, principal, perSecond: 40, fromMs: 0, untilMs: 4_000 });
    }
    await simulation.clock.run(4_000);
    simulation.close();
    expect(excess(simulation.admittedAt, team)).toBeLessThanOrEqual(EPSILON);
    expect(simulation.admittedAt.length).toBeGreaterThanOrEqual(0.95 * (60 * 4 + 30));
  });

  it('do not burn the tokens of a team on a key that is at its limit', async () => {
    const simulation = new Simulation({ replicas: 1, seed: 6 });
    const greedy = principalOf({ key: { rps: 1, burst: 1 }, team }, 10);
    const modest = principalOf({ key: { rps: 60, burst: 30 }, team }, 11);
    simulation.offer({ replica: 0, principal: greedy, perSecond: 3_000, fromMs: 0, untilMs: 4_000 });
    await simulation.clock.run(2_000);
    const before = simulation.admittedAt.length;
    simulation.offer({ replica: 0, principal: modest, perSecond: 300, fromMs: 2_000, untilMs: 4_000 });
    await simulation.clock.run(4_000);
    simulation.close();
    expect(before).toBeLessThanOrEqual(3);
    expect(simulation.admittedAt.length - before).toBeGreaterThanOrEqual(0.95 * (60 * 2 + 30) - 2);
  });
});

describe('round trips', () => {
  it('are one for many calls while a limit is far away', async () => {
    const simulation = new Simulation({ replicas: 1, seed: 3 });
    const principal = principalOf({ key: { rps: 10_000, burst: 5_000 } });
    simulation.offer({ replica: 0, principal, perSecond: 2_000, fromMs: 0, untilMs: 2_000 });
    await simulation.clock.run(2_000);
    simulation.close();
    expect(simulation.admittedAt.length).toBe(simulation.offered);
    expect(simulation.roundTrips).toBeLessThan(simulation.offered / 15);
  });

  it('are few while calls are refused', async () => {
    const { offered, roundTrips, admittedAt } = await run({ rps: 100, burst: 50, replicas: 1, load: 50, seconds: 2 });
    expect(admittedAt.length).toBeLessThan(offered / 10);
    expect(roundTrips).toBeLessThan(offered / 50);
  });

  it('waste little of a limit that is spread over many replicas', async () => {
    const limit = { rps: 400, burst: 40 };
    const simulation = new Simulation({ replicas: 10, seed: 4 });
    const principal = principalOf({ key: WIDE, org: limit });
    for (let replica = 0; replica < 10; replica++) {
      simulation.offer({ replica, principal, perSecond: 38, fromMs: 0, untilMs: 4_000 });
    }
    await simulation.clock.run(4_000);
    simulation.close();
    expect(simulation.admittedAt.length).toBeGreaterThanOrEqual(0.95 * simulation.offered);
  });
});

describe('memory', () => {
  it('of principals that make no calls is given back, and they start anew', async () => {
    const simulation = new Simulation({ replicas: 1, seed: 9 });
    for (let key = 0; key < 50; key++) {
      void simulation.call(0, principalOf({ key: { rps: 5, burst: 5 }, team: { rps: 5, burst: 5 } }, key));
    }
    await simulation.clock.run(1_000);
    expect(simulation.limiters[0]?.size).toEqual({ principals: 50, subjects: 52 });
    await simulation.clock.run(400_000);
    expect(simulation.limiters[0]?.size).toEqual({ principals: 0, subjects: 0 });
    const again = simulation.call(0, principalOf({ key: { rps: 5, burst: 5 } }, 1));
    await simulation.clock.run(400_100);
    simulation.close();
    expect((await again).admitted).toBe(true);
  });
});
