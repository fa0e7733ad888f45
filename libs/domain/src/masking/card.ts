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
  const { groups } = run;
  const luhn = new LuhnSums(text, groups);
  const uniformTo = lastOfSameSeparator(groups);
  const found: Window[] = [];
  let last: Window | undefined;
  for (let first = run.startsWord ? 0 : 1; first < groups.length; first++) {
    const end = lastGroupOfCard(text, run, luhn, first, uniformTo[first]!);
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

/** For each group the last one that is divided from it by spaces only or by dashes only. */
function lastOfSameSeparator(groups: readonly DigitGroup[]): Int32Array {
  const lastOf = new Int32Array(groups.length);
  for (let at = groups.length - 1; at >= 0; at--) {
    const separator = groups[at + 1]?.before ?? 'other';
    if (separator === 'other') lastOf[at] = at;
    else lastOf[at] = groups[at + 2]?.before === separator ? lastOf[at + 1]! : at + 1;
  }
  return lastOf;
}

/** The last group of the longest card number that starts with the group `first`, or -1. */
function lastGroupOfCard(text: string, run: DigitRun, luhn: LuhnSums, first: number, uniformTo: number): number {
  const { groups } = run;
  const to = run.endsWord ? groups.length : groups.length - 1;
  let longest = -1;
  for (let at = luhn.groupOfDigit(first, CARD_DIGITS_MIN); at < to; at++) {
    if (luhn.digitsFrom(first, at) > CARD_DIGITS_MAX) break;
    if (at > uniformTo && !isFourFours(groups, first, at)) continue;
    if (!luhn.isValid(first, at) || (at === first && isNoCard(text, groups[at]!))) continue;
    longest = at;
  }
  return longest;
}

function isFourFours(groups: readonly DigitGroup[], first: number, last: number): boolean {
  return last === first + 3 && groups.slice(first, last + 1).every(({ start, end }) => end - start === 4);
}

/** The digits after a decimal point, and times since 1970 in ms, µs or ns: a tenth of those pass Luhn's check. */
function isNoCard(text: string, group: DigitGroup): boolean {
  if (text[group.start - 1] === '.' && followsDigit(text, group.start - 1)) return true;
  const length = group.end - group.start;
  if (length !== 13 && length !== 16 && length !== 19) return false;
  // 14… to 19… are the years 2014 to 2033; no issuer gives cards of these lengths that begin with 1.
  return text[group.start] === '1' && text[group.start + 1]! >= '4';
}

/** Luhn's sums over all digits of a run, so that each of its parts is checked at once. */
class LuhnSums {
  /** How many digits stand before each group. */
  readonly #before: Int32Array;
  /** Sums up to each digit, with the digits at even and at odd places doubled. */
  readonly #evenDoubled: Int32Array;
  readonly #oddDoubled: Int32Array;
  #reached = 0;

  constructor(text: string, groups: readonly DigitGroup[]) {
    this.#before = new Int32Array(groups.length + 1);
    for (const [at, { start, end }] of groups.entries()) this.#before[at + 1] = this.#before[at]! + end - start;
    const digits = this.#before[groups.length]!;
    this.#evenDoubled = new Int32Array(digits + 1);
    this.#oddDoubled = new Int32Array(digits + 1);
    let place = 0;
    for (const { start, end } of groups) {
      for (let at = start; at < end; at++) this.#add(place++, text.charCodeAt(at) - 0x30);
    }
  }

  #add(place: number, digit: number): void {
    const doubled = digit < 5 ? digit * 2 : digit * 2 - 9;
    const isEven = place % 2 === 0;
    this.#evenDoubled[place + 1] = this.#evenDoubled[place]! + (isEven ? doubled : digit);
    this.#oddDoubled[place + 1] = this.#oddDoubled[place]! + (isEven ? digit : doubled);
  }

  /** How many digits the groups from `first` to `last` have. */
  digitsFrom(first: number, last: number): number {
    return this.#before[last + 1]! - this.#before[first]!;
  }

  /** The group in which the `count`-th digit from the group `first` on stands. To be asked for groups in their order. */
  groupOfDigit(first: number, count: number): number {
    this.#reached = Math.max(this.#reached, first);
    while (this.#reached + 1 < this.#before.length && this.digitsFrom(first, this.#reached) < count) this.#reached++;
    return this.#reached;
  }

  /** Counted from the right, every second digit is doubled, and the last one is not. */
  isValid(first: number, last: number): boolean {
    const from = this.#before[first]!;
    const to = this.#before[last + 1]!;
    const sums = to % 2 === 0 ? this.#evenDoubled : this.#oddDoubled;
    return (sums[to]! - sums[from]!) % 10 === 0;
  }
}
