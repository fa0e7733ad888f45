import type { Grant, HeldGrant, McpScope } from '@gatewayops/contracts';
import { matchesPattern } from './pattern.js';

/** Pairs of scopes that are looked at; beyond these nothing more is allowed. */
const SCOPES_MAX = 1_000;

/**
 * Whether all that `narrow` matches is matched by `wide`, too. A star in `narrow` is taken as a character that only a star in
 * `wide` can stand for, so that it never says yes where it should say no.
 */
export const patternCovers = (wide: string, narrow: string): boolean => matchesPattern(wide, narrow);

/** What both patterns match, where one covers the other; null where they only overlap, or do not. */
function meet(a: string, b: string): string | null {
  if (patternCovers(a, b)) return b;
  return patternCovers(b, a) ? a : null;
}

function meetAll(some: readonly string[], others: readonly string[]): string[] {
  const both = some.flatMap((a) => others.map((b) => meet(a, b)).filter((pattern) => pattern !== null));
  return [...new Set(both)];
}

/** What both scopes allow, as scopes. Patterns that overlap without one covering the other allow nothing: say less, never more. */
export function scopesWithin(scopes: readonly McpScope[], ceiling: readonly McpScope[]): McpScope[] {
  const both: McpScope[] = [];
  for (const scope of scopes) {
    for (const limit of ceiling) {
      const server = meet(scope.server, limit.server);
      if (server === null || both.length >= SCOPES_MAX) continue;
      both.push({
        server,
        tools: meetAll(scope.tools, limit.tools),
        resources: meetAll(scope.resources, limit.resources),
        prompts: meetAll(scope.prompts, limit.prompts),
      });
    }
  }
  return both;
}

/** Whether `ceiling` allows all that `scopes` do. */
export function scopesAreWithin(scopes: readonly McpScope[], ceiling: readonly McpScope[]): boolean {
  return scopes.every((scope) => {
    const limits = ceiling.filter((limit) => patternCovers(limit.server, scope.server));
    return (['tools', 'resources', 'prompts'] as const).every((kind) =>
      scope[kind].every((pattern) => limits.some((limit) => limit[kind].some((wide) => patternCovers(wide, pattern)))),
    );
  });
}

const REACHES = { own: 0, team: 1, organization: 2 } as const;

/** Whether somebody who holds `held` has everything that `grants` would give in the organisation: nobody gives what they lack. */
export function grantsAreWithin(grants: readonly Grant[], held: readonly HeldGrant[]): boolean {
  const inOrganization = held.filter(({ teamId }) => teamId === null);
  return grants.every((grant) =>
    inOrganization.some(
      (has) => coversPattern(has.permission, grant.permission) && REACHES[has.reach] >= REACHES[grant.reach],
    ),
  );
}

/** `*` covers all, `teams:*` itself and each permission of teams. */
function coversPattern(wide: string, narrow: string): boolean {
  return wide === '*' || wide === narrow || (wide.endsWith(':*') && narrow.startsWith(wide.slice(0, -1)));
}
