/** A stretch of time of the address: `?range=7d`, or `?from=…&to=…` in UTC. */
export const RANGES = ['1h', '24h', '7d', '30d'] as const;
export type RangeName = (typeof RANGES)[number];
export type Range = { name: RangeName } | { from: string; to: string };

const HOUR_MS = 3_600_000;
const LENGTHS_MS: Record<RangeName, number> = {
  '1h': HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 168 * HOUR_MS,
  '30d': 720 * HOUR_MS,
};

/** What an address says, where it says something that makes sense; else `fallback`. */
export function readRange(get: (name: string) => string | null | undefined, fallback: RangeName = '24h'): Range {
  const [from, to] = [isoOf(get('from')), isoOf(get('to'))];
  if (from !== null && to !== null && from < to) return { from, to };
  return { name: RANGES.find((name) => name === get('range')) ?? fallback };
}

/** Its two ends in UTC, as services take them. The end of a named range is now. */
export function timesOf(range: Range, now = Date.now()): { start_time: string; end_time: string } {
  if ('from' in range) return { start_time: range.from, end_time: range.to };
  // Calls that start while the question is on its way belong to it.
  const end = now + 1_000;
  return { start_time: new Date(end - LENGTHS_MS[range.name]).toISOString(), end_time: new Date(end).toISOString() };
}

function isoOf(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
