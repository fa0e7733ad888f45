import { describe, expect, it } from '@jest/globals';
import { addressWith, keptOf } from './view-address';

const NAMES = ['status', 'q', 'range'];
const of = (query: string) => new URLSearchParams(query);

describe('what a view keeps of an address', () => {
  it('is the same in whatever order it stands there, without what no view has', () => {
    expect(keptOf(of('range=7d&status=error&live=1&view=x&q='), NAMES)).toBe('range=7d&status=error');
    expect(keptOf(of('status=error&range=7d'), NAMES)).toBe(keptOf(of('range=7d&status=error'), NAMES));
  });

  it('is percent-encoded as the service asks for it', () => {
    expect(keptOf(of('q=a b&status=%C3%A4'), NAMES)).toBe('q=a+b&status=%C3%A4');
  });
});

describe('an address with a view', () => {
  it('has the view’s parameters in place of its own, and the rest as it was', () => {
    expect(addressWith(of('status=error&q=a&live=1'), NAMES, { id: 'v', query: 'range=7d' })).toBe('live=1&range=7d&view=v'); // prettier-ignore
    expect(addressWith(of('status=error&live=1&view=v'), NAMES, null)).toBe('live=1');
  });
});
