import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOptions, USAGE, type Options } from './options.js';
import { progress } from './progress.js';
import { runPart, type PartResult } from './run-part.js';

/** `npm run check:exactly-once`. Exit codes: 0 all adds up, 1 it does not or could not be run, 2 called wrongly. */
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
  const folder = await mkdtemp(join(tmpdir(), 'gatewayops-exactly-once-'));
  const cacheDir = join(homedir(), '.cache', 'gatewayops');
  process.stdout.write(`seed ${options.seed}\n`);
  let ok = true;
  const parts: PartResult[] = [];
  let error: string | undefined;
  try {
    for (const delivery of options.parts) {
      const result = await runPart(delivery, options, { folder, cacheDir, signal: abort.signal });
      parts.push(result);
      ok &&= result.ok;
      print(result);
    }
  } catch (cause) {
    ok = false;
    error = cause instanceof Error ? cause.message : String(cause);
    progress(cause instanceof Error ? String(cause.stack) : error);
  }
  if (ok) await rm(folder, { recursive: true, force: true });
  else progress(`the logs are kept in ${folder}`);
  const figures = { seed: options.seed, parts, ...(error === undefined ? {} : { error }) };
  process.stdout.write(`${JSON.stringify({ ok, figures })}\n`);
  return ok ? 0 : 1;
}

function print({ delivery, answered, calls, costs, alerts, money, faults, problems }: PartResult): void {
  const lines = [
    `${delivery}: ${answered.results} calls answered with a result, ${answered.errors + answered.refusals} with an error, ${answered.broken} broken off`,
    `  rows: ${calls.rows} calls, ${costs.rows} costs, ${alerts.rows} alert counts that tell of ${alerts.calls} calls`,
    `  ids missing: ${calls.missing} calls, ${costs.missing} costs`,
    `  ids doubled: ${calls.doubled} calls, ${costs.doubled} costs`,
    `  ids unknown: ${calls.unknown} calls, ${costs.unknown} costs`,
    `  money: ${money.answeredMicroUsd} micro-USD answered, ${money.storedMicroUsd} stored for them, ${money.storedInAllMicroUsd} in all`,
    ...Object.entries(faults).map(([name, { hit, repeated }]) => `  ${name}: ${hit} (repeated ${repeated})`),
    ...problems.map((problem) => `  PROBLEM ${problem}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

process.exitCode = await main();
// Engines leave sockets of their own behind.
setTimeout(() => process.exit(), 1_000).unref();
