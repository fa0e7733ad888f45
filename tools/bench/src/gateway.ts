import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_DATA_DIR, progress } from '@gatewayops/tool-launcher';
import { doorCalls, DoorsRun } from './gateway/doors-run.js';
import { GatewayRun } from './gateway/gateway-run.js';
import { Ledger } from './gateway/ledger.js';
import { callTo, type Target } from './gateway/targets.js';
import { Generator } from './load/generator.js';
import { fixedAnswers, reverseProxy } from './nginx/configuration.js';
import { findNginx } from './nginx/nginx-program.js';
import { startNginx } from './nginx/start-nginx.js';
import { readEffort } from './options.js';
import { MEASURED_CPU, OTHER_CPU } from './processes/pinned.js';
import { startServer } from './processes/start-server.js';
import { finish, type Outcome, type StopList } from './report/finish.js';
import { SIZES } from './sizes.js';
import { startBenchStack } from './stack/bench-stack.js';

const script = (name: string): string => fileURLToPath(new URL(`./${name}/main.js`, import.meta.url));
const effort = readEffort(process.argv.slice(2));

async function bench(stops: StopList): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewayops-bench-'));
  stops.add(() => rm(folder, { recursive: true, force: true }));
  const cacheDir = join(DEFAULT_DATA_DIR, 'cache');
  progress('Starting nginx (twice), the floor proxy, a server of the older era and the load generator');
  const program = await findNginx(cacheDir);
  const start = (name: string, cpu: number | null, configure: (folder: string, port: number) => string) =>
    startNginx({ program, folder: join(folder, name), cpu, configure });
  const upstream = await start('upstream', OTHER_CPU, (at, port) => fixedAnswers(at, port, SIZES));
  stops.add(() => upstream.process.stop());
  const nginx = await start('proxy', MEASURED_CPU, (at, port) => reverseProxy(at, port, upstream.port));
  stops.add(() => nginx.process.stop());
  const floor = await startServer('the floor proxy', script('floor'), [String(upstream.port)], MEASURED_CPU);
  stops.add(() => floor.process.stop());
  const legacy = await startServer('the server of the older era', script('legacy'), [], OTHER_CPU);
  stops.add(() => legacy.process.stop());
  const generator = await Generator.start(OTHER_CPU);
  stops.add(() => generator.stop());
  progress('Starting GatewayOps');
  const bench = await startBenchStack({
    folder,
    cacheDir,
    upstreamPort: upstream.port,
    legacyPort: legacy.port,
    isPinned: true,
  });
  stops.add(() => bench.stack.stop());
  const targets: Target[] = [
    { name: 'direct', port: upstream.port, pid: upstream.process.pid },
    { name: 'floor', port: floor.port, pid: floor.process.pid },
    { name: 'nginx', port: nginx.port, pid: nginx.process.pid },
    { name: 'gateway', port: bench.gatewayPort, pid: bench.stack.pids()['gateway']! },
  ];
  const calls = new Map(SIZES.map((size) => [size, targets.map((target) => callTo(target, size, bench.apiKey))]));
  const gateway = targets.at(-1)!;
  const throughDoors = await doorCalls({ port: gateway.port, apiKey: bench.apiKey });
  const ledger = await Ledger.open(bench.rows);
  const doors = new DoorsRun({ effort, generator, gateway, ledger }, throughDoors);
  const run = new GatewayRun({ effort, generator, targets, calls, doors, ledger, bench });
  const { figures, checks } = await run.all();
  const machine = { processors: availableParallelism(), isPinned: MEASURED_CPU !== null, node: process.version };
  return { checks, figures: { machine, quick: effort.isQuick, ...figures } };
}

await finish(bench);
