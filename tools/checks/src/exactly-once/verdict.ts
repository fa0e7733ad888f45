import type { Calls } from './calls.js';
import type { Stored, StoredCalls } from './stored.js';

interface Comparison {
  rows: number;
  /** Answered and not there. */
  missing: number;
  /** There more than once. */
  doubled: number;
  /** There and never sent. */
  unknown: number;
}

export interface Verdict {
  ok: boolean;
  answered: { results: number; errors: number; refusals: number; broken: number };
  answers: Record<string, number>;
  calls: Comparison;
  costs: Comparison;
  money: {
    answeredMicroUsd: number;
    /** Of the calls that were answered, as it is stored. */
    storedMicroUsd: number;
    /** With those whose answer never arrived. */
    storedInAllMicroUsd: number;
  };
  sums: Record<string, number>;
  /** What does not add up, with examples. */
  problems: string[];
}

const EXAMPLES = 5;

/** Compares what callers know with what is stored. */
export async function judge(calls: Calls, stored: Stored): Promise<Verdict> {
  const [storedCalls, storedCosts, sums] = [await stored.calls(), await stored.costs(), await stored.sums()];
  const problems: string[] = [];
  const traced = compare('call', storedCalls, [...calls.results.keys(), ...calls.errors], calls, problems);
  const priced = compare('cost', storedCosts, [...calls.results.keys()], calls, problems);
  const money = compareMoney(calls, storedCosts, problems);
  compareSums(sums, traced.rows, storedCosts, problems);
  return {
    ok: problems.length === 0,
    answered: {
      results: calls.results.size,
      errors: calls.errors.size,
      refusals: calls.refusals.size,
      broken: calls.broken.size,
    },
    answers: calls.answers,
    calls: traced,
    costs: priced,
    money,
    sums,
    problems,
  };
}

function compare(
  kind: string,
  stored: StoredCalls,
  expected: readonly string[],
  calls: Calls,
  problems: string[],
): Comparison {
  const missing = expected.filter((id) => !stored.has(id));
  const doubled: string[] = [];
  const unknown: string[] = [];
  let rows = 0;
  for (const [id, entry] of stored) {
    rows += entry.rows;
    if (entry.rows > 1) doubled.push(id);
    if (!calls.isSent(id)) unknown.push(id);
  }
  for (const [what, ids] of Object.entries({ missing, doubled, unknown })) {
    if (ids.length > 0) problems.push(`${kind}: ${ids.length} ${what}, e.g. ${ids.slice(0, EXAMPLES).join(', ')}`);
  }
  return { rows, missing: missing.length, doubled: doubled.length, unknown: unknown.length };
}

function compareMoney(calls: Calls, costs: StoredCalls, problems: string[]): Verdict['money'] {
  let answeredMicroUsd = 0;
  let storedMicroUsd = 0;
  for (const [id, costMicroUsd] of calls.results) {
    answeredMicroUsd += costMicroUsd;
    storedMicroUsd += costs.get(id)?.costMicroUsd ?? 0;
  }
  if (answeredMicroUsd !== storedMicroUsd) {
    problems.push(`money: ${answeredMicroUsd} micro-USD answered and ${storedMicroUsd} stored`);
  }
  return { answeredMicroUsd, storedMicroUsd, storedInAllMicroUsd: total(costs) };
}

/** What views made of the rows must say the same as the rows. */
function compareSums(sums: Record<string, number>, calls: number, costs: StoredCalls, problems: string[]): void {
  const costRows = [...costs.values()].reduce((rows, entry) => rows + entry.rows, 0);
  const expected = {
    spansDistinct: sums['spans'],
    tracesSpans: sums['spans'],
    tracesCalls: calls,
    tracesMicroUsd: total(costs),
    hourlyCalls: costRows,
    hourlyMicroUsd: total(costs),
    dailyCalls: costRows,
    dailyMicroUsd: total(costs),
  };
  for (const [name, value] of Object.entries(expected)) {
    if (sums[name] !== value) problems.push(`${name}: ${sums[name]} instead of ${value}`);
  }
}

const total = (costs: StoredCalls): number => [...costs.values()].reduce((sum, entry) => sum + entry.costMicroUsd, 0);
