import { BlockList, isIP } from 'node:net';

/** RFC 9110, 7.6.1, and those that only proxies between two hops use. */
const HOP_BY_HOP = new Set([
  'connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer',
  'transfer-encoding', 'upgrade', 'http2-settings',
]); // prettier-ignore

/** Written by us, whatever a client says. */
const OURS = new Set(['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'forwarded', 'expect']);

/** Whose `X-Forwarded-*` headers are believed: addresses or CIDR ranges. @throws Error for what is neither */
export function trustedPeers(ranges: readonly string[]): (address: string | undefined) => boolean {
  const peers = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = familyOf(address);
    if (family === null) throw new Error(`TRUSTED_PROXIES is not valid: ${range} is no address.`);
    if (bits === undefined) peers.addAddress(address, family);
    else peers.addSubnet(address, Number(bits), family);
  }
  return (text) => {
    const address = plain(text);
    const family = familyOf(address);
    return family !== null && peers.check(address, family);
  };
}

const familyOf = (address: string): 'ipv4' | 'ipv6' | null =>
  isIP(address) === 4 ? 'ipv4' : isIP(address) === 6 ? 'ipv6' : null;

/** IPv4 as it is written where it is not mapped into IPv6. */
const plain = (address: string | undefined): string => (address ?? '').replace(/^::ffff:(?=\d+\.)/, '');

export interface Sender {
  remoteAddress: string | undefined;
  encrypted: boolean;
  trusted: boolean;
  host: string;
  forwardedFor: string | undefined;
  forwardedProto: string | undefined;
}

/** What the next hop is told about where a request came from. */
export function forwardedHeaders(sender: Sender): Record<string, string> {
  const address = plain(sender.remoteAddress);
  const before = sender.trusted ? sender.forwardedFor : undefined;
  return {
    'x-forwarded-for': before === undefined ? address : `${before}, ${address}`,
    'x-forwarded-proto': isSecure(sender) ? 'https' : 'http',
    'x-forwarded-host': sender.host,
  };
}

/** Whether the client spoke https to us or to the proxy in front of us. */
export function isSecure({ encrypted, trusted, forwardedProto }: Sender): boolean {
  return encrypted || (trusted && forwardedProto?.split(',').at(-1)?.trim() === 'https');
}

/** Names and values of `raw` in their order, without what is meant for one hop; `connection` may name more of those. */
export function endToEnd(raw: readonly string[], connection: string | undefined): string[] {
  const named = new Set((connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
  const kept: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const [name = '', value = ''] = [raw[i], raw[i + 1]];
    const lower = name.toLowerCase();
    if (!HOP_BY_HOP.has(lower) && !named.has(lower)) kept.push(name, value);
  }
  return kept;
}

/** As {@link endToEnd}, without what we write ourselves. */
export function fromClient(raw: readonly string[], connection: string | undefined): string[] {
  const kept = endToEnd(raw, connection);
  return kept.filter((_, i) => !OURS.has((kept[i - (i % 2)] ?? '').toLowerCase()));
}
