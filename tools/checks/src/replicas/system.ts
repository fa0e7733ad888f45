import { freePorts, Stack } from '@gatewayops/tool-launcher';
import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Balancer } from './balancer.js';

const TIMEOUT_MS = 15_000;
const NO_LIMIT = { rps: 1_000_000, burst: 1_000_000 };
const STDIO_PROGRAM = fileURLToPath(new URL('upstream-stdio.js', import.meta.url));
export const GATEWAYS = ['gateway', 'gateway-2', 'gateway-3'] as const;

/** Three gateways behind a balancer, and the servers `http` and `stdio`. */
export class System {
  private constructor(
    private readonly stack: Stack,
    private readonly balancer: Balancer,
    readonly apiKey: string,
  ) {}

  static async start(folder: string, upstreamUrl: string): Promise<System> {
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
      const apiKey = await register(stack, upstreamUrl);
      return new System(stack, await Balancer.start(all), apiKey);
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  urlOf(server: 'http' | 'stdio'): string {
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

/** Through the public API. Gives a key for all of it. */
async function register(stack: Stack, url: string): Promise<string> {
  const orgId = String((await post(stack, '/v1/orgs', null, { name: 'Replicas', rate_limit: NO_LIMIT }))['id']);
  const settings = { max_concurrency: 1_000 };
  const server = (name: string, transport: object) => post(stack, '/v1/mcp-servers', orgId, { name, transport, settings }); // prettier-ignore
  await server('http', { type: 'streamable-http', url });
  await server('stdio', { type: 'stdio', catalog_entry: 'check', arguments: {} });
  const scopes = { mcp: [{ server: '*', tools: ['*'], resources: ['*'], prompts: ['*'] }], permissions: [] };
  const body = { name: 'Replicas', agent_name: 'replicas', scopes, rate_limit: NO_LIMIT };
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
