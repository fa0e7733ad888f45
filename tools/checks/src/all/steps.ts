import { countJest, countRows, type Count } from './counts.js';

/** One thing that CI checks. `count` reads how many single checks its output tells of; without it the step is one. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly count?: (output: string) => Count;
  readonly timeoutMs: number;
  /** Neighbours of the same group run at once; those of one lane in it one after the other. */
  readonly group?: string;
  readonly lane?: string;
  /** What it prints is shown when it has ended, so that it does not mix with its neighbours'. */
  readonly quiet?: true;
}

/** Limits are for what hangs: on two idle cores the whole takes a fraction of their sum. */
const MINUTE_MS = 60_000;

const jest = (project: string, ...options: string[]): readonly string[] => [
  'node',
  '--no-warnings',
  'node_modules/jest/bin/jest.js',
  '--selectProjects',
  project,
  ...options,
];

/** One more than the machine of CI has processors: tests wait for engines and programs for a third of their time. */
const WORKERS = 3;

/** The official clients and servers, through both endpoints. */
const PROTOCOL = 'tests/e2e/protocol/';
/** In a browser, as people use it. */
const DASHBOARD = 'tests/dashboard/';

/** All that CI runs, the quick ones first: what is wrong in a line should not take ten minutes to be told. */
export const STEPS: readonly Step[] = [
  {
    name: 'formatting',
    command: ['prettier', '--check', '--log-level', 'warn', '.'],
    timeoutMs: 2 * MINUTE_MS,
    group: 'static',
    quiet: true,
  },
  { name: 'lint', command: ['oxlint', '--type-aware'], timeoutMs: 2 * MINUTE_MS, group: 'static', quiet: true },
  {
    name: 'boundaries',
    command: ['depcruise', 'apps', 'libs', 'tools', '--config', '.dependency-cruiser.mjs'],
    timeoutMs: 2 * MINUTE_MS,
    group: 'static',
    quiet: true,
  },
  {
    name: 'types of the tests',
    command: ['tsc', '-p', 'tsconfig.spec.json'],
    timeoutMs: 2 * MINUTE_MS,
    group: 'static',
    quiet: true,
  },
  {
    name: 'types of the dashboard',
    command: ['tsc', '-p', 'apps/web/tsconfig.json'],
    timeoutMs: 2 * MINUTE_MS,
    group: 'static',
    quiet: true,
  },
  {
    name: 'the dashboard’s types of the APIs',
    command: ['node', 'apps/web/generate-api-types.mjs', '--check'],
    timeoutMs: MINUTE_MS,
    group: 'static',
    quiet: true,
  },
  {
    name: 'build of the dashboard',
    command: ['node', 'apps/web/build.mjs'],
    timeoutMs: 5 * MINUTE_MS,
    group: 'static',
    quiet: true,
  },
  { name: 'unit tests', command: jest('unit', `--maxWorkers=${WORKERS}`), count: countJest, timeoutMs: 10 * MINUTE_MS },
  {
    name: 'endpoint tests',
    command: jest('endpoint', `--maxWorkers=${WORKERS}`, '--forceExit'),
    count: countJest,
    timeoutMs: 15 * MINUTE_MS,
  },
  {
    name: 'end-to-end tests of clients and servers',
    // What they wait for most is programs that start.
    command: jest('e2e', `--maxWorkers=${WORKERS}`, '--forceExit', '--testPathPatterns', PROTOCOL),
    count: countJest,
    timeoutMs: 10 * MINUTE_MS,
  },
  {
    name: 'conformance of the protocol',
    // Without what is bridged, of which `npm run conformance` tells.
    command: ['node', 'tools/conformance/dist/main.js', '--quick'],
    count: countRows,
    timeoutMs: 10 * MINUTE_MS,
    group: 'whole',
    lane: 'one',
    quiet: true,
  },
  {
    name: 'end-to-end tests of the dashboard',
    command: jest('e2e', '--runInBand', '--forceExit', '--testPathPatterns', DASHBOARD),
    count: countJest,
    timeoutMs: 10 * MINUTE_MS,
    group: 'whole',
    lane: 'one',
    quiet: true,
  },
  {
    name: 'end-to-end tests of all else',
    // One file at a time, for much of it is timed: it leaves a processor to its neighbour.
    command: jest('e2e', '--runInBand', '--forceExit', '--testPathIgnorePatterns', PROTOCOL, DASHBOARD),
    count: countJest,
    timeoutMs: 15 * MINUTE_MS,
    group: 'whole',
    lane: 'another',
  },
];
