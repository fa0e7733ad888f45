/** A size of bodies, the same in both directions. */
export interface BodySize {
  name: string;
  bytes: number;
  /** Whether the numbers to reach apply; larger bodies are reported only. */
  isJudged: boolean;
  openLoopPerSecond: number;
  /** Of one run in a closed loop. */
  callsMax: number;
}

/**
 * With 64 KiB both ways a thousand calls a second are 130 MB of events, which no single Redis writes to its log: there the
 * runs are short and slow enough that nothing has to be dropped, since every call must be found again.
 */
export const SIZES: readonly BodySize[] = [
  { name: 'b200', bytes: 200, isJudged: true, openLoopPerSecond: 1_000, callsMax: Number.MAX_SAFE_INTEGER },
  { name: 'b4k', bytes: 4_096, isJudged: true, openLoopPerSecond: 1_000, callsMax: Number.MAX_SAFE_INTEGER },
  { name: 'b64k', bytes: 65_536, isJudged: false, openLoopPerSecond: 50, callsMax: 300 },
];

/** The era of a server and of the clients that call it, so that nothing has to be bridged. */
export type Era = 'modern' | 'legacy';

/** The name of the server that answers calls with that size. */
export const serverOf = ({ name }: BodySize, era: Era): string => (era === 'legacy' ? `${name}-2025` : name);
