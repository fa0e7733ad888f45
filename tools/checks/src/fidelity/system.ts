import { freePorts, Stack } from '@gatewayops/tool-launcher';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Address } from './client/client.js';
import { writeCatalogue, type Leg } from './legs.js';
import type { Way } from './way.js';

const TIMEOUT_MS = 15_000;
const NO_LIMIT = { rps: 1_000_000, burst: 1_000_000 };

const SCOPES = { mcp: [{ server: '*', tools: ['*'], resources: ['*'], prompts: ['*'] }], permissions: [] };

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

/** An organisation with these servers, under their own names where they are served as one. Through the public API. Gives a key. */
async function register(stack: Stack, legs: readonly Leg[]): Promise<string> {
  const name = `Fidelity of ${legs.map((leg) => leg.name).join(' ')}`.slice(0, 100);
  const made = { name, rate_limit: NO_LIMIT, settings: { mcp_naming: 'identity' } };
  const orgId = String((await post(stack, '/v1/orgs', null, made))['id']);
  for (const leg of legs) await post(stack, '/v1/mcp-servers', orgId, { name: leg.name, transport: leg.transport });
  const body = { name: 'Fidelity', agent_name: 'fidelity', scopes: SCOPES, rate_limit: NO_LIMIT };
  return String((await post(stack, '/v1/auth/keys', orgId, body))['key']);
}

async function post(stack: Stack, path: string, orgId: string | null, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${stack.urlOf('auth')}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${stack.secrets.adminToken}`,
      'content-type': 'application/json',
      ...(orgId === null ? {} : { 'x-organization-id': orgId }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status} ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}
