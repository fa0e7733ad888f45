import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_DATA_DIR, progress } from '@gatewayops/tool-launcher';
import { flood } from './ingest/flood.js';
import { steadyCalls } from './ingest/steady-calls.js';
import { fixedAnswers } from './nginx/configuration.js';
import { findNginx } from './nginx/nginx-program.js';
import { startNginx } from './nginx/start-nginx.js';
import { readEffort } from './options.js';
import { atLeast, atMost, equal, rounded } from './report/check.js';
import { finish, type Outcome, type StopList } from './report/finish.js';
import { SIZES } from './sizes.js';
import { PRICE_MICRO_USD, startBenchStack } from './stack/bench-stack.js';

const ROWS_PER_SECOND_MIN = 10_000;
/** A gateway that has just been started compiles its code first. */
const WARM_UP_MS = 5_000;
const READABLE_P99_MS_MAX = 2_000;

const configure = (at: string, port: number): string => fixedAnswers(at, port, SIZES);
const effort = readEffort(process.argv.slice(2));

async function bench(stops: StopList): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewayops-bench-'));
  stops.add(() => rm(folder, { recursive: true, force: true }));
  const cacheDir = join(DEFAULT_DATA_DIR, 'cache');
  const program = await findNginx(cacheDir);
  const upstream = await startNginx({ program, folder: join(folder, 'upstream'), cpu: null, configure });
  stops.add(() => upstream.process.stop());
  progress('Starting GatewayOps');
  const stack = await startBenchStack({ folder, cacheDir, upstreamPort: upstream.port, isPinned: false });
  stops.add(() => stack.stack.stop());
  progress(`Publishing the events of ${effort.ingestCalls} calls`);
  const flooded = await flood(stack, folder, effort.ingestCalls);
  progress(`All of them are stored: ${Math.round(flooded.rowsPerSecond)} rows a second`);
  const warmUp = await steadyCalls(stack, WARM_UP_MS);
  progress(`Calling 500 times a second for ${effort.steadyMs / 1000} s`);
  const steady = await steadyCalls(stack, effort.steadyMs);
  const calls = flooded.calls + warmUp.calls + steady.calls;
  const stored = await stack.rows.reach(calls);
  const machine = { processors: availableParallelism(), node: process.version };
  return {
    figures: {
      machine,
      quick: effort.isQuick,
      flood: { ...flooded, elapsedMs: Math.round(flooded.elapsedMs), rowsPerSecond: rounded(flooded.rowsPerSecond) },
      steady,
      stored,
    },
    checks: [
      atLeast('rows a second from publishing to reading', flooded.rowsPerSecond, ROWS_PER_SECOND_MIN),
      atMost('ms until a call can be read, at 500 calls/s (p99)', steady.p99Ms, READABLE_P99_MS_MAX),
      equal('calls that failed or were never seen', warmUp.failures + steady.failures + steady.neverSeen, 0),
      equal('root spans in ClickHouse, of as many calls', stored.calls, calls),
      equal('spans in ClickHouse, of twice as many', stored.spans, 2 * calls),
      equal('costs in ClickHouse, of as many calls', stored.costs, calls),
      equal('micro-USD in ClickHouse, of as many', stored.costMicroUsd, calls * PRICE_MICRO_USD),
    ],
  };
}

await finish(bench);
