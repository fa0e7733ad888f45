import { describe, expect, it } from '@jest/globals';
import { covers } from './pattern';

describe('what a pattern covers', () => {
  it.each([
    ['*', 'files', true],
    ['files', 'files', true],
    ['files', 'files2', false],
    ['git*', 'github', true],
    ['*hub', 'github', true],
    ['g*t*b', 'github', true],
    ['g*t*x', 'github', false],
    ['ab*ba', 'aba', false],
    ['a*b*c', 'abc', true],
  ])('%s and %s: %s', (pattern, name, expected) => expect(covers(pattern, name)).toBe(expected));
});
