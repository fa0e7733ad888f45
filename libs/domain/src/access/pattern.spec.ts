import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { literalLength, matchesPattern } from './pattern.js';

describe('matchesPattern', () => {
  it.each([
    ['*', '', true],
    ['*', 'anything', true],
    ['read_file', 'read_file', true],
    ['read_file', 'read_files', false],
    ['read_*', 'read_file', true],
    ['read_*', 'read_', true],
    ['read_*', 'reread_file', false],
    ['*_file', 'read_file', true],
    ['*_file', 'read_file_', false],
    ['r*f*e', 'read_file', true],
    ['**', '', true],
    ['a**b', 'ab', true],
    ['a*a', 'a', false],
    ['ab*bc', 'abc', false],
    ['*ab*ab*', 'ab', false],
    ['*ab*ab*', 'xabab', true],
    ['file:///srv/*', 'file:///srv/a/b', true],
    ['a.c', 'abc', false],
    ['[a]*', '[a]b', true],
    ['', '', true],
    ['', 'a', false],
  ])('%j on %j is %s', (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });

  it('agrees with a regular expression', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
    const starred = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    fc.assert(
      fc.property(starred, word, (pattern, text) => {
        expect(matchesPattern(pattern, text)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('does not take exponential time for a pattern made to take it', () => {
    const text = 'a'.repeat(5_000);
    const startedMs = performance.now();
    expect(matchesPattern(`${'*a'.repeat(200)}*b`, text)).toBe(false);
    expect(performance.now() - startedMs).toBeLessThan(100);
  });
});

describe('literalLength', () => {
  it.each([
    ['*', 0],
    ['a*b*', 2],
    ['abc', 3],
  ])('%j has %d', (pattern, expected) => {
    expect(literalLength(pattern)).toBe(expected);
  });
});
