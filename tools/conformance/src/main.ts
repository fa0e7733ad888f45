import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseOptions, USAGE, type Options } from './options.js';
import { runsOf, type Run } from './plan.js';
import { progress } from './progress.js';
import { readExpectedFailures } from './report/expected-failures.js';
import { judge, staleIn, type Row } from './report/judge.js';
import { shortcomings, table } from './report/table.js';
import { runSuite } from './suite/run-suite.js';
import { HttpFixtures } from './system/fixtures.js';
import { GatewaySystem } from './system/gateway-system.js';

/** `npm run conformance`. Exit codes: 0 all that is needed was reached, 1 it was not or could not be run, 2 called wrongly. */
async function main(): Promise<number> {
  let options: Options | null;
  try {
    options = parseOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`);
    return 2;
  }
  if (!options) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort(new Error(signal)));
  const folder = await mkdtemp(join(tmpdir(), 'gatewayops-conformance-'));
  const rows: Row[] = [];
  const problems: string[] = [];
  try {
    await runAll(options, { folder, rows, problems, signal: abort.signal });
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
    progress(error instanceof Error ? String(error.stack) : String(error));
  }
  const ok = problems.length === 0 && rows.every((row) => row.ok);
  if (ok) await rm(folder, { recursive: true, force: true });
  else progress(`logs and results are kept in ${folder}`);
  process.stdout.write(`${[table(rows), ...rows.flatMap(shortcomings), ...problems].join('\n')}\n`);
  process.stdout.write(`${JSON.stringify({ ok, figures: { rows, problems } })}\n`);
  return ok ? 0 : 1;
}

interface Context {
  folder: string;
  rows: Row[];
  problems: string[];
  signal: AbortSignal;
}

async function runAll(options: Options, { folder, rows, problems, signal }: Context): Promise<void> {
  const runs = runsOf(options);
  const expected = await readExpectedFailures();
  const resultsDir = options.resultsDir === null ? join(folder, 'results') : resolve(options.resultsDir);
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
    for (const run of runs) {
      signal.throwIfAborted();
      const url = run.endpoint === 'direct' ? fixtures.urlOf(run.leg) : system.urlOf(run.leg, run.endpoint);
      try {
        const results = await runSuite(url, run.revision, { folder: join(resultsDir, nameOf(run)), signal });
        rows.push(judge(run, results, expected));
        tell(nameOf(run), rows.at(-1)!);
      } catch (error) {
        signal.throwIfAborted();
        // The other runs tell something all the same.
        problems.push(`${nameOf(run)}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    const stale = staleIn(expected, runs, rows);
    problems.push(...stale.map((scenario) => `${scenario} is expected to fail, and does not: take it out`));
  } finally {
    await system.stop();
    await fixtures.stop();
  }
}

function tell(name: string, { scenarios, checks }: Row): void {
  progress(`${name}: ${scenarios.passed}/${scenarios.total} scenarios, ${checks.passed}/${checks.total} checks`);
}

const nameOf = ({ endpoint, leg, revision }: Run): string =>
  `${endpoint === 'direct' ? 'direct' : endpoint.name} ${leg.name} ${revision}`.replaceAll(' ', '_');

process.exitCode = await main();
// Engines leave sockets of their own behind.
setTimeout(() => process.exit(), 1_000).unref();
