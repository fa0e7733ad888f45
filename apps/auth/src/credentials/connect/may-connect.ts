import { GatewayOpsError, type PersonSession } from '@gatewayops/contracts';
import { reachesNothing, reachOf } from '@gatewayops/domain';

/** Who opens a page, in which organisation. */
export type PersonInOrganization = PersonSession & { orgId: string };

/**
 * Somebody who may connect accounts of their own in the organisation that they work in.
 * @throws GatewayOpsError `insufficient_permissions`
 */
export function assertMayConnect(person: PersonSession): asserts person is PersonInOrganization {
  const { orgId, access } = person;
  const reach = access && reachOf(access.grants, 'connections:update', access.teamIds);
  if (orgId !== null && reach !== null && !reachesNothing(reach)) return;
  throw new GatewayOpsError('insufficient_permissions', {
    message: 'You may not connect accounts in this organisation. Its administrators can let you.',
    details: [{ field: 'permission', message: 'needs connections:update' }],
  });
}
