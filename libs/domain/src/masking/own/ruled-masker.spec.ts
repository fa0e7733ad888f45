import { describe, expect, it } from '@jest/globals';
import type { MaskingPattern } from '@gatewayops/contracts';
import { problemsOf } from './pattern-check.js';
import { RuledMasker, type OwnRules } from './ruled-masker.js';

const CUSTOMER: MaskingPattern = { name: 'customer', pattern: 'CUST-\\d{6}', replacement: '[customer ***]' };
const masker = (rules: Partial<OwnRules>) => new RuledMasker({ email: true, fields: [], patterns: [], ...rules });
const masked = (rules: Partial<OwnRules>, value: unknown): unknown =>
  JSON.parse(masker(rules).maskJson(Buffer.from(JSON.stringify(value))));

describe('RuledMasker', () => {
  it('replaces what a pattern finds, in values and names, and numbers by strings', () => {
    const value = { 'CUST-000001': 'of CUST-123456, and CUST-12', n: 20261122, other: 7 };
    const patterns = [CUSTOMER, { name: 'date', pattern: '^\\d{8}$', replacement: '***' }];
    expect(masked({ patterns }, value)).toEqual({
      '[customer ***]': 'of [customer ***], and CUST-12',
      n: '***',
      other: 7,
    });
  });

  it('masks the whole value of a named member at any depth, also where the JSON is in a string', () => {
    const inner = { a: [{ Password: { deep: 1 } }], pin: 1234, kept: true };
    const value = { list: [inner], text: JSON.stringify(inner), PIN: [1, 2] };
    const rest = { a: [{ Password: '***' }], pin: '***', kept: true };
    expect(masked({ fields: ['password', 'Pin'] }, value)).toEqual({
      list: [rest],
      text: JSON.stringify(rest),
      PIN: '***',
    });
  });

  it('decodes strings before it matches, and changes nothing where nothing matches', () => {
    const json = '{ "a" : "\\u0043UST\\u002d123456\\n\\"", "b":"\\/ \\u00e9" }';
    const result = masker({ patterns: [CUSTOMER] }).maskJson(Buffer.from(json));
    expect(result).toBe('{ "a" : "[customer ***]\\n\\"", "b":"\\/ \\u00e9" }');
    const other = Buffer.from('{"a": [1.0e3,\t"\\u20ac"]}');
    expect(masker({ patterns: [CUSTOMER], fields: ['x'] }).maskBody(other)).toBe(other);
  });

  it('masks what is no JSON as text', () => {
    const body = Buffer.from('[info] of CUST-123456 by joe@example.com: 4111 1111 1111 1111');
    const result = masker({ patterns: [CUSTOMER] }).maskJson(body);
    expect(masker({}).maskText('[1]123-45-6789, {4111111111111111-')).toBe('[1]***-**-****, {****-****-****-1111-');
    expect(result).toBe('[info] of [customer ***] by jo***@example.com: ****-****-****-1111');
  });

  it('never shows more of what is always masked', () => {
    const patterns = [{ name: 'cut', pattern: '4111', replacement: '#***' }];
    expect(masker({ patterns }).maskText('card 4111111111111111')).toBe('card #***');
    const wider = [{ name: 'mail', pattern: '\\S+@corp\\.example', replacement: '<***>' }];
    expect(masker({ patterns: wider }).maskText('to joe@corp.example, ann@example.com')).toBe(
      'to <***>, an***@example.com',
    );
    expect(masker({ email: false }).maskText('to joe@corp.example, 123-45-6789')).toBe(
      'to joe@corp.example, ***-**-****',
    );
  });

  it('masks a text wholly where its replacements never come to an end', () => {
    const patterns = [
      { name: 'a', pattern: 'a', replacement: '***b' },
      { name: 'b', pattern: 'b', replacement: '***a' },
    ];
    expect(masker({ patterns }).maskText('an apple')).toBe('***');
  });

  it('masks a body wholly that it takes too long for', () => {
    const patterns = [{ name: 'slow', pattern: 'a(?:.*b)?', replacement: '***' }];
    const body = Buffer.from(JSON.stringify({ text: 'a'.repeat(60_000) }));
    expect(masker({ patterns }).maskJson(body)).toBe('"***"');
  });

  it('says what it found, and where', () => {
    const sample = '{"pin": 12, "t": "\\u00e9 CUST-123456 joe@example.com", "in": "{\\"x\\":\\"CUST-654321\\"}"}';
    const { masked: result, found } = masker({ fields: ['PIN'], patterns: [CUSTOMER] }).explain(sample);
    expect(JSON.parse(result)).toEqual({
      pin: '***',
      t: 'é [customer ***] jo***@example.com',
      in: '{"x":"[customer ***]"}',
    });
    const parts = found.map(({ rule, kind, start, end }) => [kind, rule, sample.slice(start, end)]);
    expect(parts).toEqual([
      ['field', 'pin', '12'],
      ['pattern', 'customer', 'CUST-123456'],
      ['built_in', 'email', 'joe'],
      ['pattern', 'customer', 'CUST-654321'],
    ]);
  });
});

describe('problemsOf', () => {
  const problemOf = (pattern: string, replacement = '***') =>
    problemsOf([{ name: 'x', pattern, replacement }])[0]?.message;

  it.each([
    ['a(b', 'missing closing ): ( (at character 2)'],
    ['[(](?:\\((b)', 'missing closing ): ( (at character 4)'],
    ['ab[z-a]', 'invalid character class range: z-a (at character 4)'],
    ['(?=x)', 'invalid or unsupported Perl syntax: (?= (at character 1)'],
    ['(a)\\1', 'invalid escape sequence: \\1 (at character 4)'],
    ['a{2000}', 'invalid repeat count: {2000} (at character 2)'],
    ['x\\', 'trailing backslash at end of expression'],
    ['[a-z]{100}[a-z]{200}', 'too large'],
    ['a*', 'matches the empty text'],
    ['a|\\b', 'matches the empty text'],
    ['(?m)^', 'matches the empty text'],
    ['\\B', 'matches the empty text'],
    ['.', 'matches ***'],
  ])('refuses %s', (pattern, message) => {
    expect(problemOf(pattern)).toContain(message);
  });

  it('refuses a pattern that matches its own replacement, and too much altogether', () => {
    expect(problemOf('id', 'id ***')).toBe('matches its own replacement');
    const large = Array.from({ length: 8 }, (_, at) => ({ name: `${at}`, pattern: '[a-z]{200}', replacement: '***' }));
    expect(problemsOf(large)).toMatchObject([{ index: 7, message: expect.stringContaining('too large together') }]);
  });

  it.each(['CUST-\\d{6}', '(?i)\\bacct[_-]?\\d{8,12}\\b', '\\p{Lu}{3}\\d+', '[^*]{3}'])('takes %s', (pattern) => {
    expect(problemOf(pattern)).toBeUndefined();
  });
});
