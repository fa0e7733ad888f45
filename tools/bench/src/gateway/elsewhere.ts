import { cpuOf, residentBytes } from '../processes/usage.js';

/** What the other processes spend on the gateway's calls, until the rows of these are stored. */
export class Elsewhere {
  readonly #pids: Readonly<Record<string, number>>;
  #calls = 0;
  readonly #spentUs: Record<string, number> = {};
  #before: Record<string, number> = {};

  constructor(pids: Readonly<Record<string, number>>) {
    this.#pids = Object.fromEntries(Object.entries(pids).filter(([name]) => name !== 'gateway'));
  }

  begin(): void {
    this.#before = cpuOf(this.#pids);
  }

  end(calls: number): void {
    const after = cpuOf(this.#pids);
    this.#calls += calls;
    for (const [name, us] of Object.entries(after)) {
      this.#spentUs[name] = (this.#spentUs[name] ?? 0) + us - (this.#before[name] ?? us);
    }
  }

  /** By process: microseconds a call, and resident megabytes now. */
  figures(): Record<string, { cpuUsPerCall: number; residentMb: number }> {
    return Object.fromEntries(
      Object.entries(this.#pids).map(([name, pid]) => [
        name,
        {
          cpuUsPerCall: Number(((this.#spentUs[name] ?? 0) / Math.max(1, this.#calls)).toFixed(1)),
          residentMb: Math.round(residentBytes(pid) / 1e6),
        },
      ]),
    );
  }
}
