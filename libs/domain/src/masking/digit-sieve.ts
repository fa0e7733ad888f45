import { PROBE_STEP } from './digits.js';

const SSN_DIGITS = 9;
const CARD_DIGITS_MIN = 13;

const OUTSIDE = 0;
const DIGIT = 1;
const DASH = 2;
const OTHER = 3;

/**
 * What a byte is in a row of digits. Bytes of characters beyond ASCII count as part of a row, because some of them are
 * separators; and so do the characters of a written-out `\n`, `\r` or `\t` where the text has backslashes.
 */
function rowBytes(separators: string): Uint8Array {
  const kinds = new Uint8Array(256).fill(OTHER, 0x80);
  for (const character of separators) kinds[character.charCodeAt(0)] = OTHER;
  for (const digit of '0123456789') kinds[digit.charCodeAt(0)] = DIGIT;
  kinds[0x2d] = DASH;
  return kinds;
}

const PLAIN = rowBytes(' \t\n\r');
const ESCAPED = rowBytes(' \t\n\r\\nrt');

/**
 * Whether a card number or an SSN can be in UTF-8 bytes. Says yes too often, never too seldom, and is several times
 * cheaper than looking for them in the decoded text; see `PROBE_STEP` for why two bytes in ten are enough (separators of
 * more than one byte are taken between groups of four only, and there never fill all of the places that are looked at).
 */
export function mayHoldDigitSecret(bytes: Uint8Array, hasBackslash: boolean): boolean {
  const kinds = hasBackslash ? ESCAPED : PLAIN;
  const last = bytes.length - 1;
  let probe = 0;
  while (probe < last) {
    const isFirst = kinds[bytes[probe]!] === DIGIT;
    if (!isFirst && kinds[bytes[probe + 1]!] !== DIGIT) {
      probe += PROBE_STEP;
      continue;
    }
    const digitAt = isFirst ? probe : probe + 1;
    probe += PROBE_STEP;
    // Of 11 characters around a digit, the fifth before or the fifth after is one.
    if (kinds[bytes[digitAt - 5] ?? 0] === OUTSIDE && kinds[bytes[digitAt + 5] ?? 0] === OUTSIDE) continue;
    const rowEnd = endOfPoorRow(bytes, kinds, digitAt);
    if (rowEnd === -1) return true;
    if (rowEnd > probe) probe = rowEnd;
  }
  return false;
}

/** Where the row around `at` ends, or -1 if it has digits enough for a card, or digits and dashes for an SSN. */
function endOfPoorRow(bytes: Uint8Array, kinds: Uint8Array, at: number): number {
  let digits = 0;
  let dashes = 0;
  for (let next = at; next >= 0; next--) {
    const kind = kinds[bytes[next]!]!;
    if (kind === OUTSIDE) break;
    if (kind === DIGIT) digits++;
    else if (kind === DASH) dashes++;
  }
  let end = at + 1;
  for (; end < bytes.length; end++) {
    const kind = kinds[bytes[end]!]!;
    if (kind === OUTSIDE) break;
    if (kind === DIGIT) digits++;
    else if (kind === DASH) dashes++;
  }
  return digits >= CARD_DIGITS_MIN || (digits >= SSN_DIGITS && dashes >= 2) ? -1 : end;
}
