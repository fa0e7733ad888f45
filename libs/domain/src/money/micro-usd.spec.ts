import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatMicroUsd } from './micro-usd.js';

describe('formatMicroUsd', () => {
  it.each<[number | bigint, string]>([
    [0, '0'],
    [-0, '0'],
    // 1 / 1,000,000
    [1, '0.000001'],
    // 1,500 / 1,000,000
    [1_500, '0.0015'],
    // 1,000,000 / 1,000,000
    [1_000_000, '1'],
    // 12,345,670 / 1,000,000
    [12_345_670, '12.34567'],
    [-250_000, '-0.25'],
    [-3_000_000n, '-3'],
    // 9,007,199,254,740,993 does not fit into a float
    [9_007_199_254_740_993n, '9007199254.740993'],
  ])('%s is %s USD', (amount, expected) => {
    expect(formatMicroUsd(amount)).toBe(expected);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), (amount) => {
        const [whole = '', fraction = ''] = formatMicroUsd(amount).split('.');
        expect(BigInt(whole.concat(fraction.padEnd(6, '0')))).toBe(amount);
      }),
    );
  });

  it.each([0.5, Number.NaN, Infinity, 2 ** 53])('refuses %s', (amount) => {
    expect(() => formatMicroUsd(amount)).toThrow(RangeError);
  });
});
