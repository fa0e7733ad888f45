import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFile } from '@gatewayops/tool-launcher';
import { startEverythingSse } from './everything-sse.js';
import type { Organization } from './organization.js';
import { TestStack } from './test-stack.js';

/** The operator's catalogue: name of the server, package, its entry file and arguments. */
const PROGRAMS: readonly [string, string, string, ...string[]][] = [
  ['everything-stdio', '@modelcontextprotocol/server-everything', 'dist/index.js', 'stdio'],
  ['filesystem', '@modelcontextprotocol/server-filesystem', 'dist/index.js', '{files}'],
  ['memory', '@modelcontextprotocol/server-memory', 'dist/index.js'],
  ['sequential-thinking', '@modelcontextprotocol/server-sequential-thinking', 'dist/index.js'],
  ['map', '@modelcontextprotocol/server-map', 'dist/index.js', '--stdio'],
  ['budget', '@modelcontextprotocol/server-budget-allocator', 'dist/index.js', '--stdio'],
  ['playwright', '@playwright/mcp', 'cli.js', '--headless'],
];

/** One server, or all of them as one. */
export const ENDPOINTS = ['/v1/mcp/{server}', '/v1/mcp'] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

/** A gateway with the servers that others publish, each under its own name, and a key for all of them. */
export class OfficialServers {
  private constructor(
    readonly org: Organization,
    readonly key: string,
    /** What the file system server serves. */
    readonly filesFolder: string,
    private readonly ending: readonly (() => Promise<void>)[],
  ) {}

  /** @param names of the servers that are needed, `everything` and `everything-sse` (HTTP+SSE) among them */
  static async start(names: readonly string[]): Promise<OfficialServers> {
    const folder = await mkdtemp(join(tmpdir(), 'gatewayops-official-'));
    const filesFolder = join(folder, 'files');
    const STDIO_CATALOG = await writeCatalogue(folder, filesFolder);
    const environment = { gateway: { STDIO_CATALOG } };
    const everything = names.includes('everything');
    const [stack, sse] = await Promise.all([
      TestStack.start({ services: ['auth', 'cost', 'gateway'], environment, everything }),
      names.includes('everything-sse') ? startEverythingSse() : null,
    ]);
    const org = await stack.createOrganization('Official');
    for (const name of names) {
      if (name === 'everything') await org.addHttpServer(name, `${stack.stack.urlOf('everything')}/mcp`);
      else if (sse && name === 'everything-sse') await org.addHttpServer(name, sse.url);
      else await org.addStdioServer(name, name);
    }
    const { key } = await org.createKey();
    const removeFolder = () => rm(folder, { recursive: true, force: true });
    return new OfficialServers(org, key, filesFolder, [() => stack.stop(), async () => sse?.stop(), removeFolder]);
  }

  /** Where a server is reached, and what its tools, prompts and resources are called there. */
  at(
    endpoint: Endpoint,
    server: string,
  ): { url: URL; named: (name: string) => string; located: (uri: string) => string } {
    const all = `${this.org.urls.gateway}/v1/mcp`;
    return endpoint === '/v1/mcp'
      ? { url: new URL(all), named: (name) => `${server}_${name}`, located: (uri) => `${uri}#${server}_` }
      : { url: new URL(`${all}/${server}`), named: (name) => name, located: (uri) => uri };
  }

  async stop(): Promise<void> {
    for (const end of this.ending) await end();
  }
}

async function writeCatalogue(folder: string, filesFolder: string): Promise<string> {
  await mkdir(filesFolder);
  const entries = PROGRAMS.map(([name, packageName, file, ...args]) => {
    const given = args.map((arg) => (arg === '{files}' ? filesFolder : arg));
    // Read by the memory server alone.
    const environment = { MEMORY_FILE_PATH: '{workFolder}/memory.jsonl' };
    return [name, { command: process.execPath, args: [packageFile(packageName, file), ...given], environment }];
  });
  const path = join(folder, 'catalogue.json');
  await writeFile(path, JSON.stringify({ entries: Object.fromEntries(entries) }));
  return path;
}
