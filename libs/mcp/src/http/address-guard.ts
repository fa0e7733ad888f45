import { lookup as dnsLookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';

/** Decides whether an address may be connected to; asked after DNS, at each connection. */
export interface AddressGuard {
  /** For `net.connect` and `tls.connect`: resolves a name, and fails when none of its addresses is allowed. */
  readonly lookup: LookupFunction;
  /** Whether this literal address may be connected to. */
  allows(address: string): boolean;
}

/** No address of this server may be connected to. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'EADDRESSREFUSED';
}

/** Special-purpose ranges that are not public unicast (IANA registries, RFC 6890 and its updates). */
const NOT_PUBLIC_V4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24',
  '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24',
  '224.0.0.0/4', '240.0.0.0/4',
]; // prettier-ignore
/** In IPv6 only 2000::/3 is public unicast; these lie within it. */
const NOT_PUBLIC_V6 = ['2001::/23', '2001:db8::/32', '3fff::/20'];
/** These carry an IPv4 address that the packet ends up at: 6to4 in bits 16 to 47. NAT64 (64:ff9b::/96) lies outside 2000::/3. */
const CARRIES_V4 = ['2002::/16'];

const privateV4 = blockList(NOT_PUBLIC_V4, 'ipv4');
const publicV6 = blockList(['2000::/3'], 'ipv6');
const privateV6 = blockList([...NOT_PUBLIC_V6, ...CARRIES_V4], 'ipv6');
const mappedV4 = blockList(['::ffff:0:0/96'], 'ipv6');

function blockList(ranges: string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network, prefix] = range.split('/') as [string, string];
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}

/** Whether an address is reachable from anywhere on the Internet, and so is nobody's inside. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  const family = isIP(bare);
  if (family === 4) return !privateV4.check(bare, 'ipv4');
  // IPv4 in IPv6 clothes is refused whole: nothing public is registered that way.
  if (family !== 6 || mappedV4.check(bare, 'ipv6')) return false;
  return publicV6.check(bare, 'ipv6') && !privateV6.check(bare, 'ipv6');
}

/**
 * @param options.privateRanges `deny` refuses everything that is not a public unicast address (loopback, private, link-local,
 * unique-local, carrier-grade NAT, multicast, reserved, and IPv4 addresses mapped into IPv6)
 */
export function addressGuard(options: { privateRanges: 'allow' | 'deny' }): AddressGuard {
  const allows = (address: string): boolean => options.privateRanges === 'allow' || isPublicAddress(address);
  const lookup: LookupFunction = (hostname, lookupOptions, callback) => {
    dnsLookup(hostname, { ...lookupOptions, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, '', 0);
      const allowed = addresses.filter(({ address }) => allows(address));
      const [first] = allowed;
      if (!first) return callback(new AddressRefused('no address of this name may be connected to'), '', 0);
      if (lookupOptions.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
  return { allows, lookup };
}
