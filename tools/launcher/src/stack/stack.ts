import { join } from 'node:path';
import {
  ensureFolder,
  giveWay,
  startClickHouse,
  startPostgres,
  startRedis,
  type RunningEngine,
  type StartError,
} from '@gatewayops/engines';
import { packageFile, ROOT } from '../places.js';
import type { Ports } from '../ports.js';
import { answersOk, listens, runNodeProcess, startNodeProcess, type NodeProcessOptions } from './node-process.js';
import { MigrationStamp } from './migration-stamp.js';
import type { Report, RunningPart } from './part.js';
import { keptSecrets, type StackSecrets } from './secrets.js';
import {
  entryOf, environmentOf, MIGRATED, migrationEnvironment, migrationOf, SERVICES, WEB_ENTRY, webEnvironmentOf,
  type EngineUrls, type MigratedName, type ServiceContext, type ServiceName,
} from './services.js'; // prettier-ignore
import { writeStdioCatalogue } from './stdio-catalogue.js';
import { Supervisor } from './supervisor.js';
import { writeVerifySettings } from './verify-settings.js';

export interface StackOptions {
  dataDir: string;
  ports: Ports;
  /** Engines that run elsewhere, by address; the others are started. */
  external?: Partial<EngineUrls>;
  /** Shared by several data folders; default `<dataDir>/cache`. */
  cacheDir?: string;
  /** Default: all of them. */
  services?: readonly ServiceName[];
  /** Whether `server-everything` runs too. */
  everything?: boolean;
  /** Whether the dashboard runs too; it has to be built before. */
  web?: boolean;
  /** Added to what a service is started with. */
  environment?: Partial<Record<ServiceName, Record<string, string>>>;
  logLevel?: string;
  /** Whether a part that dies is started again; tests of crashes do that themselves. */
  restart?: boolean;
  report?: Report;
  onGivenUp?: (error: StartError) => void;
}

type EngineName = 'postgres' | 'redis' | 'clickhouse';
const ENGINE_URLS = { postgres: 'database', redis: 'redis', clickhouse: 'clickhouse' } as const;
const STARTERS = { postgres: startPostgres, redis: startRedis, clickhouse: startClickHouse };

/** How the gateway's memory is to be kept, so that no call waits for it; docs/operations.md says why. */
const GATEWAY_NODE_ARGS = [
  '--use-largepages=silent',
  '--max-semi-space-size=16',
  '--min-semi-space-size=16',
  '--no-allocation-site-pretenuring',
  '--v8-pool-size=1',
];

/**
 * What stores calls goes after what answers them: on a machine that is full, storing comes later and no call does. The
 * streams between the two hold what is waiting.
 */
const STORING: ReadonlySet<string> = new Set(['clickhouse', 'cost', 'trace', 'alert']);
const STORING_NICENESS = 10;

function behindTheCalls<Part extends RunningPart>(name: string, part: Part): Part {
  if (STORING.has(name)) giveWay(part.pid, STORING_NICENESS);
  return part;
}

/** Everything that makes up GatewayOps on one machine, by name: the engines, the services and the demo's HTTP server. */
export class Stack {
  readonly secrets: StackSecrets;
  readonly filesFolder: string;
  readonly #options: StackOptions;
  readonly #context: ServiceContext;
  readonly #parts = new Map<string, Supervisor>();
  readonly #ending = new AbortController();
  /** Undefined for a database that is not ours. */
  #databaseIdentity: string | undefined;

  private constructor(options: StackOptions, context: ServiceContext, filesFolder: string) {
    this.#options = options;
    this.#context = context;
    this.secrets = context.secrets;
    this.filesFolder = filesFolder;
  }

