import { DIGIT, classOf } from './characters.js';
import { withoutCutEscape } from './escapes.js';
import { stringEnd } from './json-structure.js';
import type { Match } from './match.js';

/** What a cut body ends in. Holds nothing that is masked. */
export const cutMark = (bytesInAll: number): string => `…[cut: ${bytesInAll} bytes in all]`;

/**
 * The beginning of `text` up to `end` with its matches replaced, in at most `bytesMax` bytes of UTF-8. A match that
 * reaches over `end` is replaced as a whole; no mask is cut. Digits that the cut goes through are left out, because the
 * rest of a long number could look like a card.
 */
export function replaceUpTo(text: string, matches: readonly Match[], end: number, bytesMax: number): string {
  let result = '';
  let from = 0;
  let bytesLeft = bytesMax;
  for (const { start, end: matchEnd, mask } of matches) {
    if (start >= end) break;
    const piece = firstBytes(text.slice(from, start), bytesLeft);
    bytesLeft -= Buffer.byteLength(piece) + Buffer.byteLength(mask);
    if (bytesLeft < 0) return result + withoutLastDigits(piece);
    result += piece + mask;
    from = matchEnd;
  }
  return from >= end ? result : result + withoutLastDigits(firstBytes(text.slice(from, end), bytesLeft));
}

function withoutLastDigits(text: string): string {
  let end = text.length;
  while (end > 0 && (classOf(text.charCodeAt(end - 1)) & DIGIT) !== 0) end--;
  return text.slice(0, end);
}

/** The longest beginning of `text` of at most `bytesMax` bytes of UTF-8. */
export function firstBytes(text: string, bytesMax: number): string {
  if (text.length * 3 <= bytesMax || Buffer.byteLength(text) <= bytesMax) return text;
  const bytes = Buffer.from(text);
  let end = Math.max(0, bytesMax);
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end);
}

interface Progress {
  /** Up to here nothing is half done: what is open can be closed. */
  safeTo: number;
  needsComma: boolean;
  expectsKey: boolean;
  open: string[];
}

/**
 * Makes the beginning of a JSON document a valid document of the same shape: a string that the end cuts through ends in
 * `mark`; otherwise `mark` is added as a last element, or as the value of a last member `"…"`. Null where `json` is no
 * beginning of a document.
 */
export function closeJson(json: string, mark: string): string | null {
  const progress: Progress = { safeTo: 0, needsComma: false, expectsKey: false, open: [] };
  for (let at = 0; at < json.length;) {
    if (json[at] === '"') {
      const end = stringEnd(json, at + 1);
      const isValue = !progress.expectsKey;
      if (end === -1) {
        if (!isValue) break;
        return `${withoutCutEscape(json, at + 1)}${mark}"${closers(progress)}`;
      }
      at = end + 1;
      if (isValue) completeValue(progress, at);
    } else {
      at = passToken(json, at, progress);
      if (at === -1) return null;
    }
  }
  return json.slice(0, progress.safeTo) + lastMember(progress, mark) + closers(progress);
}

/** Reads what starts at `at` outside of strings; returns where it ends, or -1 where it is not JSON. */
function passToken(json: string, at: number, progress: Progress): number {
  const top = progress.open.at(-1);
  switch (json[at]) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
      break;
    case ',':
      progress.expectsKey = top === '{';
      break;
    case ':':
      progress.expectsKey = false;
      break;
    case '{':
    case '[':
      open(progress, json[at]!, at + 1);
      break;
    case '}':
    case ']':
      if (top !== (json[at] === '}' ? '{' : '[')) return -1;
      progress.open.pop();
      completeValue(progress, at + 1);
      break;
    default:
      return passScalar(json, at, progress);
  }
  return at + 1;
}

function open(progress: Progress, bracket: string, end: number): void {
  progress.open.push(bracket);
  progress.safeTo = end;
  progress.needsComma = false;
  progress.expectsKey = bracket === '{';
}

const SCALAR = /[-+.0-9eEa-z]+/y;

/** A number or a literal that the end may cut through is not complete. */
function passScalar(json: string, at: number, progress: Progress): number {
  SCALAR.lastIndex = at;
  const end = at + (SCALAR.exec(json)?.[0].length ?? 0);
  if (end === at) return -1;
  if (end < json.length) completeValue(progress, end);
  return end;
}

function completeValue(progress: Progress, end: number): void {
  progress.safeTo = end;
  progress.needsComma = true;
  progress.expectsKey = false;
}

function lastMember(progress: Progress, mark: string): string {
  const top = progress.open.at(-1);
  // A document that is complete was followed by white space only.
  if (top === undefined) return progress.safeTo === 0 ? JSON.stringify(mark) : '';
  return `${progress.needsComma ? ',' : ''}${top === '{' ? '"…":' : ''}${JSON.stringify(mark)}`;
}

const closers = (progress: Progress): string =>
  progress.open
    .toReversed()
    .map((bracket) => (bracket === '{' ? '}' : ']'))
    .join('');
