import { isInRun } from './characters.js';
import { PROBE_STEP } from './digits.js';

const SSN_DIGITS = 9;
const CARD_DIGITS_MIN = 13;

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/**
 * Whether a card number or an SSN can be in UTF-8 bytes. Says yes too often, never too seldom, and is several times
 * cheaper than looking for them in the decoded text; see `PROBE_STEP` for why two bytes in ten are enough (separators of
 * more than one byte are taken between groups of four only, and there never fill all of the places that are looked at).
 */
export function mayHoldDigitSecret(bytes: Uint8Array): boolean {
  const last = bytes.length - 1;
  let probe = 0;
  while (probe < last) {
    if (!isDigit(bytes[probe]!) && !isDigit(bytes[probe + 1]!)) {
      probe += PROBE_STEP;
      continue;
    }
    const end = spanEnd(bytes, probe);
    if (spanHolds(bytes, spanStart(bytes, probe), end)) return true;
    probe = end + 1;
  }
  return false;
}

/** Bytes of characters beyond ASCII count as part of a span: some of them are separators. */
const isInSpan = (byte: number): boolean => byte >= 0x80 || isInRun(byte);

function spanStart(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && isInSpan(bytes[start - 1]!)) start--;
  return start;
}

function spanEnd(bytes: Uint8Array, at: number): number {
  let end = isDigit(bytes[at]!) ? at : at + 1;
  while (end < bytes.length && isInSpan(bytes[end]!)) end++;
  return end;
}

function spanHolds(bytes: Uint8Array, start: number, end: number): boolean {
  let digits = 0;
  let dashes = 0;
  for (let at = start; at < end; at++) {
    if (isDigit(bytes[at]!)) digits++;
    else if (bytes[at] === 0x2d) dashes++;
  }
  return digits >= CARD_DIGITS_MIN || (digits >= SSN_DIGITS && dashes >= 2);
}
