import { MASK } from '@gatewayops/contracts';
import { withoutCutEscape } from '../escapes.js';
import { QUOTE, stringEnd } from '../json-structure.js';

/** What is done to the parts of a document. Positions are those in the document as it came. */
export interface JsonRules {
  /** Whether the value of a member of that name is masked wholly; told where the value stands. */
  masksMember(name: string): boolean;
  /** What a string becomes, also a name; itself where nothing has to be masked. `at` says where a character of it stood. */
  text(decoded: string, at: (index: number) => number): string;
  /** What a number becomes: itself, or a text. */
  number(literal: string, start: number): string;
  /** Hears of each value that was masked because of its name. */
  member?(name: string, start: number, end: number): void;
}

export interface Rewritten {
  readonly json: string;
  /** How much of it comes from the beginning that was asked about; never more. */
  readonly length: number;
}

/** A number with what divides values behind it, or how one begins where the text ends. */
const NUMBER =
  /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?=[ \t\r\n,\]}]|$)|-?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]*)?)?$/y;
const WORD = /(?:true|false|null)(?!\w)|[a-z]{1,4}$/y;
const STRUCTURE = ' \t\r\n{}[]:,';
const DOCUMENT = /^[ \t\r\n]*(?:["[{]|(?:-?[0-9][0-9.eE+-]*|true|false|null)[ \t\r\n]*$)/;

/**
 * A document, or the beginning of one, with its strings, names and numbers rewritten; what stays the same stays as it was written.
 * Null where it is no JSON. `length` is how much of it will be kept.
 */
export function rewriteJson(json: string, length: number, rules: JsonRules): Rewritten | null {
  return DOCUMENT.test(json) ? new Rewriting(json, length, rules).run() : null;
}

class Rewriting {
  #out = '';
  /** Up to here the document is in `#out`. */
  #copiedTo = 0;
  #kept = -1;
  #at = 0;
  readonly #open: string[] = [];
  #expectsName = false;
  /** The name of the member that comes next, where its value is masked. */
  #masked: string | null = null;

  constructor(
    readonly json: string,
    readonly length: number,
    readonly rules: JsonRules,
  ) {}

  run(): Rewritten | null {
    while (this.#at < this.json.length) if (!this.#step()) return null;
    this.#copyTo(this.json.length);
    const kept = this.#kept === -1 ? this.#out.length : this.#kept;
    return { json: this.#out, length: endsInHalf(this.#out, kept) ? kept - 1 : kept };
  }

  /** Takes one token; whether it was one. */
  #step(): boolean {
    const code = this.json.charCodeAt(this.#at);
    if (this.#masked !== null && this.#startsValue(code)) return this.#maskValue(this.#masked);
    if (code === QUOTE) return this.#string();
    if ((code >= 0x30 && code <= 0x39) || code === 0x2d) return this.#number();
    const character = this.json[this.#at]!;
    if (!STRUCTURE.includes(character)) return this.#word();
    this.#structure(character);
    this.#at++;
    return true;
  }

  #structure(character: string): void {
    if (character === '{' || character === '[') {
      this.#open.push(character);
      this.#expectsName = character === '{';
    } else if (character === '}' || character === ']') {
      this.#open.pop();
      this.#expectsName = false;
      this.#masked = null;
    } else if (character === ',') {
      this.#expectsName = this.#open.at(-1) === '{';
    }
  }

  #startsValue(code: number): boolean {
    return code > 0x20 && code !== 0x3a && code !== 0x2c && code !== 0x7d && code !== 0x5d;
  }

  #string(): boolean {
    const { json } = this;
    const start = this.#at;
    const found = stringEnd(json, start + 1);
    const isClosed = found !== -1;
    const raw = isClosed ? json.slice(start + 1, found) : withoutCutEscape(json, start + 1).slice(start + 1);
    const decoded = decode(raw);
    if (decoded === null) return false;
    const end = isClosed ? found + 1 : json.length;
    if (this.#expectsName && isClosed) {
      this.#expectsName = false;
      this.#masked = this.rules.masksMember(decoded) ? decoded : null;
    }
    const become = this.rules.text(decoded, (index) => start + 1 + rawIndex(raw, index));
    if (become !== decoded) this.#replace(start, end, isClosed ? JSON.stringify(become) : JSON.stringify(become).slice(0, -1));
    this.#at = end;
    return true;
  } // prettier-ignore

  /** `true`, `false`, `null`, or how one of them begins where the text ends. */
  #word(): boolean {
    WORD.lastIndex = this.#at;
    const word = WORD.exec(this.json)?.[0];
    if (word === undefined || !['true', 'false', 'null'].some((each) => each.startsWith(word))) return false;
    this.#at += word.length;
    return true;
  }

  #number(): boolean {
    NUMBER.lastIndex = this.#at;
    const literal = NUMBER.exec(this.json)?.[0];
    if (literal === undefined) return false;
    const start = this.#at;
    this.#at += literal.length;
    const become = this.rules.number(literal, start);
    if (become !== literal) this.#replace(start, this.#at, JSON.stringify(become));
    return true;
  }

  #maskValue(name: string): true {
    const start = this.#at;
    const end = valueEnd(this.json, start);
    this.rules.member?.(name, start, end);
    this.#replace(start, end, JSON.stringify(MASK));
    this.#at = end;
    this.#masked = null;
    return true;
  }

  #replace(start: number, end: number, by: string): void {
    this.#copyTo(start);
    this.#out += by;
    this.#copiedTo = end;
    // What is kept of something that the end goes through: at least as much is left out as came after that end. What nothing
    // matched in is never longer than it was, so that what is cut off at the window's own end is not shown.
    if (this.#kept === -1 && this.length < end) {
      this.#kept = this.#out.length - Math.min(by.length, end - this.length);
    }
  }

  #copyTo(end: number): void {
    if (this.#kept === -1 && this.length <= end) this.#kept = this.#out.length + this.length - this.#copiedTo;
    this.#out += this.json.slice(this.#copiedTo, end);
    this.#copiedTo = end;
  }
}

function decode(raw: string): string | null {
  if (!raw.includes('\\')) return raw;
  try {
    // Line breaks and the like may not stand in JSON; who writes them there nevertheless means them.
    const clean = raw.replace(/[\0-\x1f]/g, (control) => JSON.stringify(control).slice(1, -1)); // oxlint-disable-line no-control-regex
    return JSON.parse(`"${clean}"`) as string;
  } catch {
    return null;
  }
}

/** Where the character of a string that has the index `index` once it is decoded stands in what was sent. */
function rawIndex(raw: string, index: number): number {
  let at = 0;
  for (let decoded = 0; decoded < index && at < raw.length; decoded++) {
    if (raw[at] !== '\\') at++;
    else at += raw[at + 1] === 'u' ? 6 : 2;
  }
  return at;
}

/** Where the value that starts at `start` ends; the text's end where it is cut. */
function valueEnd(json: string, start: number): number {
  let depth = 0;
  for (let at = start; at < json.length; at++) {
    const character = json[at]!;
    if (character === '"') {
      const end = stringEnd(json, at + 1);
      if (end === -1) return json.length;
      at = end;
      if (depth === 0) return at + 1;
    } else if (character === '{' || character === '[') {
      depth++;
    } else if (character === '}' || character === ']') {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && (character === ',' || character <= ' ')) {
      return at;
    }
  }
  return json.length;
}

const endsInHalf = (text: string, end: number): boolean => /[\ud800-\udbff]/.test(text[end - 1] ?? '');
