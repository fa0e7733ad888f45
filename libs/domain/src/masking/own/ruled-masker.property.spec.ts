import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { Masker } from '../masker.js';
import type { Json } from '../plain-masking.fixture.js';
import { problemsOf } from './pattern-check.js';
import { RuledMasker, type OwnRules } from './ruled-masker.js';

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const piece = fc.oneof(
  digits(6).map((number) => `CUST-${number}`),
  fc.constantFrom('joe@example.com', '4111111111111111', '123-45-6789', `gwo_prod_${'aB3'.repeat(10)}`, 'Bearer abcdefghij'),
  fc.constantFrom('a', 'ab', 'b', ' ', '"', '\\', '\n', '\\u0041', 'é', '😀', '***', '{', '}', '[1]', '{"a":1}', 'CUST-', '-', '\u0001'),
  digits(3),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
); // prettier-ignore
const text = fc.array(piece, { maxLength: 7 }).map((parts) => parts.join(''));
const name = fc
  .oneof(fc.constantFrom('password', 'PassWord', 'id', 'note', 'a"b'), text)
  .filter((key) => key !== '__proto__');

const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.constantFrom(null, true, 1.5, -0, 4111111111111111, 123456, 1e21),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(name, tie('tree'), { maxKeys: 4 }),
    // JSON in a string of JSON.
    tie('tree').map((inner) => JSON.stringify(inner)),
  ),
})); // prettier-ignore

const pattern = fc.oneof(
  fc.constantFrom('CUST-\\d{6}', '\\d{3}', '(?i)cust', '^a', 'b$', '\\bab?\\b', '[a-c]+', '"', '\\\\', 'é|😀', '\\p{Lu}', 'A', '@', '\\s+', '[^*]'),
  fc.array(fc.constantFrom('a', 'b', '.', '\\d', '-', '(?:ab)', '[0-5]', '\\w', '^', '$', '\\b'), { minLength: 1, maxLength: 4 })
    .chain((parts) => fc.constantFrom('', '+', '{2}').map((more) => `(?:${parts.join('')})${more}`)),
); // prettier-ignore
const replacement = fc.constantFrom('***', '[***]', 'ab***', '***123456', '"***\\', 'CUST-***');
const rules: fc.Arbitrary<OwnRules> = fc
  .record({
    email: fc.boolean(),
    fields: fc.subarray(['password', 'ID', 'A"b']),
    patterns: fc.array(fc.record({ name: fc.constant('p'), pattern, replacement }), { maxLength: 5 }),
  })
  .map((given) => ({ ...given, patterns: given.patterns.filter((each) => problemsOf([each]).length === 0) }));

/** JSON with some of its characters written as escapes, as the drawn numbers say. */
function encode(value: Json, draws: number[]): string {
  let at = 0;
  return JSON.stringify(value).replace(/[a-zA-Z@-](?=[^{}]*")/g, (character, offset: number, json: string) => {
    const isEscape = /\\[a-z0-9]*$/i.test(json.slice(Math.max(0, offset - 5), offset));
    const isInString = (json.slice(0, offset).replace(/\\./g, '').split('"').length - 1) % 2 === 1;
    if (isEscape || !isInString || draws[at++ % draws.length]! > 0) return character;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function* stringsOf(value: Json): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const each of value) yield* stringsOf(each);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      yield key;
      yield* stringsOf(each);
    }
  }
}

function* membersOf(value: Json): Generator<[string, Json]> {
  if (Array.isArray(value)) for (const each of value) yield* membersOf(each);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      yield [key, each];
      yield* membersOf(each);
    }
  }
}

const draws = fc.array(fc.nat(5), { minLength: 1, maxLength: 30 });

describe('RuledMasker, whatever the rules', () => {
  it('leaves valid JSON in which no pattern matches and nothing built-in is left', () => {
    fc.assert(
      fc.property(rules, tree, draws, (given, value, drawn) => {
        const json = encode(value, drawn);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
        const masked = new RuledMasker(given).maskJson(Buffer.from(json), 1_000_000);
        const parsed = JSON.parse(masked) as Json;
        const compiled = given.patterns.map((each) => RE2JS.compile(each.pattern));
        for (const string of stringsOf(parsed))
          expect(compiled.filter((each) => each.test(string)).map(String)).toEqual([]);
        expect(new Masker({ email: given.email }).maskJson(Buffer.from(masked), 1_000_000)).toBe(masked);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves no value of a named member', () => {
    fc.assert(
      fc.property(tree, draws, (value, drawn) => {
        const masker = new RuledMasker({ email: false, fields: ['PASSWORD', 'id'], patterns: [] });
        const parsed = JSON.parse(masker.maskJson(Buffer.from(encode(value, drawn)), 1_000_000)) as Json;
        const masked = [...membersOf(parsed)].filter(([key]) => /^(?:password|id)$/i.test(key));
        expect(masked.filter(([, each]) => each !== '***')).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves no match in a text, and changes nothing when it is done again', () => {
    fc.assert(
      fc.property(rules, text, (given, each) => {
        const masker = new RuledMasker(given);
        const masked = masker.maskText(each);
        expect(given.patterns.filter(({ pattern: one }) => RE2JS.compile(one).test(masked))).toEqual([]);
        // One with quotes in it may make JSON of what was none.
        if (given.patterns.every((one) => !one.replacement.includes('"'))) expect(masker.maskText(masked)).toBe(masked);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves valid JSON, of the size it may have, wherever a document is cut', () => {
    fc.assert(
      fc.property(rules, tree, draws, fc.integer({ min: 150, max: 500 }), (given, value, drawn, capBytes) => {
        const json = `{"doc":${encode(value, drawn)},"rest":${JSON.stringify('y '.repeat(400))}}`;
        const masked = new RuledMasker(given).maskJson(Buffer.from(json), capBytes);
        expect(Buffer.byteLength(masked)).toBeLessThanOrEqual(capBytes);
        JSON.parse(masked);
      }),
      { numRuns: 1_000 },
    );
  });

  it('shows nothing of a match that the cut goes through, nor of one that the look-ahead ends in', () => {
    const masker = new RuledMasker({
      email: true,
      fields: ['hidden'],
      patterns: [{ name: 'customer', pattern: 'CUST-\\d{6}', replacement: '***' }],
    });
    const cap = 300;
    fc.assert(
      fc.property(fc.nat(8_192 + 300), fc.nat(40), fc.boolean(), fc.boolean(), (padding, dots, isHidden, isText) => {
        const long = Buffer.alloc(padding, 'x').toString();
        const secret = `${'.'.repeat(dots)}CUST-123456`.repeat(30);
        const document = isText
          ? `${long} ${secret} ${'y'.repeat(9_000)}`
          : JSON.stringify({ [isHidden ? 'hidden' : 'shown']: long, s: secret, r: 'y'.repeat(9_000) });
        const cut = masker.maskJson(Buffer.from(document), cap);
        expect(cut.replace(/…\[cut: .*/s, '')).not.toMatch(/CUST-|UST-1|123|456/);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(cap);
      }),
      { numRuns: 1_000 },
    );
  });
});
