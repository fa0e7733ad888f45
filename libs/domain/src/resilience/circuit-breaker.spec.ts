import { beforeEach, describe, expect, it } from '@jest/globals';
import { CircuitBreaker } from './circuit-breaker.js';

let nowMs: number;
let breaker: CircuitBreaker;

beforeEach(() => {
  nowMs = 0;
  // The specification's numbers for an MCP server.
  const options = { failureThreshold: 5, windowMs: 30_000, openMs: 30_000, halfOpenRequests: 3 };
  breaker = new CircuitBreaker({ ...options, now: () => nowMs });
});

function failTimes(count: number): void {
  for (let i = 0; i < count; i++) {
    expect(breaker.tryAcquire()).toBe(true);
    breaker.fail();
  }
}

function openAndWait(): void {
  failTimes(5);
  nowMs += 30_000;
}

describe('CircuitBreaker', () => {
  it('stays closed below the threshold', () => {
    failTimes(4);
    expect(breaker.state).toBe('closed');
    expect(breaker.tryAcquire()).toBe(true);
  });

  it('opens at the threshold and refuses', () => {
    failTimes(5);
    expect(breaker.state).toBe('open');
    expect(breaker.tryAcquire()).toBe(false);
    expect(breaker.retryAfterMs).toBe(30_000);
  });

  it('counts failures in a sliding window only', () => {
    failTimes(1);
    nowMs = 1;
    failTimes(3);
    // 30,000 ms after the first failure, which has left the window: 3 + 1 = 4 remain.
    nowMs = 30_000;
    failTimes(1);
    expect(breaker.state).toBe('closed');
    failTimes(1);
    expect(breaker.state).toBe('open');
  });

  it('is not closed by successes among failures', () => {
    for (let i = 0; i < 5; i++) {
      breaker.succeed();
      breaker.fail();
    }
    expect(breaker.state).toBe('open');
  });

  it('admits as many trials as configured when its time is over, and closes when all succeed', () => {
    openAndWait();
    expect(breaker.state).toBe('half_open');
    expect([1, 2, 3, 4].map(() => breaker.tryAcquire())).toEqual([true, true, true, false]);
    breaker.succeed();
    breaker.succeed();
    expect(breaker.state).toBe('half_open');
    breaker.succeed();
    expect(breaker.state).toBe('closed');
    // What failed before the circuit opened no longer counts.
    failTimes(4);
    expect(breaker.state).toBe('closed');
  });

  it('opens again for its whole time when a trial fails', () => {
    openAndWait();
    breaker.tryAcquire();
    breaker.fail();
    nowMs += 29_999;
    expect(breaker.tryAcquire()).toBe(false);
    nowMs += 1;
    expect(breaker.tryAcquire()).toBe(true);
  });

  it('ignores late failures of calls admitted before it opened', () => {
    failTimes(5);
    nowMs = 20_000;
    breaker.fail();
    nowMs = 30_000;
    expect(breaker.tryAcquire()).toBe(true);
  });

  it('gives the place of a released trial to another', () => {
    openAndWait();
    for (let i = 0; i < 3; i++) breaker.tryAcquire();
    breaker.release();
    expect(breaker.tryAcquire()).toBe(true);
    expect(breaker.tryAcquire()).toBe(false);
  });

  it('admits new trials when the first ones never reported', () => {
    openAndWait();
    for (let i = 0; i < 3; i++) breaker.tryAcquire();
    nowMs += 30_000;
    expect(breaker.tryAcquire()).toBe(true);
  });
});
