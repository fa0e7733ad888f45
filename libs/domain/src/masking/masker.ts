import { findBearerTokens, findApiKeys, findPrivateKeys, mayHoldBearerToken } from './credentials.js';
import { closeJson, cutMark, firstBytes, replaceUpTo } from './cut.js';
import { mayHoldDigitSecret } from './digit-sieve.js';
import { findDigitSecrets } from './digits.js';
import { findEmails } from './email.js';
import { hidesCharacters, revealInJson, revealInText } from './escapes.js';
import { JsonStrings, looksLikeJson, numberAround } from './json-structure.js';
import { joinOverlapping, replaceMatches, type Match } from './match.js';

/** Bodies are stored up to this many bytes. */
export const BODY_BYTES_MAX = 65_536;
/** How far beyond the cut is looked, so that a secret that the cut goes through is seen whole. */
const LOOK_AHEAD_BYTES = 8_192;

/** What masks bodies and texts: the kinds that always are alone, or an organisation's own rules, too. */
export type Masking = Pick<Masker, 'maskJson' | 'maskBody' | 'maskText'>;

export interface MaskerOptions {
  /** Whether e-mail addresses are masked too. All else is always masked. */
  email: boolean;
}

/**
 * Replaces card numbers, social security numbers, API keys of ours, bearer tokens, private keys and e-mail addresses.
 * Specification: Data Masking, for the patterns and what stands in their place.
 *
 * JSON is not parsed: the characters that can be part of a secret are either written as themselves or as `\uXXXX`, and where
 * such escapes occur they are first replaced by what they stand for. A mask holds no character that JSON would have
 * to escape, so that replacing within the text as it was sent keeps it valid.
 */
export class Masker {
  readonly #masksEmail: boolean;

  constructor(options: MaskerOptions) {
    this.#masksEmail = options.email;
  }

  /**
   * A body as it may be stored. Valid JSON stays valid JSON, byte for byte as it was sent where there is nothing to mask;
   * a bare number that is a card becomes a string. Of more than `capBytes` the beginning is kept, in at most `capBytes`
   * bytes of UTF-8, and closed as valid JSON that says in its last string that it was cut, and how long it was. What is not
   * JSON is masked as text. Secrets that are divided over several JSON values are not found.
   */
  maskJson(bytes: Buffer, capBytes = BODY_BYTES_MAX): string {
    if (bytes.length > capBytes) return this.#maskCut(bytes, capBytes);
    return this.#mayHoldSecret(bytes) ? this.#maskWhole(bytes) : bytes.toString('utf8');
  }

  /** {@link maskJson} as UTF-8: the bytes themselves, as they came, where there is nothing to mask or to cut. */
  maskBody(bytes: Buffer, capBytes = BODY_BYTES_MAX): Buffer {
    if (bytes.length > capBytes) return Buffer.from(this.#maskCut(bytes, capBytes));
    return this.#mayHoldSecret(bytes) ? Buffer.from(this.#maskWhole(bytes)) : bytes;
  }

  #maskWhole(bytes: Buffer): string {
    const text = bytes.toString('utf8');
    if (!looksLikeJson(text)) return this.maskText(text);
    const [revealed, matches] = this.#findInJson(text, hidesCharacters(text));
    return matches.length === 0 ? text : replaceMatches(revealed, matches);
  }

  /** Text as it may be stored: error messages, addresses, attributes, bodies that are not JSON. */
  maskText(text: string): string {
    const revealed = hidesCharacters(text) ? revealInText(text) : text;
    const matches = this.findInText(revealed);
    return matches.length === 0 ? text : replaceMatches(revealed, matches);
  }

  /** What has to be masked of a text without escapes that hide characters: in order, without overlaps. */
  findInText(text: string): Match[] {
    const matches: Match[] = [];
    findPrivateKeys(text, () => text.length, matches);
    this.#findOthers(text, false, matches);
    return joinOverlapping(matches);
  }

  /**
   * The first `length` characters of `window` as a cut body of at most `capBytes`, closed and marked as {@link maskJson} says.
   * What follows them in `window` is looked at and left out; `bytesInAll` is what the mark tells.
   */
  maskBeginning(window: string, length: number, bytesInAll: number, capBytes: number): string {
    const beginning = window.slice(0, length);
    const mark = cutMark(bytesInAll);
    if (looksLikeJson(window)) {
      const isHiding = hidesCharacters(window);
      const [revealed, matches] = this.#findInJson(window, isHiding);
      const end = lengthAfter(revealed, window, beginning);
      const closed = closeWithin(capBytes, mark, (bytesMax) => replaceUpTo(revealed, matches, end, bytesMax));
      if (closed !== null) return closed;
    }
    const revealed = hidesCharacters(window) ? revealInText(window) : window;
    const end = lengthAfter(revealed, window, beginning);
    const markBytes = Buffer.byteLength(mark);
    return firstBytes(replaceUpTo(revealed, this.findInText(revealed), end, capBytes - markBytes) + mark, capBytes);
  }

