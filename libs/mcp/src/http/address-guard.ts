import type { LookupFunction } from 'node:net';

/** Decides whether an address may be connected to; asked after DNS, at each connection. */
export interface AddressGuard {
  /** For `net.connect` and `tls.connect`: resolves a name and fails with `code: 'EADDRESSREFUSED'` when no address is allowed. */
  readonly lookup: LookupFunction;
  /** Whether this literal address may be connected to. */
  allows(address: string): boolean;
}

/**
 * @param options.privateRanges `deny` refuses everything that is not a public unicast address (loopback, private, link-local,
 * unique-local, carrier-grade NAT, multicast, reserved, and IPv4 addresses mapped into IPv6).
 */
export declare function addressGuard(options: { privateRanges: 'allow' | 'deny' }): AddressGuard;
