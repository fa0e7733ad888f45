import { describe, expect, it } from '@jest/globals';
import { formatBytes, formatDuration, formatLocal, formatMoney, formatUtc, microOf } from './format.js';

describe('money', () => {
  it.each([
    [0, '$0.00'],
    [1, '$0.000001'],
    [1_500_000, '$1.50'],
    [1_234_567_890_000, '$1,234,567.89'],
    [-20_000, '−$0.02'],
    ['0.1', '$0.10'],
    ['12.345600', '$12.3456'],
    ['9007199254740993.000001', '$9,007,199,254,740,993.000001'],
  ])('of %s is %s, exactly', (amount, text) => expect(formatMoney(amount)).toBe(text));

  it('is not guessed at', () => {
    for (const text of ['', '1e3', '1.2345678', 'x']) expect(() => microOf(text)).toThrow(RangeError);
  });
});

it.each([
  [850, '850 µs'],
  [12_340, '12.3 ms'],
  [250_000, '250 ms'],
  [1_240_000, '1.24 s'],
  [200_000_000, '3 min 20 s'],
  [7_500_000_000, '2 h 5 min'],
])('%d µs are %s', (value, text) => expect(formatDuration(value)).toBe(text));

it.each([
  [512, '512 B'],
  [65_536, '64.0 KiB'],
  [10_485_760, '10.0 MiB'],
])('%d bytes are %s', (value, text) => expect(formatBytes(value)).toBe(text));

it('times are told in UTC with its name, and locally without today’s date', () => {
  const iso = '2026-11-21T08:09:10.000Z';
  expect(formatUtc(iso)).toBe('Nov 21, 2026, 8:09:10 AM UTC');
  expect(formatLocal(iso, new Date(iso))).not.toContain('Nov');
  expect(formatLocal(iso, new Date('2026-11-23T00:00:00Z'))).toContain('Nov 21');
});
