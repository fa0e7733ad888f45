import { LegFailure } from '../upstream/leg.js';

const FIRST_DELAY_MS = 500;
const DELAY_MAX_MS = 30_000;
/** A process that lived this long starts afresh: its crash is a first one. */
const STABLE_MS = 60_000;

/** When a process that died may be started again: at once the first time, then after a delay that doubles. */
export class RestartBackoff {
  private crashes = 0;
  private notBeforeMs = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @throws LegFailure when it is too early */
  check(): void {
    const waitMs = this.notBeforeMs - this.now();
    if (waitMs <= 0) return;
    const seconds = Math.ceil(waitMs / 1_000);
    throw new LegFailure('upstream_error', `The stdio server ended repeatedly; it is started again in ${seconds} s.`);
  }

  crashed(startedAtMs: number): void {
    const now = this.now();
    if (now - startedAtMs > STABLE_MS) this.crashes = 0;
    const delayMs = this.crashes === 0 ? 0 : Math.min(DELAY_MAX_MS, FIRST_DELAY_MS * 2 ** (this.crashes - 1));
    this.crashes++;
    this.notBeforeMs = now + delayMs;
  }
}
