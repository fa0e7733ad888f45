import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Masker } from './masker.js';
import { maskTextPlainly, maskTreePlainly, type Json } from './plain-masking.fixture.js';

const masker = new Masker({ email: true });

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const base62 = fc.string({ unit: fc.constantFrom(...'aB3xY9'), minLength: 28, maxLength: 44 }); // prettier-ignore

function withCheckDigit(number: string): string {
  for (let check = 0; check < 10; check++) {
    const sum = [...`${number}${check}`].toReversed().reduce((total, digit, at) => {
      const value = at % 2 === 0 ? Number(digit) : Number(digit) * 2;
      return total + (value > 9 ? value - 9 : value);
    }, 0);
    if (sum % 10 === 0) return `${number}${check}`;
  }
  throw new Error('one of ten check digits always fits');
}

const card = fc
  .tuple(fc.constantFrom('4', '5', '37', '6011'), fc.constantFrom(13, 15, 16, 19), digits(18), fc.constantFrom('', ' ', '-'))
  .map(([prefix, length, rest, separator]) =>
    withCheckDigit((prefix + rest).slice(0, length - 1)).replace(/.{4}(?=.)/g, `$&${separator}`),
  ); // prettier-ignore
const ssn = digits(9).map((all) => `${all.slice(0, 3)}-${all.slice(3, 5)}-${all.slice(5)}`);
const apiKey = base62.map((secret) => `gwo_prod_${secret}`);
const bearer = fc
  .tuple(fc.constantFrom('Bearer ', 'bearer\t', 'BEARER  '), base62)
  .map(([word, token]) => word + token);
const email = fc.tuple(
  fc.constantFrom('joe', 'a.b+c', 'x', 'jörg', '%_-'),
  fc.constantFrom('example.com', 'é.example'),
);
const privateKey = fc
  .tuple(fc.constantFrom('', 'RSA ', 'ENCRYPTED '), base62, fc.boolean())
  .map(([label, body, isClosed]) =>
    [`-----BEGIN ${label}PRIVATE KEY-----`, body, isClosed ? `-----END ${label}PRIVATE KEY-----` : ''].join('\n'),
  );
const secret = fc.oneof(card, ssn, apiKey, bearer, email.map((parts) => parts.join('@')), privateKey); // prettier-ignore
const noise = fc.oneof(
  fc.constantFrom(' ', '  ', '-', '"', '\n', '\t', '/', '\\ ', '€', 'é', '😀', '\u0001', '<', '&', '.', ',', '@', ':', '_', '', 'x'),
  fc.constantFrom('7', '42', '2026', '1234', '-----', 'PRIVATE KEY', 'gwo_', 'bearer', '4111', '12-34', '\u00a0'),
  fc.string({ unit: 'grapheme', maxLength: 6 }).filter((text) => !text.includes('\\')),
  digits(20),
); // prettier-ignore
const text = fc.array(fc.oneof({ weight: 1, arbitrary: secret }, { weight: 2, arbitrary: noise }), { maxLength: 8 }).map((parts) => parts.join('')); // prettier-ignore

const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.constantFrom(null, true, 1.5, -0, 4111111111111111, -5500000000000004, 378282246310005, 1732160924129),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(text.filter((key) => key !== '__proto__'), tie('tree'), { maxKeys: 3 }),
  ),
})); // prettier-ignore

/** JSON with white space between its tokens and characters written as escapes, both as the drawn numbers say. */
function encode(value: Json, draw: () => number): string {
  const space = (): string => ['', '', '', ' ', '\n', '\r\n\t'][draw() % 6]!;
  const character = (each: string): string => {
    const code = each.charCodeAt(0);
    if (draw() % 8 === 0) return `\\u${code.toString(16).padStart(4, '0')}`;
    if (each === '/' && draw() % 2 === 0) return '\\/';
    return JSON.stringify(each).slice(1, -1);
  };
  const string = (each: string): string => `"${each.split('').map(character).join('')}"`;
  if (typeof value === 'string') return string(value);
  if (Array.isArray(value)) return `[${space()}${value.map((each) => encode(each, draw)).join(`,${space()}`)}${space()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, each]) => `${string(key)}${space()}:${space()}${encode(each, draw)}`);
  return `{${members.join(`${space()},`)}${space()}}`;
} // prettier-ignore

const encoded = fc.tuple(tree, fc.array(fc.nat(47), { minLength: 1, maxLength: 40 })).map(([value, draws]) => {
  let at = 0;
  return { value, json: encode(value, () => draws[at++ % draws.length]!) };
});

describe('Masker, compared with an obvious implementation', () => {
  it('masks the same of a text', () => {
    fc.assert(
      fc.property(text, (each) => {
        expect(masker.maskText(each)).toBe(maskTextPlainly(each));
      }),
      { numRuns: 2_000 },
    );
  });

  it('masks the same of a document, however it is escaped', () => {
    fc.assert(
      fc.property(encoded, ({ value, json }) => {
        const masked = masker.maskJson(Buffer.from(json), 1_000_000);
        expect(JSON.parse(masked)).toEqual(maskTreePlainly(JSON.parse(JSON.stringify(value)) as Json));
      }),
      { numRuns: 2_000 },
    );
  });

  it('changes nothing when it is done again', () => {
    fc.assert(
      fc.property(text, encoded, (each, { json }) => {
        const once = masker.maskText(each);
        expect(masker.maskText(once)).toBe(once);
        const document = masker.maskJson(Buffer.from(json));
        expect(masker.maskJson(Buffer.from(document))).toBe(document);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves valid JSON, and nothing that would be masked, wherever a document is cut', () => {
    fc.assert(
      fc.property(encoded, fc.integer({ min: 150, max: 600 }), fc.nat(400), ({ json }, capBytes, padding) => {
        const bytes = Buffer.from(`{"pad":"${'x'.repeat(padding)}","doc":${json},"rest":"${'y'.repeat(700)}"}`);
        const masked = masker.maskJson(bytes, capBytes);
        expect(Buffer.byteLength(masked)).toBeLessThanOrEqual(capBytes);
        const parsed = JSON.parse(masked) as Json;
        expect(JSON.stringify(parsed)).toContain('…[cut: ');
        expect(maskTreePlainly(parsed)).toEqual(parsed);
      }),
      { numRuns: 1_000 },
    );
  });

  it('shows no more than the masks do of a secret, wherever the cut goes through it', () => {
    const padded = fc.tuple(secret, fc.integer({ min: 60, max: 160 }));
    fc.assert(
      fc.property(padded, ([each, padding]) => {
        const document = JSON.stringify({ p: '.'.repeat(padding), s: each, r: 'y'.repeat(400) });
        const whole = maskTextPlainly(each);
        const cut = JSON.parse(masker.maskJson(Buffer.from(document), 250)) as { s?: string };
        const shown = (cut.s ?? '').replace(/…\[cut.*/s, '');
        expect(whole.startsWith(shown)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
