/** How much is measured. `--quick` shows in two minutes that everything works; its numbers are rough. */
export interface Effort {
  isQuick: boolean;
  repeats: number;
  warmUpCalls: number;
  closedLoopMs: number;
  oneConnectionMs: number;
  openLoopMs: number;
  /** Calls after which the gateway's memory is read, and read again. */
  memoryCalls: readonly [number, number];
  /** Calls whose events are published at once, and how long calls are made at a steady rate. */
  ingestCalls: number;
  steadyMs: number;
}

const FULL: Effort = {
  isQuick: false,
  repeats: 5,
  warmUpCalls: 8_000,
  closedLoopMs: 4_000,
  oneConnectionMs: 2_000,
  openLoopMs: 5_000,
  memoryCalls: [20_000, 200_000],
  ingestCalls: 60_000,
  steadyMs: 30_000,
};

const QUICK: Effort = {
  isQuick: true,
  repeats: 1,
  warmUpCalls: 3_000,
  closedLoopMs: 1_500,
  oneConnectionMs: 750,
  openLoopMs: 1_500,
  memoryCalls: [5_000, 15_000],
  ingestCalls: 10_000,
  steadyMs: 5_000,
};

/** Exits with 1 for what it does not know. */
export function readEffort(args: readonly string[]): Effort {
  const unknown = args.filter((arg) => arg !== '--quick');
  if (unknown.length > 0) {
    process.stderr.write(`Unknown: ${unknown.join(' ')}. The only option is --quick.\n`);
    process.exit(1);
  }
  return args.includes('--quick') ? QUICK : FULL;
}
