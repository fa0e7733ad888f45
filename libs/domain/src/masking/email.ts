import {
  BACKSLASH,
  DIGIT,
  DOMAIN,
  LETTER,
  LOCAL,
  WORD,
  backslashesBefore,
  classOf,
  followsDigit,
  isEscapeLetter,
} from './characters.js';
import type { Match } from './match.js';

/**
 * Finds e-mail addresses, also with `%40` for the `@` as in URIs. Only the part before the `@` is a match: the domain stays.
 * `inJson` says that the text is JSON as it was sent, where an odd number of backslashes makes an escape; elsewhere it
 * cannot be known whether `\name@…` is an escape or a name, so nothing of it is shown.
 */
export function findEmails(text: string, inJson: boolean, matches: Match[]): void {
  findAround(text, '@', inJson, matches);
  findAround(text, '%40', inJson, matches);
}

function findAround(text: string, sign: string, inJson: boolean, matches: Match[]): void {
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + sign.length)) {
    if (!isDomainAt(text, at + sign.length)) continue;
    const match = nameBefore(text, at, inJson);
    if (match !== null) matches.push(match);
  }
}

/** Whether a domain name with a dot before two letters starts at `at`. */
function isDomainAt(text: string, at: number): boolean {
  for (let next = at; (classOf(text.charCodeAt(next)) & DOMAIN) !== 0; next++) {
    if (text.charCodeAt(next) !== 0x2e || next === at) continue;
    if (classOf(text.charCodeAt(next + 1)) & classOf(text.charCodeAt(next + 2)) & LETTER) return true;
  }
  return false;
}

function nameBefore(text: string, end: number, inJson: boolean): Match | null {
  let start = end;
  while (start > 0 && (classOf(text.charCodeAt(start - 1)) & LOCAL) !== 0) start--;
  const escape = text.charCodeAt(start - 1) === BACKSLASH ? escapeLength(text, start) : 0;
  let isHidden = escape > 0 && !(inJson && backslashesBefore(text, start) % 2 === 1);
  start += escape;
  while (start < end && (classOf(text.charCodeAt(start)) & (WORD | LETTER)) === 0) start++;
  if (start >= end) return null;
  isHidden ||= continuesDigits(text, start);
  return { kind: 'email', start, end, mask: isHidden ? '***' : `${text.slice(start, Math.min(start + 2, end))}***` };
}

/** Whether two digits shown at `start` would become the end of a row of digits, and so perhaps of a card number. */
function continuesDigits(text: string, start: number): boolean {
  if ((classOf(text.charCodeAt(start)) & DIGIT) === 0) return false;
  const separator = /(?:[\s\u2010-\u2014]|\\{1,2}[nrt])$/.exec(text.slice(Math.max(0, start - 3), start));
  return separator !== null && followsDigit(text, start - separator[0].length);
}

/** How many characters from `at` on belong to an escape whose backslash stands before. */
function escapeLength(text: string, at: number): number {
  if (/^u[0-9a-fA-F]{4}/.test(text.slice(at, at + 5))) return 5;
  return isEscapeLetter(text, at) ? 1 : 0;
}
