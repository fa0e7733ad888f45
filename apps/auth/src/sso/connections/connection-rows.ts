import { OidcProvider, OrganizationRole, SamlIdentityProvider, SsoAttributes, SsoGroupMapping, SsoPreset } from '@gatewayops/contracts'; // prettier-ignore
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { SealedSecret } from '@gatewayops/service';
import { z } from 'zod';

const StoredOidc = OidcProvider.omit({ client_secret: true });
const StoredSaml = SamlIdentityProvider.extend({
  type: z.literal('saml'),
  want_response_signed: z.boolean(),
  allow_idp_initiated: z.boolean(),
  /** Null where it was given as text; what was stored before it was kept lacks it. */
  metadata_url: z.string().nullable().default(null),
});

/** A connection as it is kept. */
export const StoredConnection = z.object({
  id: z.string(),
  org_id: z.string(),
  name: z.string(),
  preset: SsoPreset,
  provider: z.discriminatedUnion('type', [StoredOidc, StoredSaml]),
  secret: SealedSecret.nullable(),
  attributes: SsoAttributes,
  group_mappings: z.array(SsoGroupMapping),
  default_role: OrganizationRole,
  enabled: z.boolean(),
  sso_only: z.boolean(),
  break_glass_user_id: z.string().nullable(),
  /** Of metadata with an address. */
  metadata_checked_at: z.string().nullable(),
  metadata_problem: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type StoredConnection = z.infer<typeof StoredConnection>;
export type ConnectionSettings = Omit<
  StoredConnection,
  'created_at' | 'updated_at' | 'metadata_checked_at' | 'metadata_problem'
>;
export type StoredProvider = StoredConnection['provider'];

/** Whoever stores a provider has just read its metadata. */
const CHECKED = `CASE WHEN $5::jsonb ->> 'metadata_url' IS NOT NULL THEN now() END`;
const COLUMNS = `id, org_id, name, preset, provider, secret, attributes, group_mappings, default_role, enabled, sso_only,
  break_glass_user_id, metadata_checked_at, metadata_problem, created_at, updated_at`;

export async function insertConnection(manager: EntityManager, row: ConnectionSettings): Promise<StoredConnection> {
  const [made] = await queryRows(
    manager,
    StoredConnection,
    `INSERT INTO sso_connections (id, org_id, name, preset, provider, secret, attributes, group_mappings, default_role, enabled,
       sso_only, break_glass_user_id, metadata_checked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, ${CHECKED}) RETURNING ${COLUMNS}`,
    parametersOf(row),
  );
  return made as StoredConnection;
}

export async function replaceConnection(manager: EntityManager, row: ConnectionSettings): Promise<StoredConnection> {
  const [made] = await queryRows(
    manager,
    StoredConnection,
    `UPDATE sso_connections SET name = $3, preset = $4, provider = $5, secret = $6, attributes = $7, group_mappings = $8,
       default_role = $9, enabled = $10, sso_only = $11, break_glass_user_id = $12, updated_at = now()
      WHERE id = $1 AND org_id = $2 RETURNING ${COLUMNS}`,
    parametersOf(row),
  );
  return made as StoredConnection;
}

const parametersOf = (row: ConnectionSettings): unknown[] => [
  row.id,
  row.org_id,
  row.name,
  row.preset,
  JSON.stringify(row.provider),
  row.secret === null ? null : JSON.stringify(row.secret),
  JSON.stringify(row.attributes),
  JSON.stringify(row.group_mappings),
  row.default_role,
  row.enabled,
  row.sso_only,
  row.break_glass_user_id,
];

export function readConnection(manager: EntityManager, id: string): Promise<StoredConnection | null> {
  return queryRow(manager, StoredConnection, `SELECT ${COLUMNS} FROM sso_connections WHERE id = $1`, [id]);
}

export function readConnectionForUpdate(manager: EntityManager, id: string): Promise<StoredConnection | null> {
  return queryRow(manager, StoredConnection, `SELECT ${COLUMNS} FROM sso_connections WHERE id = $1 FOR UPDATE`, [id]);
}

export function listConnections(manager: EntityManager, before: string | null, rowsMax: number) {
  const statement = `SELECT ${COLUMNS} FROM sso_connections WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`;
  return queryRows(manager, StoredConnection, statement, [before, rowsMax]);
}

/** The metadata was read again, or could not be, for this reason. */
export async function noteMetadataProblem(manager: EntityManager, id: string, problem: string | null): Promise<void> {
  const statement = 'UPDATE sso_connections SET metadata_checked_at = now(), metadata_problem = $2 WHERE id = $1';
  await execute(manager, statement, [id, problem?.slice(0, 500) ?? null]);
}

/** Who signed in by it stays a member. */
export async function deleteConnection(manager: EntityManager, id: string): Promise<boolean> {
  return (await execute(manager, 'DELETE FROM sso_connections WHERE id = $1', [id])) === 1;
}

/** Mappings of all connections in use: what a group of this organisation gives. */
export async function listGroupMappings(manager: EntityManager): Promise<SsoGroupMapping[]> {
  const rows = await queryRows(
    manager,
    z.object({ group_mappings: z.array(SsoGroupMapping) }),
    'SELECT group_mappings FROM sso_connections WHERE enabled ORDER BY id LIMIT 100',
  );
  return rows.flatMap((row) => row.group_mappings);
}

/** Whether somebody is the one who may still sign in when the provider is away. */
export async function isBreakGlass(manager: EntityManager, userId: string): Promise<boolean> {
  const statement = 'SELECT id FROM sso_connections WHERE sso_only AND break_glass_user_id = $1 LIMIT 1';
  return (await queryRow(manager, z.object({ id: z.string() }), statement, [userId])) !== null;
}

const Active = z.object({ role: OrganizationRole });

/** Whether this member is an administrator who is not deactivated. */
export async function isActiveAdmin(manager: EntityManager, userId: string): Promise<boolean> {
  const statement = 'SELECT role FROM organization_members WHERE user_id = $1 AND deactivated_at IS NULL';
  return (await queryRow(manager, Active, statement, [userId]))?.role === 'org_admin';
}
