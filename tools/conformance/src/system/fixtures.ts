import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Leg } from '../plan.js';

const START_TIMEOUT_MS = 15_000;

/** The compiled fixture, beside us. */
const PROGRAM = fileURLToPath(new URL('../fixture/fixture-server.js', import.meta.url));

/** How a leg's fixture is started. */
export const commandOf = ({ transport, era }: Leg): readonly string[] => [
  process.execPath,
  PROGRAM,
  '--transport',
  transport,
  '--era',
  era,
];

/** The fixtures that listen: a process each, on free loopback ports. */
export class HttpFixtures {
  readonly #children: ChildProcess[] = [];
  readonly #urls = new Map<string, string>();

  static async start(legs: readonly Leg[]): Promise<HttpFixtures> {
    const fixtures = new HttpFixtures();
    try {
      for (const leg of legs) if (leg.transport === 'http') await fixtures.#start(leg);
      return fixtures;
    } catch (error) {
      await fixtures.stop();
      throw error;
    }
  }

  /** @throws Error for a leg without HTTP */
  urlOf({ name }: Leg): string {
    const url = this.#urls.get(name);
    if (url === undefined) throw new Error(`${name} has no fixture that listens`);
    return url;
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill('SIGKILL');
        await once(child, 'exit');
      }),
    );
  }

  async #start(leg: Leg): Promise<void> {
    const [command, ...args] = commandOf(leg);
    const child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    this.#children.push(child);
    const lines = createInterface({ input: child.stdout! });
    const [line] = (await once(lines, 'line', { signal: AbortSignal.timeout(START_TIMEOUT_MS) })) as [string];
    this.#urls.set(leg.name, (JSON.parse(line) as { url: string }).url);
  }
}
