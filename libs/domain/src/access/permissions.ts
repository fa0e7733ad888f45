import type { HeldGrant, Permission } from '@gatewayops/contracts';

/**
 * How far one permission reaches for somebody. `organization`: everywhere; else in `teamIds` and, where `own` is set, for what
 * is theirs.
 */
export interface PermissionReach {
  readonly organization: boolean;
  readonly teamIds: readonly string[];
  readonly own: boolean;
}

export const EVERYWHERE: PermissionReach = { organization: true, teamIds: [], own: true };
export const NOWHERE: PermissionReach = { organization: false, teamIds: [], own: false };

/** Whether `pattern` (`*`, `resource:*` or a permission) covers `permission`. */
export function covers(pattern: string, permission: Permission): boolean {
  if (pattern === '*' || pattern === permission) return true;
  return pattern.endsWith(':*') && permission.startsWith(pattern.slice(0, -1));
}

/**
 * Adds up what grants say about a permission. A grant of a role that somebody has in a team only never reaches beyond that
 * team, whatever the role says; `team` in a role that they have in the organisation means each team they belong to.
 */
export function reachOf(
  grants: readonly HeldGrant[],
  permission: Permission,
  memberOf: readonly string[] = [],
): PermissionReach {
  let organization = false;
  let own = false;
  const teamIds = new Set<string>();
  for (const { permission: pattern, reach, teamId } of grants) {
    if (!covers(pattern, permission)) continue;
    if (reach === 'own') own = true;
    else if (teamId !== null) teamIds.add(teamId);
    else if (reach === 'organization') organization = true;
    else for (const id of memberOf) teamIds.add(id);
  }
  return organization ? EVERYWHERE : { organization, teamIds: [...teamIds], own };
}

export const reachesNothing = ({ organization, teamIds, own }: PermissionReach): boolean =>
  !organization && teamIds.length === 0 && !own;

/** What a thing belongs to, as far as a reach asks. */
export interface Belonging {
  teamId?: string | null | undefined;
  userId?: string | null | undefined;
}

/** Whether a reach of the person `userId` covers a thing. */
export function reaches(reach: PermissionReach, userId: string | null, thing: Belonging): boolean {
  if (reach.organization) return true;
  if (thing.teamId && reach.teamIds.includes(thing.teamId)) return true;
  return reach.own && userId !== null && thing.userId === userId;
}
