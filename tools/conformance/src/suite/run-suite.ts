import { packageFile } from '@gatewayops/tool-launcher';
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Revision } from '../plan.js';
import { readResults, type ScenarioResult } from './results.js';

const SCENARIO_TIMEOUT_MS = 15_000;
const SUITE_TIMEOUT_MS = 600_000;

export interface SuitePlace {
  /** Gets the suite's results and what it said. */
  folder: string;
  signal: AbortSignal;
}

/** Runs every scenario of a revision against `url`. */
export async function runSuite(url: string, revision: Revision, place: SuitePlace): Promise<ScenarioResult[]> {
  await runProgram(['server', '--url', url, '--suite', 'all', '--spec-version', revision], place);
  const results = await readResults(place.folder, 'server-');
  if (results.length === 0) throw new Error(`the suite ran nothing at ${url}: see ${logIn(place.folder)}`);
  return results;
}

/** Lets the suite start a client for each of the scenarios, one after another. `environment` is the client's. */
export async function runClientScenarios(
  { command, environment }: { command: string; environment: NodeJS.ProcessEnv },
  revision: Revision,
  scenarios: readonly string[],
  place: SuitePlace,
): Promise<ScenarioResult[]> {
  const failed = new Set<string>();
  for (const scenario of scenarios) {
    const args = ['client', '--command', command, '--scenario', scenario, '--spec-version', revision];
    if ((await runProgram(args, place, environment)) !== 0) failed.add(scenario);
  }
  return (await readResults(place.folder, '')).map((result) =>
    result.isPassed && failed.has(result.scenario) ? withFailedClient(result) : result,
  );
}

/** What the suite's server saw was right, and its client came to nothing. */
const withFailedClient = (result: ScenarioResult): ScenarioResult => ({
  ...result,
  isPassed: false,
  shortcomings: [
    ...result.shortcomings,
    { check: 'client', status: 'failure', message: 'The client failed: see its stderr.txt among the results.' },
  ],
});

/** Runs what the suite has for authorization servers; `onLine` hears what it says, where it asks for a browser. */
export async function runAuthorizationScenarios(
  server: { issuer: string; clientId: string; resource: string; port: number },
  place: SuitePlace,
  onLine: (line: string) => void,
): Promise<ScenarioResult[]> {
  const { issuer, clientId, resource, port } = server;
  const args = [
    'authorization',
    '--url',
    issuer,
    '--client-id',
    clientId,
    '--resource',
    resource,
    '--port',
    String(port),
  ];
  await runProgram(args, place, process.env, onLine);
  return readResults(place.folder, 'authorization-server-');
}

const logIn = (folder: string): string => join(folder, 'suite.log');

async function runProgram(
  args: readonly string[],
  { folder, signal }: SuitePlace,
  env?: NodeJS.ProcessEnv,
  onLine?: (line: string) => void,
): Promise<number> {
  await mkdir(folder, { recursive: true });
  const program = packageFile('@modelcontextprotocol/conformance', 'dist/index.js');
  const limits = args[0] === 'authorization' ? [] : ['--timeout', String(SCENARIO_TIMEOUT_MS)];
  const child = spawn(process.execPath, [program, ...args, ...limits, '-o', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
    timeout: SUITE_TIMEOUT_MS,
    ...(env === undefined ? {} : { env }),
  });
  const log = createWriteStream(logIn(folder), { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  if (onLine) createInterface({ input: child.stdout }).on('line', onLine);
  child.stderr.pipe(log, { end: false });
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    // The exit code is 1 where anything failed, which the results tell better where there are any.
    child.once('close', (code) => (code === null ? reject(new Error('the suite did not end in time')) : resolve(code)));
  }).finally(() => log.end());
}
