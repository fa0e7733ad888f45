import type { UpstreamConnection } from '@gatewayops/contracts';
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';
import { KeptSecret } from './store/credential-store.js';

/** A connection as it is stored; its tokens are sealed. */
export const StoredConnection = z.object({
  id: z.string(),
  org_id: z.string(),
  server_id: z.string(),
  user_id: z.string().nullable(),
  issuer: z.string(),
  resource: z.string(),
  scope: z.string(),
  made_for: z.string(),
  state: z.enum(['active', 'needs_reconnect']),
  problem: z.string().nullable(),
  secret: KeptSecret.nullable(),
  token_version: z.coerce.number().int(),
  expires_at: z.string().nullable(),
  rotates: z.boolean().nullable(),
  refresh_phase: z.enum(['taken', 'asked']).nullable(),
  refreshed_at: z.string().nullable(),
  created_at: z.string(),
  /** By the clock of the database: somebody renews it right now, and it is too early after a failure. */
  is_locked: z.boolean(),
  is_waiting: z.boolean(),
});
export type StoredConnection = z.infer<typeof StoredConnection>;

export const CONNECTION_COLUMNS = `id, org_id, server_id, user_id, issuer, resource, scope, made_for, state, problem, secret,
  token_version, expires_at, rotates, refresh_phase, refreshed_at, created_at,
  coalesce(refresh_until > clock_timestamp(), false) AS is_locked, coalesce(retry_at > clock_timestamp(), false) AS is_waiting`;
const SELECT = `SELECT ${CONNECTION_COLUMNS} FROM upstream_connections`;

/** Whose it is: the newest counts, should a server have changed who lets callers in. */
export function readConnectionOf(
  manager: EntityManager,
  serverId: string,
  userId: string | null,
): Promise<StoredConnection | null> {
  const where = 'WHERE server_id = $1 AND user_id IS NOT DISTINCT FROM $2 ORDER BY created_at DESC, id DESC LIMIT 1';
  return queryRow(manager, StoredConnection, `${SELECT} ${where}`, [serverId, userId]);
}

export function readConnection(manager: EntityManager, id: string): Promise<StoredConnection | null> {
  return queryRow(manager, StoredConnection, `${SELECT} WHERE id = $1`, [id]);
}

export function readConnectionForUpdate(manager: EntityManager, id: string): Promise<StoredConnection | null> {
  return queryRow(manager, StoredConnection, `${SELECT} WHERE id = $1 FOR UPDATE`, [id]);
}

export type NewConnection = Pick<
  StoredConnection,
  'id' | 'org_id' | 'server_id' | 'user_id' | 'issuer' | 'resource' | 'scope' | 'made_for'
>;

/** An empty one; does nothing where it is there already. */
export async function insertConnection(manager: EntityManager, row: NewConnection): Promise<void> {
  await execute(
    manager,
    `INSERT INTO upstream_connections (id, org_id, server_id, user_id, issuer, resource, scope, made_for)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT ON CONSTRAINT upstream_connections_place_key DO NOTHING`,
    [row.id, row.org_id, row.server_id, row.user_id, row.issuer, row.resource, row.scope, row.made_for],
  );
}

/** Ends connections of a holder with a server; a trigger queues their tokens for revocation. Gives how many. */
export function deleteConnectionsOf(manager: EntityManager, serverId: string, userId: string | null): Promise<number> {
  const sql = 'DELETE FROM upstream_connections WHERE server_id = $1 AND user_id IS NOT DISTINCT FROM $2';
  return execute(manager, sql, [serverId, userId]);
}

/** As {@link deleteConnectionsOf}, without revocation. */
export async function forgetConnectionsOf(manager: EntityManager, serverId: string, userId: string): Promise<void> {
  const which = 'WHERE server_id = $1 AND user_id = $2';
  await execute(manager, `UPDATE upstream_connections SET secret = NULL ${which}`, [serverId, userId]);
  await deleteConnectionsOf(manager, serverId, userId);
}

export function deleteConnection(manager: EntityManager, id: string): Promise<number> {
  return execute(manager, 'DELETE FROM upstream_connections WHERE id = $1', [id]);
}

export interface ConnectionFilter {
  serverId: string | null;
  userId: string | null;
}

const Listed = StoredConnection.extend({ server_name: z.string() });
export type ListedConnection = z.infer<typeof Listed>;

export function listConnections(
  manager: EntityManager,
  filter: ConnectionFilter,
  before: string | null,
  rowsMax: number,
): Promise<ListedConnection[]> {
  return queryRows(
    manager,
    Listed,
    `SELECT c.*, s.name AS server_name FROM (${SELECT}
       WHERE ($1::uuid IS NULL OR id < $1) AND ($2::uuid IS NULL OR server_id = $2) AND ($3::uuid IS NULL OR user_id = $3)
       ORDER BY id DESC LIMIT $4) c JOIN mcp_servers s ON s.id = c.server_id ORDER BY c.id DESC`,
    [before, filter.serverId, filter.userId, rowsMax],
  );
}

/** How the public API shows one: without its tokens. */
export function toUpstreamConnection(row: ListedConnection): UpstreamConnection {
  const { id, server_id, server_name, user_id, issuer, resource, scope, state, problem } = row;
  const { expires_at, refreshed_at, created_at } = row;
  return {
    id, server_id, server_name, user_id, issuer, resource, scope, state, problem, expires_at, refreshed_at, created_at,
  }; // prettier-ignore
}
