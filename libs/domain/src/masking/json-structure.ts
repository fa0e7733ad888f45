import { BACKSLASH } from './characters.js';

export const QUOTE = 0x22;

/** Characters that JSON has outside of strings. */
const OUTSIDE_STRINGS = new Uint8Array(128);
for (const character of ' \t\n\r{}[]:,+-.0123456789Eabcdefghijklmnopqrstuvwxyz') {
  OUTSIDE_STRINGS[character.charCodeAt(0)] = 1;
}

/** Index of the quote that ends the string whose content starts at `from`, or -1 where the text ends before it. */
export function stringEnd(json: string, from: number): number {
  for (let at = json.indexOf('"', from); at !== -1; at = json.indexOf('"', at + 1)) {
    let backslash = at;
    while (backslash > from && json.charCodeAt(backslash - 1) === BACKSLASH) backslash--;
    if ((at - backslash) % 2 === 0) return at;
  }
  return -1;
}

const JSON_BEGINNING = /^[ \t\n\r]*(?:["[{]|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?[ \t\n\r]*$)/;

/** Whether a text begins as a JSON document does that holds a string or a number. */
export const looksLikeJson = (text: string): boolean => JSON_BEGINNING.test(text);

/**
 * Where the strings of a JSON text are. Built on demand and once, because it is needed for few matches only. A text that
 * is not JSON has no strings here.
 */
export class JsonStrings {
  readonly #text: string;
  #spans: number[] | null | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get isJson(): boolean {
    this.#spans ??= stringSpans(this.#text);
    return this.#spans !== null;
  }

  /** Index of the quote (or of the text's end) that ends the string around `at`, or -1 where `at` is in none. */
  endAround(at: number): number {
    this.#spans ??= stringSpans(this.#text);
    const spans = this.#spans ?? [];
    let low = 0;
    let high = spans.length / 2;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spans[2 * middle + 1]! < at) low = middle + 1;
      else high = middle;
    }
    return low < spans.length / 2 && spans[2 * low]! <= at ? spans[2 * low + 1]! : -1;
  }
}

/** Start and end of each string's content; null where something stands outside of strings that JSON does not have. */
function stringSpans(text: string): number[] | null {
  if (!looksLikeJson(text)) return null;
  const spans: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const found = stringEnd(text, at + 1);
      const end = found === -1 ? text.length : found;
      spans.push(at + 1, end);
      at = end;
    } else if (OUTSIDE_STRINGS[code] !== 1) {
      return null;
    }
  }
  return spans;
}

/** Digits, signs, `.` and `e`. */
const isInNumber = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e || code === 0x2b || code === 0x65 || code === 0x45;

/**
 * The number that the characters from `start` up to `end` are part of, if they can be a JSON number: something that begins
 * or divides values stands before it, and something that ends or divides them after it. Inside of strings that may
 * be so too: ask {@link JsonStrings}.
 */
export function numberAround(text: string, start: number, end: number): { start: number; end: number } | null {
  let from = start;
  let to = end;
  while (from > 0 && isInNumber(text.charCodeAt(from - 1))) from--;
  while (isInNumber(text.charCodeAt(to))) to++;
  const before = text.slice(Math.max(0, from - 64), from).trimEnd().at(-1); // prettier-ignore
  const after = text.slice(to, to + 64).trimStart()[0]; // prettier-ignore
  if (before !== undefined && !':[,'.includes(before)) return null;
  if (after !== undefined && !',]}'.includes(after)) return null;
  return { start: from, end: to };
}
