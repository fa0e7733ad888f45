import { MASK, type MaskingPattern } from '@gatewayops/contracts';
import { hidesCharacters, revealInText } from '../escapes.js';
import { BODY_BYTES_MAX, Masker, windowOf, type Masking } from '../masker.js';
import { joinWithOwn } from './join-with-own.js';
import { OwnPatterns } from './own-patterns.js';
import { replaceMatches } from '../match.js';
import { rewriteJson, type JsonRules, type Rewritten } from './rewrite-json.js';
import { TimeLimit, TookTooLong } from './time-limit.js';
import type { Found } from './found.js';

export interface OwnRules {
  /** Whether e-mail addresses are masked. */
  readonly email: boolean;
  readonly fields: readonly string[];
  readonly patterns: readonly Pick<MaskingPattern, 'name' | 'pattern' | 'replacement'>[];
}

/** How long an organisation's own rules may take on one body or text. */
const TIME_MS_MAX = 100;
/** How deep JSON in strings of JSON is looked into. */
const NESTED_MAX = 3;
/** What replacing has made may match again, and is replaced again: so often. */
const ROUNDS_MAX = 8;
/** Of a card number. */
const SECRET_DIGITS_MIN = 13;
const NESTED_BEGINNING = /^\s*[[{]/;
const WITHHELD = JSON.stringify(MASK);

/** Where the characters of a string stand in what was given, and who hears of what was found in it. */
interface Trace {
  readonly at: (index: number) => number;
  readonly found: (match: Found) => void;
}

/**
 * Masks what {@link Masker} does, and what an organisation's own rules say beyond it. In JSON each string is decoded, looked
 * through by itself and encoded again; a number in which a pattern matches becomes a string, the value of a named member
 * becomes `"***"`. A string that is itself JSON is looked into. What came before and behind a match is never shown more of than without
 * the rules, because the built-in kinds are looked for in the text as it came, too.
 *
 * Where the rules take longer than 100 ms on a body, all of it is masked.
 */
export class RuledMasker implements Masking {
  readonly #base: Masker;
  readonly #fields: ReadonlySet<string>;
  readonly #patterns: OwnPatterns;
  readonly #names: readonly string[];

  /** @throws RE2JSException for patterns that `problemsOf` would have told of */
  constructor(rules: OwnRules) {
    this.#base = new Masker({ email: rules.email });
    this.#fields = new Set(rules.fields.map((name) => name.toLowerCase()));
    this.#patterns = new OwnPatterns(rules.patterns);
    this.#names = rules.patterns.map(({ name }) => name);
  }

  /** As {@link Masker.maskJson}. */
  maskJson(bytes: Buffer, capBytes = BODY_BYTES_MAX): string {
    return this.#mask(bytes, capBytes) ?? bytes.toString('utf8');
  }

  /** As {@link Masker.maskBody}. */
  maskBody(bytes: Buffer, capBytes = BODY_BYTES_MAX): Buffer {
    const masked = this.#mask(bytes, capBytes);
    return masked === null ? bytes : Buffer.from(masked);
  }

  /** As {@link Masker.maskText}; a text that is JSON is looked through as such. */
  maskText(text: string): string {
    return within((limit) => this.#text(text, 0, limit, null)) ?? MASK;
  }

  /** A text as {@link maskJson} would leave it, without a bound, and what was found in it, in order. */
  explain(sample: string): { masked: string; found: Found[] } {
    const found: Found[] = [];
    const trace: Trace = { at: (index) => index, found: (match) => found.push(match) };
    const masked = within((limit) => this.#whole(sample, limit, trace)) ?? WITHHELD;
    found.sort((a, b) => a.start - b.start || a.end - b.end);
    return { masked, found };
  }

  /** Null where nothing is changed in it. */
  #mask(bytes: Buffer, capBytes: number): string | null {
    if (bytes.length > capBytes) return this.#cut(bytes, capBytes);
    const text = bytes.toString('utf8');
    const masked = within((limit) => this.#whole(text, limit, null)) ?? WITHHELD;
    if (masked === text) return null;
    if (Buffer.byteLength(masked) <= capBytes) return masked;
    return this.#base.maskBeginning(masked, masked.length, bytes.length, capBytes);
  }

  #cut(bytes: Buffer, capBytes: number): string {
    const { window, length } = windowOf(bytes, capBytes);
    const rewritten = within((limit) => this.#document(window, length, limit, null));
    if (rewritten === null) return WITHHELD;
    return this.#base.maskBeginning(rewritten.json, rewritten.length, bytes.length, capBytes);
  }

  /** The built-in masker has the last word: it reads escapes in a document that a string does not show. What it writes is looked through again. */
  #whole(text: string, limit: TimeLimit, trace: Trace | null): string {
    let current = this.#document(text, text.length, limit, trace).json;
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const masked = this.#base.maskJson(Buffer.from(current), Infinity);
      if (masked === current) return current;
      current = this.#document(masked, masked.length, limit, null).json;
      if (current === masked) return current;
    }
    return WITHHELD;
  }

  /** What is no JSON is one text, of which as much is left out at the end as was only looked at. */
  #document(text: string, length: number, limit: TimeLimit, trace: Trace | null): Rewritten {
    const rewritten = rewriteJson(text, length, this.#rules(0, limit, trace));
    if (rewritten !== null) return rewritten;
    const json = this.#plain(text, limit, trace);
    return { json, length: json === text ? length : Math.max(0, json.length - (text.length - length)) };
  }

  #rules(depth: number, limit: TimeLimit, trace: Trace | null): JsonRules {
    const outer = trace?.at;
    const within = (at: (index: number) => number): Trace | null =>
      trace === null ? null : { ...trace, at: (index) => outer!(at(index)) };
    return {
      masksMember: (name) => this.#fields.has(name.toLowerCase()),
      text: (decoded, at) => this.#text(decoded, depth, limit, within(at)),
      number: (literal, start) =>
        this.#number(
          literal,
          limit,
          within((index) => start + index),
        ),
      ...(trace === null
        ? {}
        : {
            member: (rule, start, end) =>
              trace.found({ rule, kind: 'field', start: trace.at(start), end: trace.at(end) }),
          }),
    };
  }

  #text(text: string, depth: number, limit: TimeLimit, trace: Trace | null): string {
    if (depth >= NESTED_MAX || !NESTED_BEGINNING.test(text)) return this.#plain(text, limit, trace);
    const nested = rewriteJson(text, text.length, this.#rules(depth + 1, limit, trace))?.json ?? text;
    // What was found in its strings was told already.
    return this.#plain(nested, limit, nested === text ? trace : null);
  }

  /** What a number becomes in which a built-in kind is found, the built-in masker knows. */
  #number(literal: string, limit: TimeLimit, trace: Trace | null): string {
    if (trace !== null) this.#tell(literal, limit, trace);
    if (this.#patterns.areIn(literal)) return this.#plain(literal, limit, null);
    if (literal.length < SECRET_DIGITS_MIN) return literal;
    const masked = this.#base.maskJson(Buffer.from(literal), Infinity);
    if (masked === literal) return literal;
    return this.#plain(masked.startsWith('"') ? (JSON.parse(masked) as string) : masked, limit, null);
  }

  #plain(text: string, limit: TimeLimit, trace: Trace | null): string {
    if (trace !== null) this.#tell(text, limit, trace);
    let current = text;
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const next = this.#round(current, limit);
      if (next === current) return current;
      current = next;
    }
    return MASK;
  }

  #round(text: string, limit: TimeLimit): string {
    const revealed = hidesCharacters(text) ? revealInText(text) : text;
    const builtIn = this.#base.findInText(revealed);
    const own = this.#patterns.find(revealed, limit);
    if (builtIn.length + own.length > 0) return replaceMatches(revealed, joinWithOwn(builtIn, own));
    if (revealed === text) return text;
    return replaceMatches(text, joinWithOwn([], this.#patterns.find(text, limit)));
  }

  #tell(text: string, limit: TimeLimit, { at, found }: Trace): void {
    const revealed = hidesCharacters(text) ? revealInText(text) : text;
    const place = (start: number, end: number) =>
      revealed === text ? { start: at(start), end: at(end) } : { start: at(0), end: at(text.length) };
    for (const { kind, start, end } of this.#base.findInText(revealed)) {
      found({ rule: kind, kind: 'built_in', ...place(start, end) });
    }
    for (const { rule, start, end } of this.#patterns.find(revealed, limit)) {
      found({ rule: this.#names[rule]!, kind: 'pattern', ...place(start, end) });
    }
  }
}

/** Null where it took too long. */
function within<T>(work: (limit: TimeLimit) => T): T | null {
  try {
    return work(new TimeLimit(TIME_MS_MAX));
  } catch (error) {
    if (error instanceof TookTooLong) return null;
    throw error;
  }
}
