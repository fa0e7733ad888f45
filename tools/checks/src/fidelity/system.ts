import { freePorts, MeasuredTenant, setUpOf, Stack } from '@gatewayops/tool-launcher';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Address } from './client/client.js';
import { writeCatalogue, type Leg } from './legs.js';
import type { Way } from './way.js';

/** A gateway that has each leg's server under the leg's name, with a key; and an organisation of each leg's own, which has that alone. */
export class System {
  private constructor(
    private readonly stack: Stack,
    private readonly apiKey: string,
    private readonly ownKeys: ReadonlyMap<Leg, string>,
  ) {}

  static async start(legs: readonly Leg[], folder: string): Promise<System> {
    const stack = await Stack.start({
      dataDir: join(folder, 'data'),
      cacheDir: join(homedir(), '.cache', 'gatewayops'),
      ports: await freePorts(),
      services: ['auth', 'cost', 'gateway'],
      environment: { gateway: { STDIO_CATALOG: await writeCatalogue(folder) } },
      logLevel: 'warn',
    });
    try {
      const apiKey = await register(stack, legs);
      const ownKeys = new Map<Leg, string>();
      for (const leg of legs) ownKeys.set(leg, legs.length === 1 ? apiKey : await register(stack, [leg]));
      return new System(stack, apiKey, ownKeys);
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  addressOf({ leg, endpoint }: Way): Address {
    const url = `${this.stack.urlOf('gateway')}/v1/mcp`;
    if (endpoint === 'aggregate') return { url, apiKey: this.ownKeys.get(leg)! };
    return { url: `${url}/${leg.name}`, apiKey: this.apiKey };
  }

  async stop(): Promise<void> {
    await this.stack.stop();
  }
}

/** An organisation with these servers, under their own names where they are served as one. Gives a key. */
async function register(stack: Stack, legs: readonly Leg[]): Promise<string> {
  const name = `Fidelity of ${legs.map((leg) => leg.name).join(' ')}`.slice(0, 100);
  const tenant = await MeasuredTenant.create(setUpOf(stack), name, 'identity');
  for (const leg of legs) await tenant.addServer(leg.name, leg.transport);
  return tenant.createKey('fidelity');
}
