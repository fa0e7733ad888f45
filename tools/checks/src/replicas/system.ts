import { freePorts, MeasuredTenant, setUpOf, Stack } from '@gatewayops/tool-launcher';
import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Balancer } from './balancer.js';
import type { Upstream } from './upstream.js';

const STDIO_PROGRAM = fileURLToPath(new URL('upstream-stdio.js', import.meta.url));
export const GATEWAYS = ['gateway', 'gateway-2', 'gateway-3'] as const;

/** `http` speaks both eras, `old` that before 2026-07-28 alone. */
export type ServerName = 'http' | 'old' | 'stdio';

/** Three gateways behind a balancer, and the servers. */
export class System {
  private constructor(
    private readonly stack: Stack,
    private readonly balancer: Balancer,
    readonly apiKey: string,
  ) {}

  static async start(folder: string, upstream: Pick<Upstream, 'url' | 'oldUrl'>): Promise<System> {
    const ports = await freePorts();
    const catalogue = join(folder, 'catalogue.json');
    const entries = { check: { command: process.execPath, args: [STDIO_PROGRAM] } };
    await writeFile(catalogue, JSON.stringify({ entries }));
    const stack = await Stack.start({
      dataDir: join(folder, 'data'),
      cacheDir: join(homedir(), '.cache', 'gatewayops'),
      ports,
      services: ['auth', 'cost', 'gateway'],
      environment: { gateway: { STDIO_CATALOG: catalogue, STREAMS_PER_KEY_MAX: '100000' } },
      logLevel: 'warn',
    });
    try {
      const all = [ports.gateway];
      for (const name of GATEWAYS.slice(1)) {
        const { gateway: port } = await freePorts();
        await stack.addReplica(name, 'gateway', port);
        all.push(port);
      }
      const apiKey = await register(stack, upstream);
      return new System(stack, await Balancer.start(all), apiKey);
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  urlOf(server: ServerName): string {
    return `${this.balancer.url}/v1/mcp/${server}`;
  }

  kill(name: (typeof GATEWAYS)[number]): Promise<void> {
    return this.stack.killPart(name, 'SIGKILL');
  }

  restart(name: (typeof GATEWAYS)[number]): Promise<void> {
    return this.stack.startPart(name);
  }

  async stop(): Promise<void> {
    await this.balancer.stop();
    await this.stack.stop();
  }
}

/** Gives a key for all of it. */
async function register(stack: Stack, { url, oldUrl }: Pick<Upstream, 'url' | 'oldUrl'>): Promise<string> {
  const tenant = await MeasuredTenant.create(setUpOf(stack), 'Replicas');
  await tenant.addServer('http', { type: 'streamable-http', url });
  await tenant.addServer('old', { type: 'streamable-http', url: oldUrl });
  await tenant.addServer('stdio', { type: 'stdio', catalog_entry: 'check', arguments: {} });
  return tenant.createKey('replicas');
}
