import type { Upstream } from '@gatewayops/mcp';
import { createHash } from 'node:crypto';

/**
 * Whose list it is: what it may depend on is here, and lists are kept apart by it. The registry's credential is the same for
 * all callers of a server, unless its upstream has a holder.
 */
export interface ListView {
  readonly upstream: Upstream;
  /** Of the client, as the server's entry has them passed on; names in lower case. */
  readonly headers: Record<string, string>;
  /** Raw JSON: what a client of 2026-07-28 says that it can do; null otherwise. Told to servers of that revision only. */
  readonly capabilities: Buffer | null;
}

/** The same for views that see the same list; without a secret in it. */
export function contextOf({ upstream: { holder }, headers, capabilities }: ListView): string {
  const names = Object.keys(headers).toSorted();
  if (names.length === 0 && capabilities === null && holder === undefined) return '';
  const hash = createHash('sha256').update(JSON.stringify(names.map((name) => [name, headers[name]])));
  return hash
    .update(`\n${holder ?? ''}\n`)
    .update(capabilities ?? '')
    .digest('base64');
}