  /** Says yes too often, never too seldom. All that is looked for is ASCII, so that no UTF-8 has to be decoded. */
  #mayHoldSecret(bytes: Buffer): boolean {
    const text = bytes.toString('latin1');
    const hasBackslash = text.includes('\\');
    return (
      (hasBackslash && hidesCharacters(text)) ||
      mayHoldDigitSecret(bytes, hasBackslash) ||
      (this.#masksEmail && (text.includes('@') || text.includes('%40'))) ||
      text.includes('gwo_') ||
      text.includes('PRIVATE KEY') ||
      mayHoldBearerToken(text)
    );
  }

  /** The text that the matches are in, and the matches, in order. */
  #findInJson(text: string, isHiding: boolean): [string, Match[]] {
    const json = isHiding ? revealInJson(text) : text;
    const matches = this.#findInRevealed(json);
    if (!isHiding) return [json, matches];
    // JSON in a string of JSON: there an escape is written with two backslashes or more.
    const innermost = revealInText(json);
    if (innermost === json) return [json, matches];
    const more = this.#findInRevealed(innermost);
    return more.length > matches.length ? [innermost, more] : [json, matches];
  }

  #findInRevealed(json: string): Match[] {
    const strings = new JsonStrings(json);
    const matches: Match[] = [];
    findPrivateKeys(json, (start) => (strings.isJson ? strings.endAround(start) : json.length), matches);
    this.#findOthers(json, true, matches);
    return joinOverlapping(matches.map((match) => quoteBareNumber(json, strings, match)));
  }

  #findOthers(text: string, inJson: boolean, matches: Match[]): void {
    findBearerTokens(text, matches);
    findApiKeys(text, matches);
    findDigitSecrets(text, matches);
    if (this.#masksEmail) findEmails(text, inJson, matches);
  }

  #maskCut(bytes: Buffer, capBytes: number): string {
    const { window, length } = windowOf(bytes, capBytes);
    return this.maskBeginning(window, length, bytes.length, capBytes);
  }
}

/** The beginning of a body that is longer than `capBytes` with what is looked at behind it, and how many characters it has. */
export function windowOf(bytes: Buffer, capBytes: number): { window: string; length: number } {
  const window = withoutHalfCharacter(bytes.toString('utf8', 0, capBytes + LOOK_AHEAD_BYTES));
  return { window, length: withoutHalfCharacter(bytes.toString('utf8', 0, capBytes)).length };
}

/** A card that is (part of) a JSON number: the mask takes the place of the number, as a string. */
function quoteBareNumber(json: string, strings: JsonStrings, match: Match): Match {
  if (match.kind !== 'card') return match;
  const number = numberAround(json, match.start, match.end);
  if (number === null || !strings.isJson || strings.endAround(match.start) !== -1) return match;
  return { kind: 'card', start: number.start, end: number.end, mask: `"${match.mask}"` };
}

/** Without the replacement character that half a character at the end is read as. */
const withoutHalfCharacter = (text: string): string => (text.endsWith('\ufffd') ? text.slice(0, -1) : text);

/** How much of `revealed` comes from `beginning`, with which `window` begins. Never more, sometimes an escape less. */
function lengthAfter(revealed: string, window: string, beginning: string): number {
  if (revealed === window) return beginning.length;
  return revealInText(beginning.replace(/\\+(?:u[0-9a-fA-F]{0,3})?$/, '')).length;
}

/** Closes a beginning of a document so that it has at most `bytesMax` bytes; null where it is not JSON. */
function closeWithin(bytesMax: number, mark: string, beginningOf: (bytesMax: number) => string): string | null {
  let budget = bytesMax - 2 * Buffer.byteLength(mark);
  while (budget > 0) {
    const closed = closeJson(beginningOf(budget), mark);
    if (closed === null) return null;
    const excess = Buffer.byteLength(closed) - bytesMax;
    if (excess <= 0) return closed;
    // Each bracket left out saves two bytes at most.
    budget -= Math.max(16, excess >> 1);
  }
  return JSON.stringify(mark);
}
