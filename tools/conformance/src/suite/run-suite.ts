import { packageFile } from '@gatewayops/tool-launcher';
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Revision } from '../plan.js';
import { readResults, type ScenarioResult } from './results.js';

const SCENARIO_TIMEOUT_MS = 15_000;
const SUITE_TIMEOUT_MS = 600_000;

/** Runs every scenario of a revision against `url`; `folder` gets the suite's results and what it said. */
export async function runSuite(
  url: string,
  revision: Revision,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<ScenarioResult[]> {
  await mkdir(folder, { recursive: true });
  const program = packageFile('@modelcontextprotocol/conformance', 'dist/index.js');
  const args = ['server', '--url', url, '--suite', 'all', '--spec-version', revision];
  const child = spawn(process.execPath, [program, ...args, '--timeout', String(SCENARIO_TIMEOUT_MS), '-o', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
    timeout: SUITE_TIMEOUT_MS,
  });
  const log = createWriteStream(join(folder, 'suite.log'));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    // The exit code is 1 where anything failed, which the results tell better.
    child.once('close', (code) => (code === null ? reject(new Error('the suite did not end in time')) : resolve()));
  }).finally(() => log.end());
  const results = await readResults(folder);
  if (results.length === 0) throw new Error(`the suite ran nothing at ${url}: see ${join(folder, 'suite.log')}`);
  return results;
}
