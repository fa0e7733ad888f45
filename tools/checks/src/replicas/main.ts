import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeConnections } from './http.js';
import { parseOptions, USAGE, type Options } from './options.js';
import { progress } from '../exactly-once/progress.js';
import { run } from './run.js';
import { System } from './system.js';
import { Tally } from './tally.js';
import { Upstream } from './upstream.js';

/** `npm run check:replicas`. Exit codes: 0 all adds up, 1 it does not or could not be run, 2 called wrongly. */
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
  const folder = await mkdtemp(join(tmpdir(), 'gatewayops-replicas-'));
  const tally = new Tally();
  let error: string | undefined;
  try {
    await runIn(folder, options, tally);
  } catch (cause) {
    error = cause instanceof Error ? String(cause.stack) : String(cause);
    process.stderr.write(`${error}\n`);
  }
  const { wrongSession, lostNotifications, otherFailures, failedByKill, calls, resumed, notifications, reopened } =
    tally;
  const ok = error === undefined && calls > 0 && wrongSession + lostNotifications + otherFailures === 0;
  const figures = {
    sessions: options.sessions,
    kills: tally.killedAtMs.length,
    calls,
    resumed,
    notifications,
    reopened,
    wrongSession,
    lostNotifications,
    failedByKill,
    otherFailures,
    error,
  };
  for (const [kind, { count, example }] of tally.examples) process.stdout.write(`${kind}: ${count}, e.g. ${example}\n`);
  for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name}: ${String(value)}\n`);
  if (ok) await rm(folder, { recursive: true, force: true });
  else progress(`the logs are kept in ${folder}`);
  process.stdout.write(`${JSON.stringify({ ok, figures })}\n`);
  return ok ? 0 : 1;
}

async function runIn(folder: string, options: Options, tally: Tally): Promise<void> {
  const upstream = await Upstream.start();
  try {
    progress('starting three gateways');
    const system = await System.start(folder, upstream.url);
    try {
      await run(system, upstream, options, tally);
    } finally {
      await closeConnections();
      await system.stop();
    }
  } finally {
    await upstream.stop();
  }
}

process.exitCode = await main();
// Engines leave sockets of their own behind.
setTimeout(() => process.exit(), 1_000).unref();
