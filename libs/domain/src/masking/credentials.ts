import { BACKSLASH, TOKEN, WORD, classOf, startsWord } from './characters.js';
import type { Match } from './match.js';

const API_KEY = /gwo_[a-z]+_([A-Za-z0-9]{28,})/y;

/** Finds API keys of ours, `gwo_{env}_` and 28 or more of base62; what is replaced comes after the prefix. */
export function findApiKeys(text: string, matches: Match[]): void {
  for (let at = text.indexOf('gwo_'); at !== -1; at = text.indexOf('gwo_', at + 4)) {
    API_KEY.lastIndex = at;
    const secret = API_KEY.exec(text)?.[1];
    if (secret === undefined) continue;
    const end = API_KEY.lastIndex;
    matches.push({ kind: 'api-key', start: end - secret.length, end, mask: '****' });
  }
}

/** `Bearer` and what may stand between it and the token; written out, so that the engine can skip ahead. */
const BEARER = /[bB][eE][aA][rR][eE][rR](?:[ \t]|\\+t)+/g;
/** For a quick no: the part of {@link BEARER} that is always there. */
const BEARER_WORD = /[bB][eE][aA][rR][eE][rR][ \t\\]/;

export const mayHoldBearerToken = (text: string): boolean => BEARER_WORD.test(text);

/** Finds the tokens of `Bearer <token>` (RFC 6750, section 2.1), in any case of letters. */
export function findBearerTokens(text: string, matches: Match[]): void {
  if (!mayHoldBearerToken(text)) return;
  for (const found of text.matchAll(BEARER)) {
    const start = found.index + found[0].length;
    // `_` divides: `my_bearer x` is taken too.
    if (!startsWord(text, found.index) && text[found.index - 1] !== '_') continue;
    const end = tokenEnd(text, start);
    if (end === start || text.startsWith('****', start)) continue;
    matches.push({ kind: 'bearer-token', start, end, mask: '****' });
  }
}

function tokenEnd(text: string, start: number): number {
  let end = start;
  for (;;) {
    if ((classOf(text.charCodeAt(end)) & TOKEN) !== 0) {
      end++;
      continue;
    }
    // JSON may write `/` as `\/`.
    let next = end;
    while (text.charCodeAt(next) === BACKSLASH) next++;
    if (next === end || text.charCodeAt(next) !== 0x2f) return end;
    end = next + 1;
  }
}

const BEGIN = '-----BEGIN ';
const END = '-----END ';
const LABEL = 'PRIVATE KEY';
/** The longest label in use is `OPENSSH`, `ENCRYPTED` or `PGP`; this leaves room. */
const LABEL_PREFIX_LENGTH_MAX = 48;

/**
 * Finds private keys in PEM (RFC 7468) or PGP armour. A key without an end is masked up to `limitOf(start)`: the end of
 * the string or the text that it stands in, beyond which its end is not looked for either.
 */
export function findPrivateKeys(text: string, limitOf: (start: number) => number, matches: Match[]): void {
  for (let at = text.indexOf(LABEL); at !== -1;) {
    const start = boundaryStart(text, at, BEGIN);
    if (start === -1) {
      at = text.indexOf(LABEL, at + LABEL.length);
      continue;
    }
    const limit = limitOf(start);
    const end = privateKeyEnd(text, at + LABEL.length, limit);
    matches.push({ kind: 'private-key', start, end, mask: '****PRIVATE KEY****' });
    at = text.indexOf(LABEL, end);
  }
}

/** Where the line `{word}[… ]PRIVATE KEY[ BLOCK]-----` starts, whose label is at `labelAt`; -1 if there is none. */
function boundaryStart(text: string, labelAt: number, word: string): number {
  const after = labelAt + LABEL.length;
  if (!text.startsWith('-----', after) && !text.startsWith(' BLOCK-----', after)) return -1;
  const from = Math.max(0, labelAt - word.length - LABEL_PREFIX_LENGTH_MAX);
  const start = text.slice(from, labelAt).lastIndexOf(word);
  return start !== -1 && isLabel(text, from + start + word.length, labelAt) ? from + start : -1;
}

function isLabel(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && ((classOf(code) & WORD) === 0 || code > 0x5a)) return false;
  }
  return true;
}

function privateKeyEnd(text: string, from: number, limit: number): number {
  for (let at = text.indexOf(LABEL, from); at !== -1 && at < limit; at = text.indexOf(LABEL, at + LABEL.length)) {
    if (boundaryStart(text, at, END) < from) continue;
    return Math.min(text.indexOf('-----', at) + '-----'.length, limit);
  }
  return limit;
}
