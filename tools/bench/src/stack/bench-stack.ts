import { join } from 'node:path';
import { freePorts, Stack } from '@gatewayops/tool-launcher';
import { MEASURED_CPU, OTHER_CPU, pinProcess } from '../processes/pinned.js';
import { progress } from '../report/progress.js';
import { SIZES } from '../sizes.js';
import { Admin } from './admin.js';
import { StoredRows } from './stored-rows.js';

/** Of one call, so that money is counted as well. */
export const PRICE_MICRO_USD = 1_250;

const NO_LIMIT = { rps: 1_000_000, burst: 1_000_000 };

/** All of GatewayOps, with an organisation whose limits are out of the way and a server for each size of body. */
export interface BenchStack {
  stack: Stack;
  gatewayPort: number;
  orgId: string;
  apiKey: string;
  rows: StoredRows;
}

/** Starts the stack; where `isPinned`, the gateway on the measured processor and everything else on the other. */
export async function startBenchStack(options: {
  folder: string;
  cacheDir: string;
  upstreamPort: number;
  isPinned: boolean;
}): Promise<BenchStack> {
  const { folder, cacheDir, upstreamPort, isPinned } = options;
  const ports = await freePorts();
  const stack = await Stack.start({
    dataDir: join(folder, 'data'),
    ports,
    cacheDir,
    logLevel: 'warn',
    report: (event) => {
      if (event.kind === 'died') progress(`${event.part} died: ${event.how}`);
      if (event.kind === 'warning') progress(`${event.part}: ${event.line.slice(0, 300)}`);
    },
  });
  for (const [name, pid] of Object.entries(stack.pids())) {
    if (isPinned) pinProcess(pid, name === 'gateway' ? MEASURED_CPU : OTHER_CPU);
  }
  const admin = new Admin(stack.urlOf('auth'), stack.urlOf('cost'), stack.secrets.adminToken);
  const orgId = await admin.createOrganization({ name: 'Measured', rate_limit: NO_LIMIT });
  for (const { name } of SIZES) await admin.createServer(orgId, name, `http://127.0.0.1:${upstreamPort}/mcp/${name}`);
  await admin.createPrice(orgId, PRICE_MICRO_USD);
  const apiKey = await admin.createKey(orgId, NO_LIMIT);
  return { stack, gatewayPort: ports.gateway, orgId, apiKey, rows: new StoredRows(stack.urls.clickhouse, orgId) };
}
