import {
  McpNaming, VirtualServerRuntime, type VirtualServer, type VirtualServerTool,
} from '@gatewayops/contracts'; // prettier-ignore
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

/** A virtual server as it is stored. */
export const StoredVirtualServer = z.object({
  id: z.string(),
  org_id: z.string(),
  name: z.string(),
  naming: McpNaming,
  tools: VirtualServerRuntime.shape.tools,
  enabled: z.boolean(),
  version: z.number().int(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type StoredVirtualServer = z.infer<typeof StoredVirtualServer>;

const COLUMNS = 'id, org_id, name, naming, tools, enabled, version, created_at, updated_at';

export type VirtualServerRow = Pick<StoredVirtualServer, 'id' | 'name' | 'naming' | 'tools' | 'enabled'>;

const parametersOf = ({ id, name, naming, tools, enabled }: VirtualServerRow): unknown[] => [
  id, name, naming, JSON.stringify(tools), enabled,
]; // prettier-ignore

export async function insertVirtualServer(
  manager: EntityManager,
  orgId: string,
  row: VirtualServerRow,
): Promise<StoredVirtualServer> {
  const [stored] = await queryRows(
    manager,
    StoredVirtualServer,
    `INSERT INTO virtual_servers (id, name, naming, tools, enabled, org_id)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
    [...parametersOf(row), orgId],
  );
  return stored as StoredVirtualServer;
}

/** Raises the version. */
export function updateVirtualServer(
  manager: EntityManager,
  row: VirtualServerRow,
): Promise<StoredVirtualServer | null> {
  return queryRow(
    manager,
    StoredVirtualServer,
    `UPDATE virtual_servers
        SET name = $2, naming = $3, tools = $4, enabled = $5, version = version + 1, updated_at = now()
      WHERE id = $1 RETURNING ${COLUMNS}`,
    parametersOf(row),
  );
}

export function readVirtualServer(manager: EntityManager, id: string): Promise<StoredVirtualServer | null> {
  return queryRow(manager, StoredVirtualServer, `SELECT ${COLUMNS} FROM virtual_servers WHERE id = $1`, [id]);
}

export function readVirtualServerForUpdate(manager: EntityManager, id: string): Promise<StoredVirtualServer | null> {
  return queryRow(manager, StoredVirtualServer, `SELECT ${COLUMNS} FROM virtual_servers WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
}

/** Newest first, below the id `before`. */
export function listVirtualServers(
  manager: EntityManager,
  name: string | null,
  before: string | null,
  rowsMax: number,
) {
  return queryRows(
    manager,
    StoredVirtualServer,
    `SELECT ${COLUMNS} FROM virtual_servers
      WHERE ($1::uuid IS NULL OR id < $1) AND ($2::text IS NULL OR name = $2) ORDER BY id DESC LIMIT $3`,
    [before, name, rowsMax],
  );
}

export async function deleteVirtualServer(manager: EntityManager, id: string): Promise<void> {
  await execute(manager, 'DELETE FROM virtual_servers WHERE id = $1', [id]);
}

const Id = z.object({ id: z.string() });

/** Which of these ids are MCP servers of the organisation. */
export async function knownServerIds(manager: EntityManager, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await queryRows(manager, Id, 'SELECT id FROM mcp_servers WHERE id = ANY($1::uuid[])', [ids]);
  return new Set(rows.map(({ id }) => id));
}

type StoredTool = StoredVirtualServer['tools'][number];

export const toStoredTool = ({ server_id, tool, name, description }: VirtualServerTool): StoredTool => ({
  serverId: server_id.toLowerCase(),
  tool,
  name,
  description,
});

const fromStoredTool = ({ serverId, tool, name, description }: StoredTool): VirtualServerTool => ({
  server_id: serverId,
  tool,
  name,
  description,
});

/** How the public API shows it. */
export function toVirtualServer({ org_id: _orgId, tools, ...row }: StoredVirtualServer): VirtualServer {
  return { ...row, tools: tools.map(fromStoredTool) };
}

/** How gateways have it. */
export function toRuntime({ id, org_id: orgId, name, naming, tools, enabled, version }: StoredVirtualServer): VirtualServerRuntime {
  return { id, orgId, name, naming, tools, enabled, version };
} // prettier-ignore
