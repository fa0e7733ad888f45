/** An organisation's rules took longer on one text than they may. */
export class TookTooLong extends Error {}

/** How long one body or text may take: all calls of a gateway share its one thread. */
export class TimeLimit {
  readonly #endsAtMs: number;

  constructor(limitMs: number) {
    this.#endsAtMs = performance.now() + limitMs;
  }

  /** @throws TookTooLong where the time is over */
  check(): void {
    if (performance.now() > this.#endsAtMs) throw new TookTooLong();
  }
}
