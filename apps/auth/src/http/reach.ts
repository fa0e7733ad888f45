import type { CallerIdentity } from '@gatewayops/access';
import { GatewayOpsError, type Permission } from '@gatewayops/contracts';
import { reaches, reachOf, type Belonging } from '@gatewayops/domain';

/** What of an organisation a caller's permission reaches, as a query asks: rows of these teams, or of this person. */
export interface Within {
  teamIds: readonly string[];
  userId: string | null;
}

/** The person who calls; null for keys and the operator. */
export const userIdOf = (caller: CallerIdentity): string | null =>
  caller.kind === 'person' ? caller.person.userId : null;

/** Whether who calls has another permission, too, in all of the organisation. */
export function holds(caller: CallerIdentity, permission: Permission): boolean {
  if (caller.kind === 'admin') return true;
  if (caller.kind === 'key') return caller.principal.scopes.permissions.includes(permission);
  const { access } = caller.person;
  return access !== null && reachOf(access.grants, permission, access.teamIds).organization;
}

/** The part of the organisation that a list may show; null for all of it. */
export function withinOf(caller: CallerIdentity): Within | null {
  const { organization, teamIds, own } = caller.reach;
  return organization ? null : { teamIds, userId: own ? userIdOf(caller) : null };
}

/**
 * Refuses what lies beyond the teams that the caller's permission is for, and is not their own.
 * @throws GatewayOpsError `insufficient_permissions`
 */
export function refuseBeyond(caller: CallerIdentity, thing: Belonging): void {
  if (reaches(caller.reach, userIdOf(caller), thing)) return;
  const message = caller.reach.own ? 'only for what is yours or your team’s' : 'only for what is your team’s';
  throw new GatewayOpsError('insufficient_permissions', { details: [{ field: 'permission', message }] });
}
