/** An organisation's rules took longer on one text than they may. */
export class TookTooLong extends Error {}

/**
 * How long one body or text may take: all calls of a gateway share its one thread. The time of a processor counts, so that a machine
 * that is busy with another thing does not have everything masked.
 */
export class TimeLimit {
  readonly #startedAtMs = performance.now();
  readonly #usedBeforeUs = usedUs();

  constructor(private readonly limitMs: number) {}

  /** @throws TookTooLong where the time is over */
  check(): void {
    if (performance.now() - this.#startedAtMs <= this.limitMs) return;
    if (usedUs() - this.#usedBeforeUs > this.limitMs * 1_000) throw new TookTooLong();
  }
}

/** By this thread. */
function usedUs(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
