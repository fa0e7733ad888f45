import type { Row } from './judge.js';

const HEAD = ['revision', 'leg', 'endpoint', 'scenarios', 'needed', 'checks', 'needed', ''];
const MESSAGE_LENGTH_MAX = 300;

/** One line a run. */
export function table(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells({ revision, leg, endpoint, scenarios, checks, needed, ok }: Row): string[] {
  return [
    revision,
    leg,
    endpoint,
    `${scenarios.passed}/${scenarios.total}`,
    String(needed.scenarios),
    `${checks.passed}/${checks.total}`,
    needed.checks === 0 ? '–' : String(needed.checks),
    ok ? 'ok' : 'MISSED',
  ];
}

/** Every scenario that fell short, with its checks. */
export function shortcomings({ revision, leg, endpoint, failing }: Row): string[] {
  if (failing.length === 0) return [];
  const lines = failing.flatMap(({ scenario, isExpected, shortcomings }) => [
    `  ${scenario}${isExpected ? ' (expected)' : ''}`,
    ...shortcomings.map(({ check, status, message }) => `    ${status} ${check}: ${oneLine(message)}`),
  ]);
  return [`${revision}, ${leg}, ${endpoint}:`, ...lines];
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, MESSAGE_LENGTH_MAX);
