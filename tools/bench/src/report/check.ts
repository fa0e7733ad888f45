/** A number to reach. */
export interface Check {
  name: string;
  value: number;
  /** `value` may not be over it, or under it where `atLeast`. */
  limit: number;
  atLeast?: true;
  ok: boolean;
}

export function atMost(name: string, value: number, limit: number): Check {
  return { name, value: rounded(value), limit, ok: value <= limit };
}

export function atLeast(name: string, value: number, limit: number): Check {
  return { name, value: rounded(value), limit, atLeast: true, ok: value >= limit };
}

export function equal(name: string, value: number, expected: number): Check {
  return { name, value, limit: expected, ok: value === expected };
}

/** Four digits are more than such numbers are good for. */
export const rounded = (value: number): number => Number(value.toPrecision(4));

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function checkLines(checks: readonly Check[]): string {
  return checks
    .map(({ name, value, limit, atLeast: isFloor, ok }) =>
      `${ok ? 'reached' : 'MISSED '}  ${name.padEnd(58)} ${String(value).padStart(10)}  ${isFloor ? 'at least' : 'limit'} ${limit}`,
    )
    .join('\n'); // prettier-ignore
}
