import type { Call, Ready } from './call.js';

/** One step of the request path. `Needs` and `Gives` are names of fields of {@link Call}. */
export interface Stage<Needs extends keyof Call, Gives extends keyof Call> {
  readonly name: string;
  readonly gives: readonly Gives[];
  /**
   * Returns at once where it can: a promise costs the hot path a turn of the event loop. A property, not a method: only so
   * does the compiler hold what a stage needs against what is there.
   */
  readonly run: (call: Ready<Needs>) => void | Promise<void>;
}

export function stage<const Needs extends keyof Call, const Gives extends keyof Call>(
  name: string,
  _needs: readonly Needs[],
  gives: readonly Gives[],
  run: (call: Ready<Needs>) => void | Promise<void>,
): Stage<Needs, Gives> {
  return { name, gives, run };
}

interface Step {
  readonly name: string;
  run(call: Call): void | Promise<void>;
}

/**
 * Stages in an order that the compiler checks: `next` refuses a stage that needs what no earlier one gives.
 * A path is immutable and is shared by all calls.
 */
export class Path<Has extends keyof Call> {
  /** The empty path: nothing of a call is known yet. */
  static from(): Path<never> {
    return new Path<never>([]);
  }

  private constructor(private readonly steps: readonly Step[]) {}

  next<Needs extends Has, Gives extends keyof Call>(added: Stage<Needs, Gives>): Path<Has | Gives> {
    return new Path<Has | Gives>([...this.steps, added as unknown as Step]);
  }

  get stageNames(): string[] {
    return this.steps.map((step) => step.name);
  }

  /** Runs the stages in order and notes the time of each. Rejects with what a stage threw. */
  run(call: Call): void | Promise<void> {
    return this.runFrom(0, call);
  }

  private runFrom(first: number, call: Call): void | Promise<void> {
    let startedAt = performance.now();
    for (let index = first; index < this.steps.length; index++) {
      const pending = this.steps[index]!.run(call);
      if (pending !== undefined) {
        return pending.then(() => {
          call.stageTimesUs.push(Math.round((performance.now() - startedAt) * 1000));
          return this.runFrom(index + 1, call);
        });
      }
      const endedAt = performance.now();
      call.stageTimesUs.push(Math.round((endedAt - startedAt) * 1000));
      startedAt = endedAt;
    }
  }
}
