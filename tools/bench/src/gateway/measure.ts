import type { Generator } from '../load/generator.js';
import type { LoadOrder, LoadResult } from '../load/protocol.js';
import type { Effort } from '../options.js';
import { cpuUs, residentBytes } from '../processes/usage.js';
import type { BodySize } from '../sizes.js';
import type { Target } from './targets.js';

export const CONNECTIONS = 32;
const OPEN_LOOP_CONNECTIONS = 64;
const NO_LIMIT = Number.MAX_SAFE_INTEGER;
const HOUR_MS = 3_600_000;

/** As fast as it goes, over many connections and over one. */
export interface ClosedLoops {
  many: LoadResult;
  one: LoadResult;
  /** Of the target's process a call, in the run with many connections. */
  cpuUsPerCall: number;
}

/** One pass over one target with one size of bodies. */
export interface Sample extends ClosedLoops {
  open: LoadResult;
  residentBytes: number;
}

const closedLoop = (connections: number, durationMs: number, callsMax: number): Omit<LoadOrder, 'port' | 'request'> => ({
  connections,
  ratePerSecond: null,
  durationMs,
  callsMax,
}); // prettier-ignore

/** Makes a number of calls as fast as they go. */
export function makeCalls(
  generator: Generator,
  target: Pick<Target, 'port'>,
  request: Buffer,
  calls: number,
): Promise<LoadResult> {
  const order = closedLoop(CONNECTIONS, HOUR_MS, calls);
  return generator.run({ ...order, port: target.port, request: request.toString('base64') });
}

export interface Measured {
  target: Pick<Target, 'port' | 'pid'>;
  size: BodySize;
  call: Buffer;
}

export async function closedLoops(
  generator: Generator,
  { target, size, call }: Measured,
  effort: Effort,
): Promise<ClosedLoops> {
  const { port, pid } = target;
  const request = call.toString('base64');
  const before = cpuUs(pid);
  const many = await generator.run({ ...closedLoop(CONNECTIONS, effort.closedLoopMs, size.callsMax), port, request });
  const cpuUsPerCall = (cpuUs(pid) - before) / many.calls;
  const one = await generator.run({ ...closedLoop(1, effort.oneConnectionMs, size.callsMax), port, request });
  return { many, one, cpuUsPerCall };
}

export async function measure(generator: Generator, measured: Measured, effort: Effort): Promise<Sample> {
  const closed = await closedLoops(generator, measured, effort);
  const { target, size, call } = measured;
  const open = await generator.run({
    port: target.port,
    request: call.toString('base64'),
    connections: OPEN_LOOP_CONNECTIONS,
    ratePerSecond: size.openLoopPerSecond,
    durationMs: effort.openLoopMs,
    callsMax: NO_LIMIT,
  });
  return { ...closed, open, residentBytes: residentBytes(target.pid) };
}

/** The calls of a sample, and how many of them failed. */
export const callsOf = ({ many, one, open }: Sample): number => many.calls + one.calls + open.calls;

export function failuresOf(results: readonly LoadResult[]): number {
  return results.flatMap((result) => Object.values(result.failures)).reduce((sum, count) => sum + count, 0);
}
