import type { CallerIdentity } from '@gatewayops/access';
import { BUILT_IN_ROLES, GatewayOpsError, type Grant, type KeyScopes, type McpScope, type OrganizationRole } from '@gatewayops/contracts'; // prettier-ignore
import { grantsAreWithin, reachOf, scopesAreWithin } from '@gatewayops/domain';

/**
 * Nobody gives away more than they have: keys, roles and memberships made by a person hold at most what that person may do in
 * all of the organisation. The operator and keys that were given the permission are not held to it.
 * @throws GatewayOpsError `insufficient_permissions`
 */
export function refuseBeyondOwnRights(
  caller: CallerIdentity,
  given: { grants: readonly Grant[]; mcp: readonly McpScope[] },
  field: string,
): void {
  if (caller.kind !== 'person') return;
  const { access } = caller.person;
  const within =
    access !== null && grantsAreWithin(given.grants, access.grants) && scopesAreWithin(given.mcp, access.mcp);
  if (!within) throw beyond(field, 'gives more than you have yourself');
}

/** As {@link refuseBeyondOwnRights}, for a role of the organisation. */
export const refuseHigherRole = (caller: CallerIdentity, role: OrganizationRole): void =>
  refuseBeyondOwnRights(caller, BUILT_IN_ROLES[role], 'role');

/** As {@link refuseBeyondOwnRights}, for what a key may do. */
export function refuseWiderKey(caller: CallerIdentity, scopes: KeyScopes): void {
  if (caller.kind !== 'person') return;
  const { access } = caller.person;
  if (access === null || !scopesAreWithin(scopes.mcp, access.mcp))
    throw beyond('scopes.mcp', 'allows more than your roles do');
  for (const permission of scopes.permissions) {
    const reach = reachOf(access.grants, permission, access.teamIds);
    if (!reach.organization) throw beyond('scopes.permissions', `${permission} is not yours to give`);
  }
}

const beyond = (field: string, message: string) =>
  new GatewayOpsError('insufficient_permissions', { details: [{ field, message }] });
