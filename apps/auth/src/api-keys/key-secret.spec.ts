import { describe, expect, it } from '@jest/globals';
import { API_KEY_PATTERN } from '@gatewayops/contracts';
import { base62, KeyDigester, newKey, prefixOf } from './key-secret.js';

describe('key secrets', () => {
  it('have the published form and never repeat', () => {
    const keys = Array.from({ length: 100 }, () => newKey('prod'));
    for (const key of keys) expect(key).toMatch(API_KEY_PATTERN);
    expect(new Set(keys).size).toBe(100);
    expect(prefixOf('gwo_prod_a1B2c3')).toBe('gwo_prod_a1B');
  });

  it('write the smallest and the largest number in 43 digits', () => {
    expect(base62(Buffer.alloc(32))).toBe('0'.repeat(43));
    // 2^256 / 62^42 = 60.7, and y is digit 60.
    expect(base62(Buffer.alloc(32, 255))).toMatch(/^y[0-9A-Za-z]{42}$/);
    expect(base62(Buffer.from('3d'.padStart(64, '0'), 'hex'))).toBe(`${'0'.repeat(42)}z`);
  });

  it('are found under their own pepper only', () => {
    const key = newKey('prod');
    expect(new KeyDigester('a').lookupOf(key)).toEqual(new KeyDigester('a').lookupOf(key));
    expect(new KeyDigester('a').lookupOf(key)).not.toEqual(new KeyDigester('b').lookupOf(key));
  });
});
