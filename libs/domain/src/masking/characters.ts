/** What a character can be part of; bits of {@link classOf}. */
export const DIGIT = 1;
/** A letter or digit of ASCII, or `_`: what a regular expression's `\w` is. */
export const WORD = 2;
/** The part of an e-mail address before the `@`. */
export const LOCAL = 4;
export const DOMAIN = 8;
export const LETTER = 16;
/** A bearer token: RFC 6750's `b64token`, and what else opaque tokens are seen to hold. */
export const TOKEN = 32;
const IN_RUN = 64;

const CLASSES = new Uint8Array(0x530);

function add(bit: number, characters: string): void {
  for (const character of characters) CLASSES[character.charCodeAt(0)]! |= bit;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const ALPHANUMERIC = LOWER + LOWER.toUpperCase() + DIGITS;
add(DIGIT | IN_RUN, DIGITS);
add(WORD, ALPHANUMERIC + '_');
add(LOCAL, ALPHANUMERIC + '._%+-');
add(DOMAIN, ALPHANUMERIC + '.-');
add(LETTER, LOWER + LOWER.toUpperCase());
add(TOKEN, ALPHANUMERIC + '!#$%*+-./:=?@^_|~');
add(IN_RUN, ' -\t\n\r\\nrt');
// Latin, Greek and Cyrillic letters beyond ASCII (RFC 6531), so that the rest of `jörg@` is not left standing.
for (let code = 0xc0; code < CLASSES.length; code++) CLASSES[code]! |= LOCAL | DOMAIN | LETTER;

export const BACKSLASH = 0x5c;

/** The classes of a UTF-16 code unit. NaN, as `charCodeAt` gives beyond the end, is in none. */
export const classOf = (code: number): number => CLASSES[code] ?? 0;

/** No-break spaces, and the hyphens and dashes that editors put in place of `-`. */
export const isTypographicSeparator = (code: number): boolean =>
  code === 0xa0 || code === 0x202f || (code >= 0x2010 && code <= 0x2014);

/** May stand in a row of digits: digits, separators, and the characters of a written-out `\n`, `\r` or `\t`. */
export const isInRun = (code: number): boolean => (classOf(code) & IN_RUN) !== 0 || isTypographicSeparator(code);

/** How many backslashes stand directly before `at`. */
export function backslashesBefore(text: string, at: number): number {
  let from = at;
  while (from > 0 && text.charCodeAt(from - 1) === BACKSLASH) from--;
  return at - from;
}

/** Whether the character at `at` is the letter of a written-out `\n`, `\r`, `\t`, `\b` or `\f`. */
export function isEscapeLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const isLetter = code === 0x6e || code === 0x72 || code === 0x74 || code === 0x62 || code === 0x66;
  return isLetter && at > 0 && text.charCodeAt(at - 1) === BACKSLASH;
}

/** Whether the last digit of a written-out `\uXXXX` stands before `at`. */
const endsUnicodeEscape = (text: string, at: number): boolean =>
  at >= 6 && text.charCodeAt(at - 5) === 0x75 && text.charCodeAt(at - 6) === BACKSLASH;

/** Whether a word may start at `at`: the start, after what is no word character, or after a written-out escape. */
export function startsWord(text: string, at: number): boolean {
  if (at === 0 || (classOf(text.charCodeAt(at - 1)) & WORD) === 0) return true;
  return isEscapeLetter(text, at - 1) || endsUnicodeEscape(text, at);
}

/** Whether a digit stands before `at` that is not the last one of a written-out `\uXXXX`. */
export const followsDigit = (text: string, at: number): boolean =>
  at > 0 && (classOf(text.charCodeAt(at - 1)) & DIGIT) !== 0 && !endsUnicodeEscape(text, at);
