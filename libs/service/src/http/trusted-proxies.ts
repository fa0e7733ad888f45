import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

const UNKNOWN_ADDRESS = '0.0.0.0';

function parseRange(text: string): Range {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/**
 * Decides who a request comes from. `X-Forwarded-For` and `X-Forwarded-Proto` are believed only as far as each hop that
 * wrote them is one of the configured proxies: anyone else could put anything there.
 */
export class TrustedProxies {
  private readonly ranges: readonly Range[];
  private readonly known = new Map<string, boolean>();

  constructor(ranges: readonly string[]) {
    this.ranges = ranges.map(parseRange);
  }

  /** Whether `address` is one of the proxies. */
  trusts(address: string): boolean {
    if (this.ranges.length === 0) return false;
    const remembered = this.known.get(address);
    if (remembered !== undefined) return remembered;
    const trusted = this.matches(address);
    if (this.known.size >= 1024) this.known.clear();
    this.known.set(address, trusted);
    return trusted;
  }

  /** The address of the client: the nearest hop that is not a proxy of ours. */
  clientAddress(peer: string | undefined, forwardedFor: string | undefined): string {
    let address = peer ?? UNKNOWN_ADDRESS;
    if (forwardedFor === undefined || !this.trusts(address)) return address;
    const hops = forwardedFor.split(',');
    for (let i = hops.length - 1; i >= 0; i--) {
      const hop = (hops[i] ?? '').trim();
      if (!ipaddr.isValid(hop)) return address;
      address = hop;
      if (!this.trusts(address)) return address;
    }
    return address;
  }

  /** Whether the client spoke https to the proxy nearest to us. */
  isSecure(peer: string | undefined, forwardedProto: string | undefined): boolean {
    if (forwardedProto === undefined || peer === undefined || !this.trusts(peer)) return false;
    return forwardedProto.slice(forwardedProto.lastIndexOf(',') + 1).trim() === 'https';
  }

  private matches(text: string): boolean {
    if (!ipaddr.isValid(text)) return false;
    const address = ipaddr.process(text);
    return this.ranges.some(([range, bits]) => address.kind() === range.kind() && address.match(range, bits));
  }
}
