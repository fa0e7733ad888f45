import { BACKSLASH, DIGIT, WORD, classOf, isTypographicSeparator, startsWord } from './characters.js';

/** What is written before the last four digits of a card. */
export const CARD_MASK = '****-****-****-';

export type Separator = 'none' | 'space' | 'dash' | 'other';

/** Digits without a gap, and what stands between them and the group before. */
export interface DigitGroup {
  start: number;
  end: number;
  before: Separator;
}

/** Groups of digits with single separators between them, e.g. `4111-1111 1111 1111`. */
export interface DigitRun {
  groups: DigitGroup[];
  /** Whether the first group starts, and the last one ends, at the edge of a word. The end of a mask starts none. */
  startsWord: boolean;
  endsWord: boolean;
}

/** Length of the separator at `at`, or 0: one character, or a written-out `\n`, `\r`, `\t` of a string in a string. */
function separatorLength(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 0x20 || code === 0x2d || code === 0x09 || code === 0x0a || code === 0x0d) return 1;
  if (code === BACKSLASH) {
    const letterAt = text.charCodeAt(at + 1) === BACKSLASH ? at + 2 : at + 1;
    const letter = text.charCodeAt(letterAt);
    return letter === 0x6e || letter === 0x72 || letter === 0x74 ? letterAt + 1 - at : 0;
  }
  return isTypographicSeparator(code) ? 1 : 0;
}

function separatorAt(text: string, at: number): Separator {
  const code = text.charCodeAt(at);
  if (code === 0x20) return 'space';
  return code === 0x2d ? 'dash' : 'other';
}

function digitsEnd(text: string, at: number): number {
  let end = at;
  while ((classOf(text.charCodeAt(end)) & DIGIT) !== 0) end++;
  return end;
}

/** The end of the run whose first digit is at `at`, and how many digits it has. */
export function measureRun(text: string, at: number): { end: number; digits: number } {
  let end = digitsEnd(text, at);
  let digits = end - at;
  for (;;) {
    const length = separatorLength(text, end);
    if (length === 0) return { end, digits };
    const next = end + length;
    const nextEnd = digitsEnd(text, next);
    if (nextEnd === next) return { end, digits };
    digits += nextEnd - next;
    end = nextEnd;
  }
}

/** How many digits from `start` on belong to a `\uXXXX` that began before. */
function digitsInEscape(text: string, start: number): number {
  for (let at = start - 1; at > 0 && at >= start - 4; at--) {
    if (text.charCodeAt(at) === 0x75 && text.charCodeAt(at - 1) === BACKSLASH) return at - start + 5;
  }
  return 0;
}

/** The groups of the run from `start` up to `end`, as {@link measureRun} found it. */
export function readRun(text: string, start: number, end: number): DigitRun {
  const groups: DigitGroup[] = [];
  let before: Separator = 'none';
  const inEscape = digitsInEscape(text, start);
  let from = start;
  while (from < end) {
    const groupEnd = digitsEnd(text, from);
    const groupStart = from === start ? Math.min(start + inEscape, groupEnd) : from;
    if (groupStart < groupEnd) groups.push({ start: groupStart, end: groupEnd, before });
    before = separatorAt(text, groupEnd);
    from = groupEnd + separatorLength(text, groupEnd);
    if (groupEnd === end) break;
  }
  return {
    groups,
    startsWord: inEscape > 0 || (startsWord(text, start) && !text.startsWith(CARD_MASK, start - CARD_MASK.length)),
    endsWord: (classOf(text.charCodeAt(end)) & WORD) === 0,
  };
}
