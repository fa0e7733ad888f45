import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { progress, runJudged, type Findings, type Workplace } from '@gatewayops/tool-launcher';
import { clientRunsOf, REVISIONS, runClients } from './client/run-clients.js';
import { runAuthorizationServer, runOAuthClient } from './oauth/run-oauth.js';
import { parseOptions, USAGE, type Options } from './options.js';
import { runsOf, type Run } from './plan.js';
import { readExpectedFailures } from './report/expected-failures.js';
import { judge, staleIn, type Row } from './report/judge.js';
import { shortcomings, table } from './report/table.js';
import { runSuite, type SuitePlace } from './suite/run-suite.js';
import { HttpFixtures } from './system/fixtures.js';
import { GatewaySystem } from './system/gateway-system.js';

/** Gives whether everything reaches what it has to. */
async function run(options: Options, place: Workplace, { lines, figures }: Findings): Promise<boolean> {
  const rows: Row[] = [];
  const problems: string[] = [];
  Object.assign(figures, { rows, problems });
  try {
    await runAll(options, { ...place, rows, problems });
  } finally {
    lines.push(table(rows), ...rows.flatMap(shortcomings), ...problems);
  }
  return problems.length === 0 && rows.every((row) => row.ok);
}

/** A run of one half of the suite. */
interface Job {
  readonly name: string;
  run(place: SuitePlace): Promise<Row>;
}

/** Most of a run is waiting; some of it is for a process that has a second to start. */
const AT_ONCE = 2;

interface Context extends Workplace {
  rows: Row[];
  problems: string[];
}

async function runAll(options: Options, context: Context): Promise<void> {
  const { folder, rows, problems } = context;
  const expected = await readExpectedFailures();
  const fixtures = await HttpFixtures.start(options.legs);
  progress('starting the gateway');
  const cacheDir = join(homedir(), '.cache', 'gatewayops');
  const system = await GatewaySystem.start(options.legs, fixtures, { folder, cacheDir }).catch(
    async (error: unknown) => {
      await fixtures.stop();
      throw error;
    },
  );
  try {
    const runs = options.isOfServers ? runsOf(options) : [];
    const clientRuns = options.isOfClients ? clientRunsOf(options.revisions, options.isQuick) : [];
    const urlOf = ({ endpoint, leg }: Run): string => (endpoint === 'direct' ? fixtures.urlOf(leg) : system.urlOf(leg, endpoint));
    const jobs = [
      ...runs.map((one): Job => ({
        name: nameOf(one),
        run: async (place) => judge(one, await runSuite(urlOf(one), one.revision, place), expected),
      })),
      ...clientRuns.map((one): Job => ({
        name: `${one.endpoint.name} clients ${one.revision}`,
        run: (place) => runClients(one, system.wayThrough(one.endpoint), place),
      })),
      ...oauthJobs(options, system),
    ];
    await runJobs(jobs, options, context);
    problems.push(...staleIn(expected, runs, rows).map((scenario) => `${scenario} is expected to fail, and does not: take it out`));
  } finally {
    await system.stop();
    await fixtures.stop();
  }
} // prettier-ignore

/** A quick run asks the authorization server alone: each scenario of a client starts a server and a person's agent. */
function oauthJobs({ isOfOAuth, isQuick, revisions }: Options, system: GatewaySystem): Job[] {
  const wanted = isOfOAuth ? REVISIONS.filter((revision) => revisions.includes(revision)) : [];
  const servers = wanted.map((revision): Job => ({
    name: `oauth server ${revision}`,
    run: (place) => runAuthorizationServer(system, revision, place),
  }));
  const clients = wanted.map((revision): Job => ({
    name: `oauth client ${revision}`,
    run: (place) => runOAuthClient(system, revision, place),
  }));
  return isQuick ? servers.slice(-1) : [...servers, ...clients];
}

/** Several at a time; their rows stay in the order of the jobs. */
async function runJobs(
  jobs: readonly Job[],
  options: Options,
  { folder, rows, problems, signal }: Context,
): Promise<void> {
  const resultsDir = options.resultsDir === null ? join(folder, 'results') : resolve(options.resultsDir);
  const done = new Map<Job, Row>();
  const waiting = [...jobs];
  const work = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      signal.throwIfAborted();
      try {
        const row = await job.run({ folder: join(resultsDir, job.name.replaceAll(' ', '_')), signal });
        done.set(job, row);
        tell(job.name, row);
      } catch (error) {
        signal.throwIfAborted();
        // The other runs tell something all the same.
        problems.push(`${job.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work)).finally(() => {
    rows.push(...jobs.flatMap((job) => done.get(job) ?? []));
  });
}

function tell(name: string, { scenarios, checks }: Row): void {
  progress(`${name}: ${scenarios.passed}/${scenarios.total} scenarios, ${checks.passed}/${checks.total} checks`);
}

const nameOf = ({ endpoint, leg, revision }: Run): string =>
  `${endpoint === 'direct' ? 'direct' : endpoint.name} ${leg.name} ${revision}`;

await runJudged({ name: 'conformance', usage: USAGE, parse: parseOptions, run });
