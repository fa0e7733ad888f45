import { followsDigit } from './characters.js';
import type { DigitGroup, DigitRun } from './digit-run.js';

const CARD_DIGITS_MIN = 13;
const CARD_DIGITS_MAX = 19;

/** The groups from `first` to `last` are one card number. */
interface Window {
  first: number;
  last: number;
}

/**
 * Runs of groups that hold card numbers: 13 to 19 digits of whole groups that pass Luhn's check (ISO/IEC 7812-1, annex B).
 * The groups may be of any length where they are all divided by a space or all by a dash; by other separators, or mixed
 * ones, only four groups of four are taken (the specification's pattern). Windows that overlap are one.
 */
export function findCards(text: string, run: DigitRun): Window[] {
  const found: Window[] = [];
  let last: Window | undefined;
  const from = run.startsWord ? 0 : 1;
  for (let first = from; first < run.groups.length; first++) {
    const end = lastGroupOfCard(text, run, first);
    if (end === -1) continue;
    if (last !== undefined && first <= last.last) {
      last.last = Math.max(last.last, end);
    } else {
      last = { first, last: end };
      found.push(last);
    }
  }
  return found;
}

/** The last group of the longest card number that starts with the group `first`, or -1. */
function lastGroupOfCard(text: string, run: DigitRun, first: number): number {
  const { groups } = run;
  const luhn = new LuhnSum();
  let longest = -1;
  let isUniform = true;
  let isFours = true;
  for (let at = first; at < groups.length; at++) {
    const group = groups[at]!;
    const length = group.end - group.start;
    if (luhn.digits + length > CARD_DIGITS_MAX) break;
    luhn.add(text, group);
    isFours &&= length === 4;
    if (at > first) isUniform &&= group.before !== 'other' && group.before === groups[first + 1]!.before;
    if (!isUniform && !isFours) break;
    if (luhn.digits < CARD_DIGITS_MIN || !luhn.isValid()) continue;
    if (at === groups.length - 1 && !run.endsWord) continue;
    if (!isUniform && luhn.digits !== 16) continue;
    if (at === first && isNoCard(text, group)) continue;
    longest = at;
  }
  return longest;
}

/** The digits after a decimal point, and times since 1970 in ms, µs or ns: a tenth of those pass Luhn's check. */
function isNoCard(text: string, group: DigitGroup): boolean {
  if (text[group.start - 1] === '.' && followsDigit(text, group.start - 1)) return true;
  const length = group.end - group.start;
  if (length !== 13 && length !== 16 && length !== 19) return false;
  // 14… to 19… are the years 2014 to 2033; no issuer gives cards of these lengths that begin with 1.
  return text[group.start] === '1' && text[group.start + 1]! >= '4';
}

/** Luhn's sum over digits given from left to right, for either parity of their number. */
class LuhnSum {
  digits = 0;
  /** The sums with the digits at even and at odd places doubled. */
  #evenDoubled = 0;
  #oddDoubled = 0;

  add(text: string, group: DigitGroup): void {
    for (let at = group.start; at < group.end; at++) {
      const digit = text.charCodeAt(at) - 0x30;
      const doubled = digit < 5 ? digit * 2 : digit * 2 - 9;
      const isEven = this.digits % 2 === 0;
      this.#evenDoubled += isEven ? doubled : digit;
      this.#oddDoubled += isEven ? digit : doubled;
      this.digits++;
    }
  }

  /** The last digit is never doubled, so with an even number of digits the first one is. */
  isValid(): boolean {
    return (this.digits % 2 === 0 ? this.#evenDoubled : this.#oddDoubled) % 10 === 0;
  }
}
