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
  const isExpected = (scenario: string): boolean => isBridged(run) && expected.has(scenario);
  const row = {
    endpoint: run.endpoint === 'direct' ? 'direct' : run.endpoint.name,
    leg: run.leg.name,
    revision: run.revision,
    needed: barOf(run),
    ...tally(results, isExpected),
  };
  const { scenarios, checks, needed } = row;
  return { ...row, ok: !hasUnexpected(row) && scenarios.passed >= needed.scenarios && checks.passed >= needed.checks };
}

const NONE: ReadonlySet<string> = new Set();

/** Of clients, every scenario that is required has to pass. */
export function judgeClients(
  { endpoint, revision }: Pick<Row, 'endpoint' | 'revision'>,
  results: readonly ScenarioResult[],
  required: readonly string[],
  { leg = 'clients', expected = NONE }: { leg?: string; expected?: ReadonlySet<string> } = {},
): Row {
  const row = {
    endpoint,
    leg,
    revision,
    needed: { scenarios: required.filter((one) => !expected.has(one)).length, checks: 0 },
    ...tally(results, (scenario) => expected.has(scenario)),
  };
  return { ...row, ok: !hasUnexpected(row) && row.scenarios.passed >= row.needed.scenarios };
}

type Tally = Pick<Row, 'scenarios' | 'checks' | 'failing'>;

function tally(results: readonly ScenarioResult[], isExpected: (scenario: string) => boolean): Tally {
  const sum = (of: (result: ScenarioResult) => number): number => results.reduce((total, result) => total + of(result), 0);
  return {
    scenarios: { passed: results.filter(({ isPassed }) => isPassed).length, total: results.length },
    checks: { passed: sum(({ checksPassed }) => checksPassed), total: sum(({ checksTotal }) => checksTotal) },
    failing: results
      .filter(({ shortcomings }) => shortcomings.length > 0)
      .map(({ scenario, shortcomings }) => ({ scenario, isExpected: isExpected(scenario), shortcomings })),
  };
} // prettier-ignore

const hasUnexpected = ({ failing }: Tally): boolean =>
  failing.some(
    ({ isExpected, shortcomings }) => !isExpected && shortcomings.some(({ status }) => status === 'failure'),
  );

/** Expected failures that no bridged run shows any more: they have to go, or they would hide the next one. */
export function staleIn(expected: ReadonlySet<string>, runs: readonly Run[], rows: readonly Row[]): string[] {
  // Without a run of each kind of bridge nothing can be said.
  if (new Set(runs.filter(isBridged).map(({ leg, revision }) => `${leg.era} ${revision}`)).size < 2) return [];
  const failed = new Set(
    rows.flatMap(({ failing }) => failing.filter((entry) => entry.isExpected)).map((e) => e.scenario),
  );
  return [...expected].filter((scenario) => !failed.has(scenario));
}
