import type { Organization } from '@gatewayops/contracts';
import { execute, queryRows, type EntityManager, type TenantTransactions } from '@gatewayops/postgres';
import { listOrganizations } from '../organizations/organization-rows.js';
import { SealedSecret, type SecretBox } from '@gatewayops/service';
import { z } from 'zod';
import { placeOfConnection } from '../credentials/connection-secret.js';
import { placeOfClient } from '../credentials/connect/client-rows.js';
import { placeOfCredential } from '../credentials/server-secrets.js';
import { placeOfSpKey } from '../sso/connections/sp-keys.js';
import { placeOfConnectionSecret } from '../sso/oidc/oidc-secret.js';

const ORGANIZATIONS_A_PAGE = 200;
/** Every column that holds something under a master key, and the place that it opens at. What is in Vault has no `key_id`. */
const SEALED = [
  { table: 'mcp_servers', key: 'id', column: 'auth_config', place: placeOfCredential },
  { table: 'upstream_connections', key: 'id', column: 'secret', place: placeOfConnection },
  { table: 'upstream_revocations', key: 'connection_id', column: 'secret', place: placeOfConnection },
  { table: 'upstream_clients', key: 'issuer', column: 'secret', place: placeOfClient },
  { table: 'sso_connections', key: 'id', column: 'secret', place: placeOfConnectionSecret },
  { table: 'sso_keys', key: 'id', column: 'private_key', place: placeOfSpKey },
] as const;
const SealedRow = z.object({ key: z.string(), sealed: SealedSecret });

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
  let moved = 0;
  for (const { table, key, column, place } of SEALED) {
    const select = `SELECT ${key} AS key, ${column} AS sealed FROM ${table} WHERE ${column} ->> 'key_id' <> $1 FOR UPDATE`;
    const rows = await queryRows(manager, SealedRow, select, [box.currentKeyId]);
    for (const row of rows) {
      const sealed = JSON.stringify(box.rewrap(row.sealed, place(orgId, row.key)));
      const update = `UPDATE ${table} SET ${column} = $2 WHERE ${key} = $1 AND ${column} = $3::jsonb`;
      moved += await execute(manager, update, [row.key, sealed, JSON.stringify(row.sealed)]);
    }
  }
  return moved;
}
