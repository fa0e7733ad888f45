import { OAuthClientAuthentication, type OAuthClient } from '@gatewayops/contracts';
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

const Row = z.object({
  id: z.string(),
  name: z.string(),
  service_account_id: z.string().nullable(),
  metadata: z.object({
    redirect_uris: z.array(z.string()),
    token_endpoint_auth_method: OAuthClientAuthentication,
    jwks_uri: z.string().optional(),
  }),
  enabled: z.boolean(),
  created_at: z.string(),
  last_used_at: z.string().nullable(),
});

const clientOf = ({ metadata, ...row }: z.infer<typeof Row>): OAuthClient => ({
  ...row,
  redirect_uris: metadata.redirect_uris,
  authentication: metadata.token_endpoint_auth_method,
  jwks_uri: metadata.jwks_uri ?? null,
});

const COLUMNS = 'id, name, service_account_id, metadata, enabled, created_at, last_used_at';

export interface NewOrganizationClient {
  id: string;
  orgId: string;
  name: string;
  serviceAccountId: string | null;
  metadata: Record<string, unknown>;
}

export async function insertClient(manager: EntityManager, client: NewOrganizationClient): Promise<OAuthClient> {
  const { id, orgId, name, serviceAccountId, metadata } = client;
  const [row] = await queryRows(
    manager,
    Row,
    `INSERT INTO oauth_clients (id, org_id, name, service_account_id, metadata) VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
    [id, orgId, name, serviceAccountId, JSON.stringify(metadata)],
  );
  return clientOf(row as z.infer<typeof Row>);
}

export async function readClient(manager: EntityManager, id: string): Promise<OAuthClient | null> {
  const row = await queryRow(manager, Row, `SELECT ${COLUMNS} FROM oauth_clients WHERE id = $1`, [id]);
  return row && clientOf(row);
}

/** Newest first, below the id `before`. */
export async function listClients(manager: EntityManager, before: string | null, rowsMax: number) {
  const rows = await queryRows(
    manager,
    Row,
    `SELECT ${COLUMNS} FROM oauth_clients WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
    [before, rowsMax],
  );
  return rows.map(clientOf);
}

export async function deleteClient(manager: EntityManager, id: string): Promise<void> {
  await execute(manager, 'DELETE FROM oauth_clients WHERE id = $1', [id]);
}
