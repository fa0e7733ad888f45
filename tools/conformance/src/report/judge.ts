import { isBridged, type Run } from '../plan.js';
import type { ScenarioResult, Shortcoming } from '../suite/results.js';
import { barOf } from './bars.js';

export interface Row {
  endpoint: string;
  leg: string;
  revision: string;
  scenarios: { passed: number; total: number };
  checks: { passed: number; total: number };
  needed: { scenarios: number; checks: number };
  ok: boolean;
  failing: readonly { scenario: string; isExpected: boolean; shortcomings: readonly Shortcoming[] }[];
}

/** Compares what a run reached with what it has to; where an era is bridged, only the expected scenarios may fail. */
export function judge(run: Run, results: readonly ScenarioResult[], expected: ReadonlySet<string>): Row {
  const needed = barOf(run);
  const failing = results
    .filter(({ shortcomings }) => shortcomings.length > 0)
    .map(({ scenario, shortcomings }) => {
      return { scenario, isExpected: isBridged(run) && expected.has(scenario), shortcomings };
    });
  const scenarios = { passed: results.filter(({ isPassed }) => isPassed).length, total: results.length };
  const checks = {
    passed: results.reduce((sum, { checksPassed }) => sum + checksPassed, 0),
    total: results.reduce((sum, { checksTotal }) => sum + checksTotal, 0),
  };
  const unexpected = failing.filter(
    ({ isExpected, shortcomings }) => !isExpected && shortcomings.some(({ status }) => status === 'failure'),
  );
  return {
    endpoint: run.endpoint === 'direct' ? 'direct' : run.endpoint.name,
    leg: run.leg.name,
    revision: run.revision,
    scenarios,
    checks,
    needed,
    ok: unexpected.length === 0 && scenarios.passed >= needed.scenarios && checks.passed >= needed.checks,
    failing,
  };
}

/** Expected failures that no bridged run shows any more: they have to go, or they would hide the next one. */
export function staleIn(expected: ReadonlySet<string>, runs: readonly Run[], rows: readonly Row[]): string[] {
  // Without a run of each kind of bridge nothing can be said.
  if (new Set(runs.filter(isBridged).map(({ leg, revision }) => `${leg.era} ${revision}`)).size < 2) return [];
  const failed = new Set(
    rows.flatMap(({ failing }) => failing.filter((entry) => entry.isExpected)).map((e) => e.scenario),
  );
  return [...expected].filter((scenario) => !failed.has(scenario));
}
