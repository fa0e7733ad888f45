import { OrganizationSecurity } from '@gatewayops/contracts';
import { queryRow, type EntityManager } from '@gatewayops/postgres';

export function readSecurity(manager: EntityManager, orgId: string): Promise<OrganizationSecurity | null> {
  return queryRow(manager, OrganizationSecurity, 'SELECT mfa_required FROM organizations WHERE id = $1', [orgId]);
}

export function updateSecurity(manager: EntityManager, orgId: string, { mfa_required }: OrganizationSecurity) {
  const statement =
    'UPDATE organizations SET mfa_required = $2, updated_at = now() WHERE id = $1 RETURNING mfa_required';
  return queryRow(manager, OrganizationSecurity, statement, [orgId, mfa_required]);
}
