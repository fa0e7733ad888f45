import type { Organization } from '@gatewayops/contracts';
import { execute, queryRows, type EntityManager, type TenantTransactions } from '@gatewayops/postgres';
import { listOrganizations } from '../organizations/organization-rows.js';
import { placeOfCredential } from './server-credentials.js';
import { StoredServer } from './server-rows.js';
import { SealedSecret, type SecretBox } from '@gatewayops/service';

const ORGANIZATIONS_A_PAGE = 200;
const SealedRow = StoredServer.pick({ id: true }).extend({ auth_config: SealedSecret });

/**
 * Puts every credential's data key under the current master key, while services run; gives how many it moved. Safe to repeat.
 * @throws UnreadableSecretError where a credential needs a master key that is not configured
 */
export async function rewrapCredentials(tenants: TenantTransactions, box: SecretBox): Promise<number> {
  let moved = 0;
  let page: Organization[] = [];
  do {
    const before = page.at(-1)?.id ?? null;
    page = await tenants.runWithoutOrganization((manager) => listOrganizations(manager, before, ORGANIZATIONS_A_PAGE));
    for (const { id } of page) moved += await tenants.run(id, (manager) => rewrapOf(manager, id, box));
  } while (page.length === ORGANIZATIONS_A_PAGE);
  return moved;
}

async function rewrapOf(manager: EntityManager, orgId: string, box: SecretBox): Promise<number> {
  const rows = await queryRows(
    manager,
    SealedRow,
    "SELECT id, auth_config FROM mcp_servers WHERE auth_config ->> 'key_id' <> $1 FOR UPDATE",
    [box.currentKeyId],
  );
  for (const { id, auth_config } of rows) {
    const sealed = box.rewrap(auth_config, placeOfCredential(orgId, id));
    await execute(manager, 'UPDATE mcp_servers SET auth_config = $2 WHERE id = $1', [id, JSON.stringify(sealed)]);
  }
  return rows.length;
}
