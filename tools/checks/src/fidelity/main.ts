import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLegs } from './legs.js';
import { System } from './system.js';
import { tryAll, type Row } from './try-all.js';

const USAGE = `Usage: npm run check:fidelity

Sends odd but valid messages through every front and leg of a gateway of its own, and compares what arrives with what was
sent, in bytes wherever nothing has to be rewritten. Prints identical/total for each; the last line of stdout is {"ok": …, "figures": …}.`;

/** Exit codes: 0 all is identical, 1 it is not or could not be run, 2 called wrongly. */
async function main(): Promise<number> {
  if (process.argv.length > 2) {
    process.stderr.write(`${USAGE}\n`);
    return process.argv[2] === '--help' ? 0 : 2;
  }
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort(new Error(signal)));
  const folder = await mkdtemp(join(tmpdir(), 'gatewayops-fidelity-'));
  let rows: Row[] = [];
  let error: string | undefined;
  try {
    rows = await run(folder, abort.signal);
  } catch (cause) {
    error = cause instanceof Error ? String(cause.stack) : String(cause);
    process.stderr.write(`${error}\n`);
  }
  for (const row of rows) print(row);
  const sum = (of: 'identical' | 'total'): number => rows.reduce((all, row) => all + row[of], 0);
  const [identical, total] = [sum('identical'), sum('total')];
  const ok = error === undefined && total > 0 && identical === total;
  if (ok) await rm(folder, { recursive: true, force: true });
  else process.stderr.write(`the logs are kept in ${folder}\n`);
  process.stdout.write(`${identical}/${total} identical\n`);
  const figures = { identical, total, rows: rows.map(({ front, leg, ...row }) => ({ front, leg, ...row })), error };
  process.stdout.write(`${JSON.stringify({ ok, figures })}\n`);
  return ok ? 0 : 1;
}

async function run(folder: string, signal: AbortSignal): Promise<Row[]> {
  const legs = await startLegs();
  try {
    process.stderr.write('starting the gateway\n');
    const system = await System.start(legs, folder);
    try {
      return await tryAll(legs, system, signal);
    } finally {
      await system.stop();
    }
  } finally {
    await Promise.all(legs.map((leg) => leg.close()));
  }
}

function print({ front, leg, identical, total, differences }: Row): void {
  process.stdout.write(`${front.padEnd(8)}${leg.padEnd(20)}${identical}/${total}\n`);
  for (const { name, part, what } of differences) process.stdout.write(`    ${name} (${part}): ${what}\n`);
}

process.exitCode = await main();
// Engines leave sockets of their own behind.
setTimeout(() => process.exit(), 1_000).unref();
