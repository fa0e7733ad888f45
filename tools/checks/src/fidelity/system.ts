import { freePorts, Stack } from '@gatewayops/tool-launcher';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { writeCatalogue, type Leg } from './legs.js';
import type { Way } from './try-all.js';

const TIMEOUT_MS = 15_000;
const NO_LIMIT = { rps: 1_000_000, burst: 1_000_000 };

/** A gateway that has each leg's server under the leg's name, and a key for all of them. */
export class System {
  private constructor(
    private readonly stack: Stack,
    readonly apiKey: string,
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
      return new System(stack, await register(stack, legs));
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  urlOf({ leg }: Way): string {
    return `${this.stack.urlOf('gateway')}/v1/mcp/${leg.name}`;
  }

  async stop(): Promise<void> {
    await this.stack.stop();
  }
}

/** Through the public API. Gives the key. */
async function register(stack: Stack, legs: readonly Leg[]): Promise<string> {
  const org = await post(stack, '/v1/orgs', null, { name: 'Fidelity', rate_limit: NO_LIMIT });
  const orgId = String(org['id']);
  for (const { name, transport } of legs) await post(stack, '/v1/mcp-servers', orgId, { name, transport });
  const scopes = { mcp: [{ server: '*', tools: ['*'], resources: ['*'], prompts: ['*'] }], permissions: [] };
  const body = { name: 'Fidelity', agent_name: 'fidelity', scopes, rate_limit: NO_LIMIT };
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
