import { expect, it } from '@jest/globals';
import { addressIsWithin } from './addresses.js';

const ALLOWED = ['203.0.113.7', '10.0.0.0/8', '2001:db8::/32'];

it.each([
  ['203.0.113.7', true],
  ['203.0.113.8', false],
  ['10.255.0.1', true],
  ['11.0.0.1', false],
  ['::ffff:10.1.2.3', true],
  ['2001:db8:1::1', true],
  ['2001:db9::1', false],
  ['', false],
  ['unknown', false],
])('%s: %s', (address, expected) => {
  expect(addressIsWithin(address, ALLOWED)).toBe(expected);
  expect(addressIsWithin(address, ALLOWED)).toBe(expected);
});
