import { describe, expect, it } from '@jest/globals';
import { ENDPOINTS, LEGS, type Revision, type Run } from '../plan.js';
import type { ScenarioResult } from '../suite/results.js';
import { readExpectedFailures } from './expected-failures.js';
import { judge, staleIn } from './judge.js';

const runOn = (leg: string, revision: Revision): Run => ({
  endpoint: ENDPOINTS[0]!,
  leg: LEGS.find(({ name }) => name === leg)!,
  revision,
});

const passed = (count: number, checks: number): ScenarioResult[] =>
  Array.from({ length: count }, (_, index) => ({
    scenario: `passed-${index}`,
    isPassed: true,
    checksPassed: index === 0 ? checks : 0,
    checksTotal: index === 0 ? checks : 0,
    shortcomings: [],
  }));

const failed = (scenario: string): ScenarioResult => ({
  scenario,
  isPassed: false,
  checksPassed: 0,
  checksTotal: 1,
  shortcomings: [{ check: 'x', status: 'failure', message: '' }],
});

const EXPECTED = new Set(['known']);

describe('a run', () => {
  it('is right when it reaches what the fixture reaches directly', () => {
    expect(judge(runOn('dual-http', '2025-11-25'), passed(33, 84), EXPECTED).ok).toBe(true);
    expect(judge(runOn('dual-http', '2025-11-25'), passed(33, 83), EXPECTED).ok).toBe(false);
    expect(judge(runOn('dual-http', '2026-07-28'), passed(39, 152), EXPECTED).ok).toBe(false);
    expect(judge(runOn('legacy-stdio', '2025-11-25'), passed(33, 81), EXPECTED).ok).toBe(true);
  });

  it('may fail what is expected over a bridge, and nothing else', () => {
    const bridged = runOn('legacy-http', '2026-07-28');
    expect(judge(bridged, [...passed(39, 150), failed('known')], EXPECTED).ok).toBe(true);
    expect(judge(bridged, [...passed(39, 150), failed('new')], EXPECTED).ok).toBe(false);
    expect(judge(runOn('dual-http', '2026-07-28'), [...passed(40, 152), failed('known')], EXPECTED).ok).toBe(false);
  });

  it('tells which expected failure no bridge shows any more', () => {
    const runs = [runOn('legacy-http', '2026-07-28'), runOn('modern-stdio', '2025-11-25')];
    const rows = runs.map((run) => judge(run, [...passed(30, 80), failed('known')], EXPECTED));
    expect(staleIn(new Set(['known', 'mended']), runs, rows)).toEqual(['mended']);
    expect(staleIn(new Set(['known', 'mended']), runs.slice(1), rows.slice(1))).toEqual([]);
  });
});

it('expects at most six scenarios to fail', async () => {
  expect((await readExpectedFailures()).size).toBeLessThanOrEqual(6);
});
