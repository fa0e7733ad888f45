import { freePorts, MeasuredTenant, progress, setUpOf, Stack, type ServerTransport } from '@gatewayops/tool-launcher';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientWay } from '../client/client-way.js';
import { Person } from '../oauth/person.js';
import type { Endpoint, Leg } from '../plan.js';
import { commandOf, type HttpFixtures } from './fixtures.js';
import { KeyProxy } from './key-proxy.js';

/** GatewayOps with the fixture registered once a leg, and before it a proxy a leg that has the key for it. */
export class GatewaySystem {
  readonly #proxies = new Map<string, KeyProxy>();

  private constructor(
    private readonly stack: Stack,
    private readonly orgId: string,
  ) {}

  static async start(
    legs: readonly Leg[],
    fixtures: HttpFixtures,
    { folder, cacheDir }: { folder: string; cacheDir: string },
  ): Promise<GatewaySystem> {
    const ports = await freePorts();
    await mkdir(folder, { recursive: true });
    const stack = await Stack.start({
      dataDir: join(folder, 'data'),
      ports,
      cacheDir,
      services: ['auth', 'cost', 'gateway'],
      environment: { gateway: { STDIO_CATALOG: await writeCatalogue(folder, legs) } },
      report: (event) => {
        if (event.kind === 'died') progress(`${event.part} died: ${event.how}`);
      },
    });
    const tenant = await MeasuredTenant.create(setUpOf(stack), 'Conformance', 'identity').catch(
      async (error: unknown) => {
        await stack.stop();
        throw error;
      },
    );
    const system = new GatewaySystem(stack, tenant.orgId);
    try {
      for (const leg of legs) {
        await tenant.addServer(leg.name, transportOf(leg, fixtures));
        const key = await tenant.createKey('conformance', leg.name);
        system.#proxies.set(leg.name, await KeyProxy.start(ports.gateway, key));
      }
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  urlOf({ name }: Leg, endpoint: Endpoint): string {
    const proxy = this.#proxies.get(name);
    if (proxy === undefined) throw new Error(`${name} is not registered`);
    return `${proxy.origin}${endpoint.path(name)}`;
  }

  /** By which the suite's clients come to its servers. */
  wayThrough({ name }: Endpoint): ClientWay {
    const { stack, orgId } = this;
    return { ...setUpOf(stack), gatewayUrl: stack.urlOf('gateway'), orgId, endpoint: name, person: null };
  }

  /** As `localhost`: the issuer, and the name that resources have. */
  get publicUrls(): { auth: string; gateway: string } {
    const named = (url: string): string => `http://localhost:${new URL(url).port}`;
    return { auth: named(this.stack.urlOf('auth')), gateway: named(this.stack.urlOf('gateway')) };
  }

  /** A new member of the organisation. */
  newPerson(): Promise<Person> {
    return Person.join(this.publicUrls.auth, this.stack.secrets.adminToken, this.orgId);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#proxies.values()].map((proxy) => proxy.stop()));
    await this.stack.stop();
  }
}

/** The operator's catalogue: an entry for each leg over stdio. */
async function writeCatalogue(folder: string, legs: readonly Leg[]): Promise<string> {
  const entries: Record<string, { command: string; args: readonly string[] }> = {};
  for (const leg of legs) {
    const [command, ...args] = commandOf(leg);
    if (leg.transport === 'stdio') entries[leg.name] = { command: command!, args };
  }
  const path = join(folder, 'catalogue.json');
  await writeFile(path, JSON.stringify({ entries }));
  return path;
}

function transportOf(leg: Leg, fixtures: HttpFixtures): ServerTransport {
  return leg.transport === 'http'
    ? { type: 'streamable-http', url: fixtures.urlOf(leg) }
    : { type: 'stdio', catalog_entry: leg.name, arguments: {} };
}
