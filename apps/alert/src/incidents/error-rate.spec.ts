import { expect, it } from '@jest/globals';
import { isAbove } from './error-rate.js';

it.each([
  // 2 / 100 = 2% > 1%
  { calls: 100, errors: 2, threshold_basis_points: 100, minimum_calls: 10, above: true },
  // 1 / 100 = 1%, not above 1%
  { calls: 100, errors: 1, threshold_basis_points: 100, minimum_calls: 10, above: false },
  // 1 / 9 = 11%, but 9 calls are fewer than 10
  { calls: 9, errors: 1, threshold_basis_points: 100, minimum_calls: 10, above: false },
  // 1 / 10 > 0%
  { calls: 10, errors: 1, threshold_basis_points: 0, minimum_calls: 10, above: true },
  { calls: 10, errors: 0, threshold_basis_points: 0, minimum_calls: 10, above: false },
  // 101 / 10,000 = 1.01% > 1%
  { calls: 10_000, errors: 101, threshold_basis_points: 100, minimum_calls: 1, above: true },
  { calls: 0, errors: 0, threshold_basis_points: 0, minimum_calls: 1, above: false },
])('$errors of $calls calls above $threshold_basis_points basis points: $above', ({ above, ...rule }) => {
  expect(isAbove(rule, rule)).toBe(above);
});
