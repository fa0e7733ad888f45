import { lookup } from 'node:dns/promises';
import { GatewayOpsError } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';

/** Ranges of a private network, which an operator may open; all other special ranges stay closed. */
const PRIVATE_RANGES = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);
const LOOKUP_TIMEOUT_MS = 2_000;

/** Finds the addresses of a host; empty where it has none or nobody knows. */
export type HostLookup = (host: string) => Promise<string[]>;

/**
 * Refuses URLs that would make a gateway speak to our own network (server-side request forgery). This is a first check, for a
 * clear answer: names can point elsewhere later, so gateways check each address again when they connect.
 */
@Injectable()
export class AddressGuard {
  constructor(
    private readonly privateRanges: 'allow' | 'deny',
    private readonly lookupHost: HostLookup = lookupAddresses,
  ) {}

  /** @throws GatewayOpsError `validation_error` about the field */
  async check(url: string, field = 'transport.url'): Promise<void> {
    const refusal = (message: string) => new GatewayOpsError('validation_error', { details: [{ field, message }] });
    const { username, password, hostname } = new URL(url);
    if (username !== '' || password !== '') throw refusal('Send credentials as `credential`, not in the URL.');
    const host = hostname.replace(/^\[|\]$/g, '');
    const addresses = ipaddr.isValid(host) ? [host] : await this.lookupHost(host);
    if (addresses.some((address) => !this.admits(address)))
      throw refusal('This address is private or reserved, and this installation does not allow those.');
  }

  private admits(text: string): boolean {
    const range = rangeOf(text);
    return range === 'unicast' || (this.privateRanges === 'allow' && PRIVATE_RANGES.has(range));
  }
}

/** The range of an address; one of IPv4 inside IPv6 counts as what it is inside. */
function rangeOf(text: string): string {
  return ipaddr.isValid(text) ? ipaddr.process(text).range() : 'unknown';
}

async function lookupAddresses(host: string): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string[]>((resolve) => {
    timer = setTimeout(() => resolve([]), LOOKUP_TIMEOUT_MS);
  });
  const answer = lookup(host, { all: true }).then(
    (entries) => entries.map((entry) => entry.address),
    () => [],
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
