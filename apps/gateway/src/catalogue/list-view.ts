import type { Upstream } from '@gatewayops/mcp';
import { createHash } from 'node:crypto';

/**
 * Whose list it is. The registry's credential is the same for all callers of a server; what else a list may depend on is here,
 * and lists are kept apart by it.
 */
export interface ListView {
  readonly upstream: Upstream;
  /** Of the client, as the server's entry has them passed on; names in lower case. */
  readonly headers: Record<string, string>;
  /** Raw JSON: what a client of 2026-07-28 says that it can do; null otherwise. Told to servers of that revision only. */
  readonly capabilities: Buffer | null;
}

/** The same for views that see the same list; without a secret in it. */
export function contextOf({ headers, capabilities }: ListView): string {
  const names = Object.keys(headers).toSorted();
  if (names.length === 0 && capabilities === null) return '';
  const hash = createHash('sha256').update(JSON.stringify(names.map((name) => [name, headers[name]])));
  return hash.update(capabilities ?? '').digest('base64');
}
