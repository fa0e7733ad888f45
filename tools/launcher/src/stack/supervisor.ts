import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '@gatewayops/engines';
import type { Report, RunningPart } from './part.js';

/** Five deaths in a minute are no accident any more. */
const DEATHS_MAX = 5;
const DEATHS_WINDOW_MS = 60_000;
const FIRST_DELAY_MS = 500;

export interface SupervisorOptions {
  name: string;
  /** Starts it and waits until it answers, or until the signal says to give up. */
  start: (signal: AbortSignal) => Promise<RunningPart>;
  report: Report;
  /** Whether a part that dies by itself is started again. */
  restart: boolean;
  /** Called when it died too often, or could not be started again. */
  onGivenUp: (error: StartError) => void;
}

/** Keeps one part running: started again with a growing delay (0.5 to 8 s), given up after five deaths in a minute. */
export class Supervisor {
  readonly name: string;
  readonly #options: SupervisorOptions;
  #current: RunningPart | undefined;
  #wanted = false;
  #starting: { abort: AbortController; settled: Promise<unknown> } | undefined;
  #deaths: number[] = [];

  constructor(options: SupervisorOptions) {
    this.name = options.name;
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#current?.pid;
  }

  /** Starts it and waits until it answers. @throws StartError */
  async start(): Promise<void> {
    this.#wanted = true;
    const abort = new AbortController();
    const started = this.#run(abort.signal);
    this.#starting = { abort, settled: Promise.allSettled([started]) };
    try {
      await started;
    } finally {
      this.#starting = undefined;
    }
  }

  /** Ends it cleanly, also while it starts; it stays down until {@link start}. */
  async stop(withinMs?: number): Promise<void> {
    this.#wanted = false;
    this.#starting?.abort.abort();
    await this.#starting?.settled;
    await this.#current?.stop(withinMs);
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { report, name } = this.#options;
    const startedAt = performance.now();
    report({ kind: 'starting', part: name });
    const part = await this.#options.start(signal);
    if (signal.aborted) {
      await part.stop();
      throw new StartError(`${name} was stopped while it started.`);
    }
    this.#current = part;
    void part.exited.then((exit) => this.#ended(part, exit.signal ?? `exit code ${exit.code}`));
    report({ kind: 'ready', part: name, tookMs: performance.now() - startedAt });
  }

  /** For tests of crashes. Without `restart` it stays down; waits until it is gone unless the signal lets it live. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    const part = this.#current;
    part?.kill(signal);
    if (signal === 'SIGKILL' || signal === 'SIGTERM') await part?.exited;
  }

  #ended(part: RunningPart, how: string): void {
    if (this.#current === part) this.#current = undefined;
    if (!this.#wanted) return;
    const now = performance.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < DEATHS_WINDOW_MS), now];
    const { report, name, restart } = this.#options;
    if (!restart) {
      report({ kind: 'died', part: name, how, restartInMs: undefined });
      return;
    }
    if (this.#deaths.length >= DEATHS_MAX) {
      this.#giveUp(new StartError(`${name} died ${DEATHS_MAX} times within a minute (last: ${how}); see its log.`));
      return;
    }
    const delayMs = FIRST_DELAY_MS * 2 ** (this.#deaths.length - 1);
    report({ kind: 'died', part: name, how, restartInMs: delayMs });
    void this.#startAgain(delayMs);
  }

  async #startAgain(delayMs: number): Promise<void> {
    await sleep(delayMs);
    if (!this.#wanted || this.#current) return;
    try {
      await this.start();
    } catch (error) {
      if (!this.#stillWanted()) return;
      this.#giveUp(
        error instanceof StartError
          ? error
          : new StartError(`${this.name} could not be started again: ${String(error)}`),
      );
    }
  }

  /** A stop may come while a start is awaited; then there was nothing to stop yet. */
  #stillWanted(): boolean {
    return this.#wanted;
  }

  #giveUp(error: StartError): void {
    this.#wanted = false;
    this.#options.onGivenUp(error);
  }
}
