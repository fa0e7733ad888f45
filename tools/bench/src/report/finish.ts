import { progress } from '@gatewayops/tool-launcher';
import { StartError } from '@gatewayops/engines';
import { checkLines, type Check } from './check.js';

export interface Outcome {
  checks: Check[];
  figures: object;
}

/**
 * Runs a measurement and prints its result as the last line of stdout: `{ok, figures}`. What was started is stopped also
 * after a failure and on Ctrl-C; the exit code is 0 where every number was reached.
 */
export async function finish(measure: (stops: StopList) => Promise<Outcome>): Promise<void> {
  const stops = new StopList();
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(signal)));
  });
  let ok = false;
  let figures: object = {};
  try {
    const outcome = await Promise.race([measure(stops), interrupted]);
    ok = outcome.checks.every((check) => check.ok);
    figures = { ...outcome.figures, checks: outcome.checks };
    process.stderr.write(`\n${checkLines(outcome.checks)}\n`);
  } catch (error) {
    figures = { error: error instanceof Error ? error.message : String(error) };
    progress(error instanceof StartError || !(error instanceof Error) ? String(error) : String(error.stack));
  } finally {
    await stops.stopAll();
  }
  await new Promise<void>((resolve) => process.stdout.write(`${JSON.stringify({ ok, figures })}\n`, () => resolve()));
  process.exit(ok ? 0 : 1);
}

/** What has to be stopped, last started first. */
export class StopList {
  readonly #stops: (() => Promise<unknown>)[] = [];

  add(stop: () => Promise<unknown>): void {
    this.#stops.push(stop);
  }

  async stopAll(): Promise<void> {
    for (const stop of this.#stops.toReversed()) {
      await stop().catch((error: unknown) => progress(`Could not be stopped: ${String(error)}`));
    }
  }
}