  /** Starts it all and waits until everything answers. A start that fails stops what it had started. @throws StartError */
  static async start(options: StackOptions): Promise<Stack> {
    const stack = await Stack.prepare(options);
    try {
      await stack.startAll();
      return stack;
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  /** Writes secrets and the catalogue, and starts nothing: for who wants to stop it while it starts. */
  static async prepare(options: StackOptions): Promise<Stack> {
    const { dataDir, ports, external, logLevel } = options;
    await ensureFolder(dataDir);
    const secrets = await keptSecrets(join(dataDir, 'secrets.json'));
    const { catalogPath, filesFolder } = await writeStdioCatalogue(dataDir);
    const urls = { database: '', redis: '', clickhouse: '', ...external };
    const context = {
      ports,
      urls,
      secrets,
      dataDir,
      catalogPath,
      logLevel: logLevel ?? 'info',
      web: options.web ?? false,
    };
    return new Stack(options, context, filesFolder);
  }

  get urls(): Readonly<EngineUrls> {
    return this.#context.urls;
  }

  urlOf(part: keyof Ports): string {
    return `http://127.0.0.1:${this.#options.ports[part]}`;
  }

  /** Process id of each part that runs. */
  pids(): Record<string, number> {
    return Object.fromEntries(
      [...this.#parts].flatMap(([name, part]) => (part.pid === undefined ? [] : [[name, part.pid]])),
    );
  }

  /** Starts a part again that was stopped or killed, on the port it had. */
  async startPart(name: string): Promise<void> {
    await this.#part(name).start();
  }

  async stopPart(name: string, withinMs?: number): Promise<void> {
    await this.#part(name).stop(withinMs);
  }

  /** Sends a signal; for SIGKILL and SIGTERM waits until the process is gone. */
  async killPart(name: string, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.#part(name).kill(signal);
  }

  /** One more replica of a service, as a part `name` of its own. Returns its address. */
  async addReplica(
    name: string,
    service: ServiceName,
    port: number,
    environment: Record<string, string> = {},
  ): Promise<string> {
    const own = service === 'gateway' ? { SPOOL_DIR: join(this.#context.dataDir, 'spool', name) } : {};
    const all = { ...own, ...environment };
    await this.#add(name, (signal) => this.#startService(service, name, port, all, signal)).start();
    return `http://127.0.0.1:${port}`;
  }

  /** Ends everything, last what others depend on, in less than 10 s. Safe to repeat, also while a start is under way. */
  async stop(): Promise<void> {
    this.#ending.abort();
    const names = [...this.#parts.keys()];
    const engines = names.filter((name) => name in ENGINE_URLS);
    const gateways = names.filter((name) => name.startsWith('gateway'));
    const others = names.filter((name) => !engines.includes(name) && !gateways.includes(name));
    for (const [group, withinMs] of [
      [gateways, 3_500],
      [others, 3_000],
      [engines, 2_000],
    ] as const) {
      // prettier-ignore
      await Promise.all(group.map((name) => this.#part(name).stop(withinMs)));
    }
  }

  /** Whatever depends on nothing that is still missing starts at once. */
  async startAll(): Promise<void> {
    const postgres = this.#startEngine('postgres');
    const redis = this.#startEngine('redis');
    const clickhouse = this.#startEngine('clickhouse');
    const migrations = this.#migrate(postgres);
    const everything =
      this.#options.everything === true
        ? this.#add('everything', (signal) => this.#startEverything(signal)).start()
        : undefined;
    const services = (this.#options.services ?? SERVICES).map(async (name) => {
      await Promise.all([
        redis,
        name === 'cost' || name === 'trace' ? clickhouse : undefined,
        migrations.get(name as MigratedName),
      ]);
      await this.#add(name, (signal) => this.#startService(name, name, this.#options.ports[name], {}, signal)).start();
    });
    const web = this.#context.web ? this.#add('web', (signal) => this.#startWeb(signal)).start() : undefined;
    const all = [postgres, redis, clickhouse, everything, web, ...migrations.values(), ...services];
    await Promise.all(all);
  }

  async #startEngine(name: EngineName): Promise<void> {
    if (this.#options.external?.[ENGINE_URLS[name]] !== undefined) return;
    await this.#add(name, async (signal) => {
      const engine: RunningEngine = await STARTERS[name]({
        dataDir: join(this.#options.dataDir, name),
        port: this.#options.ports[name],
        cacheDir: this.#options.cacheDir ?? join(this.#options.dataDir, 'cache'),
        signal,
      });
      this.#context.urls[ENGINE_URLS[name]] = engine.url;
      if ('identity' in engine && typeof engine.identity === 'string') this.#databaseIdentity = engine.identity;
      return behindTheCalls(name, engine);
    }).start();
  }

  /** One after the other: they write to the same catalogues of the database. */
  #migrate(postgres: Promise<void>): Map<MigratedName, Promise<void>> {
    const steps = new Map<MigratedName, Promise<void>>();
    let before = postgres;
    for (const name of MIGRATED) {
      before = before.then(() => this.#migrateOne(name));
      steps.set(name, before);
    }
    return steps;
  }

  /** Not when the same files have been applied to the same embedded database: that is most of a second at each start. */
  async #migrateOne(name: MigratedName): Promise<void> {
    const stamp = new MigrationStamp(this.#options.dataDir, name, this.#databaseIdentity);
    if (await stamp.matches()) return;
    const environment = migrationEnvironment(name, this.#context);
    await runNodeProcess(this.#process(`${name} migration`, migrationOf(name), environment, this.#ending.signal));
    await stamp.write();
  }

  async #startService(
    service: ServiceName,
    name: string,
    port: number,
    environment: Record<string, string>,
    signal: AbortSignal,
  ): Promise<RunningPart> {
    const all = {
      ...environmentOf(service, this.#context),
      ...this.#options.environment?.[service],
      ...environment,
      PORT: String(port),
    };
    if (service === 'auth') await writeVerifySettings(this.#context.dataDir, all);
    const isReady = () => answersOk(`http://127.0.0.1:${port}/ready`);
    const nodeArgs = service === 'gateway' ? GATEWAY_NODE_ARGS : [];
    const process = this.#process(name, entryOf(service), all, signal);
    return behindTheCalls(service, await startNodeProcess({ ...process, nodeArgs, isReady }));
  }

  #startEverything(signal: AbortSignal): Promise<RunningPart> {
    const port = this.#options.ports.everything;
    const process = this.#process(
      'everything',
      join(ROOT, 'tools/launcher/dist/everything-server.js'),
      { PORT: String(port) },
      signal,
    );
    const program = packageFile('@modelcontextprotocol/server-everything', 'dist/transports/streamableHttp.js');
    return startNodeProcess({ ...process, args: [program], isReady: () => listens(port) });
  }

  #startWeb(signal: AbortSignal): Promise<RunningPart> {
    const process = this.#process('web', WEB_ENTRY, webEnvironmentOf(this.#context), signal);
    return startNodeProcess({ ...process, isReady: () => answersOk(`${this.urlOf('web')}/health`) });
  }

  #process(name: string, entry: string, environment: Record<string, string>, signal: AbortSignal): NodeProcessOptions {
    const logPath = join(this.#options.dataDir, 'logs', `${name.replaceAll(' ', '-')}.log`);
    const onTrouble = (line: string): void => this.#options.report?.({ kind: 'warning', part: name, line });
    return { name, entry, cwd: this.#options.dataDir, environment, logPath, onTrouble, signal };
  }

  #add(name: string, start: (signal: AbortSignal) => Promise<RunningPart>): Supervisor {
    const { report, restart, onGivenUp } = this.#options;
    if (this.#ending.signal.aborted) throw new Error('The stack has ended');
    const part = new Supervisor({
      name,
      start,
      restart: restart ?? false,
      report: report ?? (() => undefined),
      onGivenUp: onGivenUp ?? (() => undefined),
    });
    this.#parts.set(name, part);
    return part;
  }

  #part(name: string): Supervisor {
    const part = this.#parts.get(name);
    if (!part) throw new Error(`The stack has no part ${name}; it has ${[...this.#parts.keys()].join(', ')}`);
    return part;
  }
}
