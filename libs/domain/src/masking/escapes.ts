import { backslashesBefore } from './characters.js';

/**
 * A `\uXXXX` of a character that can be part of a secret: printable ASCII without `"&'<>\` and the backquote (which
 * servers escape for safety in HTML, and which only ever end one), white space, no-break spaces and dashes, and letters that
 * may stand in an e-mail address.
 */
const HIDING =
  /(\\+)u(00(?:09|0[aAdD]|2[0134589a-fA-F]|3[0-9abdfABDF]|4[0-9a-fA-F]|5[0-9abd-fABD-F]|6[1-9a-fA-F]|7[0-9a-eA-E]|[aA]0|[c-fC-F][0-9a-fA-F])|0[1-5][0-9a-fA-F]{2}|20(?:2[fF]|1[0-4]))/g;

/** How those begin: short, so that the engine can skip ahead. */
const HIDING_BEGINNING = /\\u[02]/;

const CONTROL_ESCAPES = new Map([
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]);

/** Whether a character that can be part of a secret is written as `\uXXXX`. */
export function hidesCharacters(text: string): boolean {
  // The plain search is several times cheaper, and few texts have any.
  if (!text.includes('\\u') || !HIDING_BEGINNING.test(text)) return false;
  HIDING.lastIndex = 0;
  return HIDING.test(text);
}

/** JSON with those escapes written as the characters they stand for; it means the same. */
export function revealInJson(json: string): string {
  return json.replace(HIDING, (escape, backslashes: string, code: string) => {
    // An even number of backslashes are themselves escaped: what follows is text that looks like an escape.
    if (backslashes.length % 2 === 0) return escape;
    return backslashes.slice(1) + revealed(code);
  });
}

/** Text with those escapes written as the characters they stand for, however often they were escaped. */
export function revealInText(text: string): string {
  return text.replace(HIDING, (_, __, code: string) => revealed(code));
}

function revealed(code: string): string {
  const character = String.fromCharCode(Number.parseInt(code, 16));
  return CONTROL_ESCAPES.get(character) ?? character;
}

/** `json` without an escape that its end cuts through. `from` is where the content of its last string begins. */
export function withoutCutEscape(json: string, from: number): string {
  const cut = /\\(?:u[0-9a-fA-F]{0,3})?$/.exec(json.slice(Math.max(from, json.length - 5)));
  if (cut === null) return json;
  const backslashAt = json.length - cut[0].length;
  const isEscaped = Math.min(backslashesBefore(json, backslashAt), backslashAt - from) % 2 === 1;
  return isEscaped ? json : json.slice(0, backslashAt);
}
