import { skipString } from '../raw/scan.js';
import type { Slice } from '../raw/slice.js';

const [QUOTE, COLON] = [0x22, 0x3a] as const;

/**
 * Whether a name stands twice in any of a text's objects: a parser takes one of the two, and who reads the text next may take
 * the other. Told by counting, in one pass over each.
 * @param raw well formed JSON
 * @param parsed what `JSON.parse` makes of it
 */
export function hasRepeatedKey(raw: Slice, parsed: unknown): boolean {
  return membersWritten(raw) !== membersKept(parsed);
}

function membersWritten({ bytes, start, end }: Slice): number {
  let count = 0;
  for (let i = start; i < end;) {
    const byte = bytes[i];
    if (byte === QUOTE) {
      const past = skipString(bytes, i, end);
      if (past < 0) return -1;
      i = past;
      continue;
    }
    if (byte === COLON) count++;
    i++;
  }
  return count;
}

function membersKept(parsed: unknown): number {
  let count = 0;
  const waiting: unknown[] = [parsed];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const inner = Object.values(value) as unknown[];
    if (!Array.isArray(value)) count += inner.length;
    for (const one of inner) if (typeof one === 'object' && one !== null) waiting.push(one);
  }
  return count;
}
