/** One thing that CI checks. `count` reads how many single checks its output tells of; without it the step is one. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly count?: (output: string) => Count;
  readonly timeoutMs: number;
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Limits are for what hangs: on two idle cores the whole takes a fraction of their sum. */
const MINUTE_MS = 60_000;

/** Jest's summary line: `Tests:       1 failed, 2 skipped, 30 passed, 33 total`. Suites that could not start count as failed. */
export function countJest(output: string): Count {
  const tests = /^Tests:\s+(.*)$/m.exec(output)?.[1] ?? '';
  const suites = /^Test Suites:\s+(.*)$/m.exec(output)?.[1] ?? '';
  const number = (text: string, word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(text)?.[1] ?? 0);
  const failed = number(tests, 'failed');
  return {
    passed: number(tests, 'passed'),
    failed: failed === 0 ? number(suites, 'failed') : failed,
    skipped: number(tests, 'skipped') + number(tests, 'todo'),
  };
}

const jest = (project: string, ...options: string[]): readonly string[] => [
  'node',
  '--experimental-vm-modules',
  '--no-warnings',
  'node_modules/jest/bin/jest.js',
  '--selectProjects',
  project,
  ...options,
];

/** The official clients and servers, through both endpoints. */
const PROTOCOL = 'tests/e2e/protocol/';

/** All that CI runs, the quick ones first: what is wrong in a line should not take ten minutes to be told. */
export const STEPS: readonly Step[] = [
  { name: 'formatting', command: ['prettier', '--check', '--log-level', 'warn', '.'], timeoutMs: MINUTE_MS },
  { name: 'lint', command: ['oxlint', '--type-aware'], timeoutMs: 2 * MINUTE_MS },
  {
    name: 'boundaries',
    command: ['depcruise', 'apps', 'libs', 'tools', '--config', '.dependency-cruiser.mjs'],
    timeoutMs: 2 * MINUTE_MS,
  },
  { name: 'types of the tests', command: ['tsc', '-p', 'tsconfig.spec.json'], timeoutMs: 2 * MINUTE_MS },
  { name: 'unit tests', command: jest('unit', '--maxWorkers=2'), count: countJest, timeoutMs: 10 * MINUTE_MS },
  {
    name: 'endpoint tests',
    // Each starts engines of its own, and waits for them more than it works.
    command: jest('endpoint', '--maxWorkers=2', '--forceExit'),
    count: countJest,
    timeoutMs: 15 * MINUTE_MS,
  },
  {
    name: 'end-to-end tests of clients and servers',
    // What they wait for most is programs that start; what is timed is in the next step, alone.
    command: jest('e2e', '--maxWorkers=2', '--forceExit', '--testPathPatterns', PROTOCOL),
    count: countJest,
    timeoutMs: 10 * MINUTE_MS,
  },
  {
    name: 'end-to-end tests of all else',
    command: jest('e2e', '--runInBand', '--forceExit', '--testPathIgnorePatterns', PROTOCOL),
    count: countJest,
    timeoutMs: 15 * MINUTE_MS,
  },
];
