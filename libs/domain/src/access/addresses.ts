import ipaddr from 'ipaddr.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** A list is a verdict's, which serves many calls: it is read once. */
const parsed = new WeakMap<readonly string[], readonly Range[]>();

/** Whether an address is one of `allowed`, addresses and CIDR ranges. IPv4 written as IPv6 is IPv4; what is no address is in none. */
export function addressIsWithin(address: string, allowed: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const given = ipaddr.process(address);
  return rangesOf(allowed).some(([base, bits]) => base.kind() === given.kind() && given.match(base, bits));
}

function rangesOf(allowed: readonly string[]): readonly Range[] {
  let ranges = parsed.get(allowed);
  if (ranges === undefined) {
    ranges = allowed.map(rangeOf);
    parsed.set(allowed, ranges);
  }
  return ranges;
}

function rangeOf(text: string): Range {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
