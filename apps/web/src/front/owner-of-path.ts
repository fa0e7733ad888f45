/** The services behind the one origin. */
export type Owner = 'auth' | 'cost' | 'trace' | 'alert' | 'gateway';

/**
 * Which service owns which paths, the longer prefix first. A prefix means the path itself and all below it. What is in no row
 * is the dashboard's own: a page, or not found. `/internal`, `/metrics`, `/ready` and `/openapi.json` of services stay inside.
 */
const OWNERS: readonly (readonly [prefix: string, owner: Owner])[] = [
  ['/v1/mcp', 'gateway'],
  ['/.well-known/oauth-protected-resource', 'gateway'],
  ['/v1/costs', 'cost'],
  ['/v1/prices', 'cost'],
  ['/v1/traces', 'trace'],
  ['/v1/alerts', 'alert'],
  // The rest of the API is the auth service's, and so is the answer to what nobody has.
  ['/v1', 'auth'],
  ['/signin', 'auth'],
  ['/account', 'auth'],
  ['/invitations', 'auth'],
  ['/connect', 'auth'],
  ['/oauth', 'auth'],
  ['/scim', 'auth'],
  ['/assets', 'auth'],
  ['/.well-known/oauth-authorization-server', 'auth'],
  ['/.well-known/openid-configuration', 'auth'],
];

/** `.` and `..` as segments, also in percent-encoding: what a service made of them might not be what was looked up here. */
const DOTS = /\/(?:\.|%2e){1,2}(?:\/|$)/i;

/** Who answers a request target (path and query, as it came); null: the dashboard itself. */
export function ownerOfPath(target: string): Owner | null {
  const query = target.indexOf('?');
  const path = query < 0 ? target : target.slice(0, query);
  if (DOTS.test(path)) return null;
  const row = OWNERS.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`));
  return row?.[1] ?? null;
}
