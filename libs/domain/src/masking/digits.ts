import { findCards } from './card.js';
import { DIGIT, classOf, isInRun } from './characters.js';
import { CARD_MASK, measureRun, readRun, type DigitRun } from './digit-run.js';
import type { Match } from './match.js';

/**
 * Of a card number (13 digits or more) and of an SSN (11 characters) any 11 characters hold two neighbours of which one
 * is a digit, because separators stand alone. So it is enough to look at two neighbours in every ten.
 */
export const PROBE_STEP = 10;
const SSN_DIGITS = 9;
const CARD_DIGITS_MIN = 13;

/** Finds card numbers and social security numbers. */
export function findDigitSecrets(text: string, matches: Match[]): void {
  let doneTo = 0;
  let probe = 0;
  while (probe < text.length) {
    if (!isDigit(text, probe) && !isDigit(text, probe + 1)) {
      probe += PROBE_STEP;
      continue;
    }
    let from = probe;
    while (from > doneTo && isInRun(text.charCodeAt(from - 1))) from--;
    doneTo = findInSpan(text, from, probe + 2, matches);
    probe = Math.max(doneTo, probe + PROBE_STEP);
  }
}

const isDigit = (text: string, at: number): boolean => (classOf(text.charCodeAt(at)) & DIGIT) !== 0;

/** Reads the runs that start from `from` up to `to`; returns where the last one ended. */
function findInSpan(text: string, from: number, to: number, matches: Match[]): number {
  let at = from;
  while (at < to) {
    if (!isDigit(text, at)) {
      at++;
      continue;
    }
    const { end, digits } = measureRun(text, at);
    if (digits >= SSN_DIGITS) addMatches(text, readRun(text, at, end), digits, matches);
    at = end;
  }
  return at;
}

function addMatches(text: string, run: DigitRun, digits: number, matches: Match[]): void {
  const { groups } = run;
  let free = 0;
  for (const { first, last } of digits < CARD_DIGITS_MIN ? [] : findCards(text, run)) {
    addSocialSecurityNumbers(run, free, first, matches);
    const start = groups[first]!.start;
    const { end } = groups[last]!;
    matches.push({ kind: 'card', start, end, mask: CARD_MASK + lastFour(text, start, end) });
    free = last + 1;
  }
  addSocialSecurityNumbers(run, free, groups.length, matches);
}

function lastFour(text: string, start: number, end: number): string {
  return text.slice(start, end).replace(/[^0-9]/g, '').slice(-4); // prettier-ignore
}

/** `ddd-dd-dddd` among the groups from `from` up to `to`. */
function addSocialSecurityNumbers(run: DigitRun, from: number, to: number, matches: Match[]): void {
  for (let at = from; at + 2 < to; at++) {
    const [area, group, serial] = [run.groups[at]!, run.groups[at + 1]!, run.groups[at + 2]!];
    if (area.end - area.start !== 3 || group.end - group.start !== 2 || serial.end - serial.start !== 4) continue;
    if (group.before !== 'dash' || serial.before !== 'dash') continue;
    if ((at === 0 && !run.startsWord) || (at + 2 === run.groups.length - 1 && !run.endsWord)) continue;
    matches.push({ kind: 'ssn', start: area.start, end: serial.end, mask: '***-**-****' });
  }
}
