import type { MaskingPattern } from '@gatewayops/contracts';
import { RE2JS, RE2Set } from 're2js';
import type { TimeLimit } from './time-limit.js';

/** Short strings that were looked through before: names of members, types, states come again and again. */
const REMEMBERED_MAX = 2_000;
const REMEMBERED_CHARS_MAX = 48;
/** What the automaton of all patterns may take for each character, and what it may have taken in all beyond that. */
const SET_MS_PER_CHAR = 0.000_2;
const SET_MS_MAX = 200;

/** A part of a text that one of an organisation's patterns found. */
export interface OwnMatch {
  /** Index of the pattern. */
  readonly rule: number;
  readonly start: number;
  readonly end: number;
  readonly mask: string;
}

/**
 * An organisation's patterns, compiled. Most texts hold nothing, and whether they do costs a tenth of where. One automaton says so
 * for all patterns at once; some patterns together make it too large to be one, and it is several hundred times slower then: such are
 * asked one by one.
 */
export class OwnPatterns {
  readonly #patterns: readonly { readonly compiled: RE2JS; readonly mask: string }[];
  readonly #clean = new Set<string>();
  #set: RE2Set | null = null;
  /** By how much the automaton was slower than it may be, in milliseconds. */
  #lateMs = 0;

  /** @throws RE2JSException */
  constructor(patterns: readonly Pick<MaskingPattern, 'pattern' | 'replacement'>[]) {
    this.#patterns = patterns.map(({ pattern, replacement }) => ({ compiled: RE2JS.compile(pattern), mask: replacement }));
    if (patterns.length < 2) return;
    this.#set = new RE2Set();
    for (const { pattern } of patterns) this.#set.add(pattern);
    this.#set.compile();
  } // prettier-ignore

  /** Whether any of them matches somewhere in `text`. */
  areIn(text: string): boolean {
    return this.#rulesIn(text).length > 0;
  }

  /**
   * Every match of every pattern, those of one after those of another.
   * @throws TookTooLong
   */
  find(text: string, limit: TimeLimit): OwnMatch[] {
    const matches: OwnMatch[] = [];
    limit.check();
    for (const rule of this.#rulesIn(text)) {
      const { compiled, mask } = this.#patterns[rule]!;
      const matcher = compiled.matcher(text);
      while (matcher.find()) {
        limit.check();
        matches.push({ rule, start: matcher.start(), end: matcher.end(), mask });
      }
    }
    return matches;
  }

  /** Indexes of the patterns that match somewhere. */
  #rulesIn(text: string): readonly number[] {
    if (this.#clean.has(text)) return [];
    const rules = this.#set === null ? this.#askEach(text) : this.#askAll(this.#set, text);
    if (rules.length === 0 && text.length <= REMEMBERED_CHARS_MAX) {
      if (this.#clean.size >= REMEMBERED_MAX) this.#clean.clear();
      this.#clean.add(text);
    }
    return rules;
  }

  #askEach(text: string): number[] {
    const rules: number[] = [];
    for (const [rule, { compiled }] of this.#patterns.entries()) if (compiled.test(text)) rules.push(rule);
    return rules;
  }

  #askAll(set: RE2Set, text: string): number[] {
    const startedAtMs = performance.now();
    const rules = set.match(text);
    this.#lateMs = Math.max(0, this.#lateMs + performance.now() - startedAtMs - text.length * SET_MS_PER_CHAR);
    if (this.#lateMs > SET_MS_MAX) this.#set = null;
    return rules;
  }
}
