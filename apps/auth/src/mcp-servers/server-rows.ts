import { CredentialKind, McpServerSettings, type McpServer } from '@gatewayops/contracts';
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';
import { KeptSecret } from '../credentials/store/credential-store.js';
import { fromSettings, fromTransport } from './server-json.js';
import { StoredTransport } from './stored-transport.js';

/** A registered server as it is stored: the credential is sealed. */
export const StoredServer = z.object({
  id: z.string(),
  org_id: z.string(),
  name: z.string(),
  transport: StoredTransport,
  auth_type: CredentialKind,
  auth_config: KeptSecret.nullable(),
  settings: McpServerSettings,
  enabled: z.boolean(),
  version: z.number().int(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type StoredServer = z.infer<typeof StoredServer>;

/** With the OpenAPI document, for gateways. */
export const StoredServerWithDocument = StoredServer.extend({ openapi_document: z.string().nullable() });
export type StoredServerWithDocument = z.infer<typeof StoredServerWithDocument>;

const COLUMNS =
  'id, org_id, name, transport, auth_type, auth_config, settings, enabled, version, created_at, updated_at';

export type ServerRow = Pick<
  StoredServer,
  'id' | 'org_id' | 'name' | 'transport' | 'auth_type' | 'auth_config' | 'settings' | 'enabled'
> & {
  /** Null keeps the one that is stored, as long as the transport is `openapi`. */
  document: string | null;
};

const parametersOf = (row: ServerRow): unknown[] => [
  row.id,
  row.name,
  JSON.stringify(row.transport),
  row.auth_type,
  row.auth_config && JSON.stringify(row.auth_config),
  JSON.stringify(row.settings),
  row.enabled,
  row.document,
];

export async function insertServer(manager: EntityManager, row: ServerRow): Promise<StoredServer> {
  const [stored] = await queryRows(
    manager,
    StoredServer,
    `INSERT INTO mcp_servers
       (id, name, transport, auth_type, auth_config, settings, enabled, openapi_document, org_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${COLUMNS}`,
    [...parametersOf(row), row.org_id],
  );
  return stored as StoredServer;
}

/** Raises the version. */
export function updateServer(manager: EntityManager, row: ServerRow): Promise<StoredServer | null> {
  return queryRow(
    manager,
    StoredServer,
    `UPDATE mcp_servers
        SET name = $2, transport = $3, auth_type = $4, auth_config = $5, settings = $6, enabled = $7,
            openapi_document = CASE WHEN $3::jsonb ->> 'type' = 'openapi' THEN coalesce($8, openapi_document) END,
            version = version + 1, updated_at = now()
      WHERE id = $1 RETURNING ${COLUMNS}`,
    parametersOf(row),
  );
}

export function readServer(manager: EntityManager, id: string): Promise<StoredServer | null> {
  return queryRow(manager, StoredServer, `SELECT ${COLUMNS} FROM mcp_servers WHERE id = $1`, [id]);
}

export function readServerForUpdate(manager: EntityManager, id: string): Promise<StoredServer | null> {
  return queryRow(manager, StoredServer, `SELECT ${COLUMNS} FROM mcp_servers WHERE id = $1 FOR UPDATE`, [id]);
}

export function readServerWithDocument(manager: EntityManager, id: string): Promise<StoredServerWithDocument | null> {
  return queryRow(
    manager,
    StoredServerWithDocument,
    `SELECT ${COLUMNS}, openapi_document FROM mcp_servers WHERE id = $1`,
    [id],
  );
}

const Sum = z.object({ bytes: z.coerce.number() });

/** What the organisation's OpenAPI documents take together, but for one server's. */
export async function documentBytesBeside(manager: EntityManager, serverId: string): Promise<number> {
  const sql = 'SELECT coalesce(sum(octet_length(openapi_document)), 0)::text AS bytes FROM mcp_servers WHERE id <> $1';
  return (await queryRow(manager, Sum, sql, [serverId]))?.bytes ?? 0;
}

export interface ServerFilter {
  name: string | null;
  enabled: boolean | null;
}

export function listServers(manager: EntityManager, filter: ServerFilter, before: string | null, rowsMax: number) {
  return queryRows(
    manager,
    StoredServer,
    `SELECT ${COLUMNS} FROM mcp_servers
      WHERE ($1::uuid IS NULL OR id < $1) AND ($2::text IS NULL OR name = $2) AND ($3::boolean IS NULL OR enabled = $3)
      ORDER BY id DESC LIMIT $4`,
    [before, filter.name, filter.enabled, rowsMax],
  );
}

export async function deleteServer(manager: EntityManager, id: string): Promise<void> {
  await execute(manager, 'DELETE FROM mcp_servers WHERE id = $1', [id]);
}

/** How the public API shows a server: of its credential only the kind. */
export function toMcpServer(row: StoredServer): McpServer {
  const { id, name, enabled, version, created_at, updated_at } = row;
  return {
    id,
    name,
    transport: fromTransport(row.transport),
    credential: { type: row.auth_type },
    settings: fromSettings(row.settings),
    enabled,
    version,
    created_at,
    updated_at,
  };
}
