import { rm } from 'node:fs/promises';
import { announceEnd, claimFolder, releaseFolder, writeWhole, type StartError } from '@gatewayops/engines';
import { closingWords, type Addresses } from './closing-words.js';
import { DEMO_NOTE } from './demo/demo-person.js';
import { seedDemo, type Demo } from './demo/seed-demo.js';
import { requireSpace } from './disk-space.js';
import type { LauncherEnvironment } from './env.js';
import type { LauncherOptions } from './options.js';
import { checkPorts, portsFrom, type PartName } from './ports.js';
import { Progress } from './progress.js';
import { SERVICES } from './stack/services.js';
import { Stack, type StackOptions } from './stack/stack.js';

export interface LaunchOptions extends LauncherOptions {
  environment: LauncherEnvironment;
  write: (line: string) => void;
  /** A part died for good: the whole should end. */
  onGivenUp: (error: StartError) => void;
}

/** `npm start` itself: everything up, demo data in, ready file written, closing words said. */
export class Launch {
  readonly #options: LaunchOptions;
  #stack: Stack | undefined;
  #claimed = false;

  constructor(options: LaunchOptions) {
    this.#options = options;
  }

  /** @throws StartError in one sentence */
  async start(): Promise<void> {
    const { dataDir, readyFile, demo: withDemo, write } = this.#options;
    const startedAt = performance.now();
    await requireSpace(dataDir);
    await claimFolder(dataDir);
    this.#claimed = true;
    if (readyFile !== undefined) await rm(readyFile, { force: true });
    const stackOptions = this.#stackOptions();
    const parts = partsOf(stackOptions);
    await checkPorts(stackOptions.ports, parts);
    const progress = new Progress(parts.length + (withDemo ? 1 : 0), write);
    const stack = await Stack.prepare({ ...stackOptions, report: (event) => progress.onEvent(event) });
    this.#stack = stack;
    write(`Starting GatewayOps in ${dataDir} …`);
    await stack.startAll();
    const demo = withDemo ? await this.#seed(stack, progress) : undefined;
    progress.end();
    const addresses = addressesOf(stack, this.#options.web);
    if (readyFile !== undefined) await writeReadyFile(readyFile, stack, addresses, demo);
    const { adminToken } = stack.secrets;
    write(closingWords({ ...addresses, adminToken, demo, dataDir, startedInMs: performance.now() - startedAt }));
  }

  /** Stops what runs, in less than 10 s. Safe to repeat. */
  async stop(): Promise<void> {
    const { dataDir, readyFile } = this.#options;
    if (!this.#claimed) return;
    await announceEnd(dataDir).catch(() => undefined);
    await this.#stack?.stop();
    if (readyFile !== undefined) await rm(readyFile, { force: true }).catch(() => undefined);
    await releaseFolder(dataDir).catch(() => undefined);
  }

  /** Process ids to be ended by force when time has run out. */
  pids(): number[] {
    return Object.values(this.#stack?.pids() ?? {});
  }

  #stackOptions(): StackOptions {
    const { dataDir, portBase, demo, web, environment, onGivenUp } = this.#options;
    return {
      dataDir,
      ports: portsFrom(portBase),
      external: {
        ...(environment.DATABASE_URL ? { database: environment.DATABASE_URL } : {}),
        ...(environment.REDIS_URL ? { redis: environment.REDIS_URL } : {}),
        ...(environment.CLICKHOUSE_URL ? { clickhouse: environment.CLICKHOUSE_URL } : {}),
      },
      everything: demo,
      web,
      environment: demo ? { auth: { SIGN_IN_NOTE: DEMO_NOTE } } : {},
      logLevel: environment.LOG_LEVEL,
      restart: true,
      onGivenUp,
    };
  }

  async #seed(stack: Stack, progress: Progress): Promise<Demo> {
    progress.begin('demo data');
    const demo = await seedDemo({
      authUrl: stack.urlOf('auth'),
      costUrl: stack.urlOf('cost'),
      everythingUrl: `${stack.urlOf('everything')}/mcp`,
      adminToken: stack.secrets.adminToken,
      dataDir: this.#options.dataDir,
    });
    progress.done('demo data', 'there');
    return demo;
  }
}

function partsOf({ external, everything, web }: StackOptions): PartName[] {
  return [
    ...(external?.database === undefined ? (['postgres'] as const) : []),
    ...(external?.redis === undefined ? (['redis'] as const) : []),
    ...(external?.clickhouse === undefined ? (['clickhouse'] as const) : []),
    ...(everything === true ? (['everything'] as const) : []),
    ...SERVICES,
    ...(web === true ? (['web'] as const) : []),
  ];
}

function addressesOf(stack: Stack, web: boolean): Addresses {
  return {
    // Under the name that passkeys and cookies are bound to.
    webUrl: web ? stack.urlOf('web').replace('127.0.0.1', 'localhost') : null,
    gatewayUrl: stack.urlOf('gateway'),
    apiUrls: {
      auth: stack.urlOf('auth'),
      cost: stack.urlOf('cost'),
      trace: stack.urlOf('trace'),
      alert: stack.urlOf('alert'),
    },
  };
}

async function writeReadyFile(path: string, stack: Stack, addresses: Addresses, demo: Demo | undefined): Promise<void> {
  const ready = {
    ...addresses,
    orgId: demo?.orgId ?? null,
    apiKey: demo?.apiKey ?? null,
    person: demo?.person ?? null,
    adminToken: stack.secrets.adminToken,
    mcpServers: demo?.mcpServers ?? [],
    pids: { launcher: process.pid, ...stack.pids() },
  };
  await writeWhole(path, `${JSON.stringify(ready, null, 2)}\n`);
}
