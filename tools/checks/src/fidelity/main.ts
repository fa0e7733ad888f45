import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CORPUS } from './corpus/corpus.js';
import { LEG_NAMES, startLegs } from './legs.js';
import { parseOptions, USAGE, type Options } from './options.js';
import { progress } from './progress.js';
import { System } from './system.js';
import { tryAll, waysTo, type Row } from './try-all.js';

/** `npm run check:fidelity`. Exit codes: 0 all is identical, 1 it is not or could not be run, 2 called wrongly. */
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
  const folder = await mkdtemp(join(tmpdir(), 'gatewayops-fidelity-'));
  let rows: Row[] = [];
  let error: string | undefined;
  try {
    rows = await run(options, folder, abort.signal);
  } catch (cause) {
    error = cause instanceof Error ? cause.message : String(cause);
    progress(cause instanceof Error ? String(cause.stack) : error);
  }
  return report(rows, error, folder);
}

async function run({ isQuick, leg }: Options, folder: string, signal: AbortSignal): Promise<Row[]> {
  const legs = await startLegs(LEG_NAMES.filter((name) => (leg === null ? !isQuick || !name.endsWith('-events') : name === leg)));
  try {
    progress('starting the gateway');
    const system = await System.start(legs, folder);
    try {
      const cases = isQuick ? CORPUS.filter((one) => !one.isLarge) : CORPUS;
      return await tryAll(waysTo(legs), cases, { addressOf: (way) => system.addressOf(way), signal });
    } finally {
      progress('stopping');
      await system.stop();
    }
  } finally {
    await Promise.all(legs.map((each) => each.close()));
  }
} // prettier-ignore

async function report(rows: readonly Row[], error: string | undefined, folder: string): Promise<number> {
  const sum = (of: 'identical' | 'total'): number => rows.reduce((all, row) => all + row[of], 0);
  const [identical, total] = [sum('identical'), sum('total')];
  const ok = error === undefined && total > 0 && identical === total;
  if (ok) await rm(folder, { recursive: true, force: true });
  else progress(`the logs are kept in ${folder}`);
  const lines = rows.flatMap((row) => [
    `${row.endpoint.padEnd(10)}${row.front.padEnd(8)}${row.leg.padEnd(20)}${row.identical}/${row.total}`,
    ...row.differences.map(({ name, part, what }) => `    ${name} (${part}): ${what}`),
  ]);
  process.stdout.write(`${[...lines, `${identical}/${total} identical`].join('\n')}\n`);
  const figures = { identical, total, rows, ...(error === undefined ? {} : { error }) };
  process.stdout.write(`${JSON.stringify({ ok, figures })}\n`);
  return ok ? 0 : 1;
}

process.exitCode = await main();
// Engines leave sockets of their own behind.
setTimeout(() => process.exit(), 1_000).unref();
