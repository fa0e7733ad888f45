import { join } from 'node:path';
import { freePorts, Stack, progress, MeasuredTenant, setUpOf, type ServerTransport } from '@gatewayops/tool-launcher';
import { MEASURED_CPU, OTHER_CPU, pinProcess } from '../processes/pinned.js';
import { serverOf, SIZES } from '../sizes.js';
import { StoredRows } from './stored-rows.js';

/** Of one call, so that money is counted as well. */
export const PRICE_MICRO_USD = 1_250;

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
  /** Of a server of the older era with the same answers, where there is one. */
  legacyPort?: number;
  isPinned: boolean;
}): Promise<BenchStack> {
  const { folder, cacheDir, upstreamPort, legacyPort, isPinned } = options;
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
  const tenant = await MeasuredTenant.create(setUpOf(stack), 'Measured');
  for (const size of SIZES) {
    const at = (port: number): ServerTransport => ({
      type: 'streamable-http',
      url: `http://127.0.0.1:${port}/mcp/${size.name}`,
    });
    await tenant.addServer(serverOf(size, 'modern'), at(upstreamPort));
    if (legacyPort !== undefined) await tenant.addServer(serverOf(size, 'legacy'), at(legacyPort));
  }
  await tenant.setPrice(stack.urlOf('cost'), PRICE_MICRO_USD);
  const apiKey = await tenant.createKey('bench', '*', ['traces:read']);
  const { orgId } = tenant;
  return { stack, gatewayPort: ports.gateway, orgId, apiKey, rows: new StoredRows(stack.urls.clickhouse, orgId) };
}
