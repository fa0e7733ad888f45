import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

/** What somebody granted a client, and what `find_oauth_grant` tells beside it. */
export const FoundGrant = z.object({
  id: z.string(),
  org_id: z.string(),
  user_id: z.string(),
  client_id: z.string(),
  client_name: z.string(),
  resource: z.string(),
  scopes: z.array(z.string()),
  payload: z.record(z.string(), z.unknown()),
  generation: z.coerce.number().int(),
  org_rps: z.number().int(),
  org_burst: z.number().int(),
});
export type FoundGrant = z.infer<typeof FoundGrant>;

/** One that holds; null where it was revoked, has ended, or never was. */
export function findGrant(manager: EntityManager, id: string): Promise<FoundGrant | null> {
  return queryRow(manager, FoundGrant, 'SELECT * FROM find_oauth_grant($1)', [id]);
}

export interface NewGrant {
  id: string;
  orgId: string;
  userId: string;
  clientId: string;
  clientName: string;
  resource: string;
  scopes: readonly string[];
  payload: Record<string, unknown>;
  expiresAtMs: number;
}

/** One that is there is widened, and lives on. */
export async function upsertGrant(manager: EntityManager, grant: NewGrant): Promise<void> {
  const { id, orgId, userId, clientId, clientName, resource, scopes, payload, expiresAtMs } = grant;
  await execute(
    manager,
    `INSERT INTO oauth_grants (id, org_id, user_id, client_id, client_name, resource, scopes, payload, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7::text[], $8, to_timestamp($9 / 1000.0))
     ON CONFLICT (id) DO UPDATE
        SET scopes = excluded.scopes, payload = excluded.payload, expires_at = excluded.expires_at`,
    [id, orgId, userId, clientId, clientName, resource, scopes, JSON.stringify(payload), expiresAtMs],
  );
}

const Granted = z.object({ id: z.string(), scopes: z.array(z.string()) });

/** What somebody granted a client for an endpoint before. */
export function findGrantOf(
  manager: EntityManager,
  { userId, clientId, resource }: { userId: string; clientId: string; resource: string },
): Promise<z.infer<typeof Granted> | null> {
  return queryRow(
    manager,
    Granted,
    `SELECT id, scopes FROM oauth_grants
      WHERE user_id = $1 AND client_id = $2 AND resource = $3 AND revoked_at IS NULL AND expires_at > now()
      ORDER BY id DESC LIMIT 1`,
    [userId, clientId, resource],
  );
}

const ListedGrant = z.object({
  id: z.string(),
  user_id: z.string(),
  client_id: z.string(),
  client_name: z.string(),
  resource: z.string(),
  scopes: z.array(z.string()),
  created_at: z.string(),
  expires_at: z.string(),
  last_used_at: z.string().nullable(),
});
export type ListedGrant = z.infer<typeof ListedGrant>;
const LISTED = 'id, user_id, client_id, client_name, resource, scopes, created_at, expires_at, last_used_at';

/** Those that hold, newest first, below the id `before`; of one person where one is given. */
export function listGrants(
  manager: EntityManager,
  { userId, before, rowsMax }: { userId: string | null; before: string | null; rowsMax: number },
): Promise<ListedGrant[]> {
  return queryRows(
    manager,
    ListedGrant,
    `SELECT ${LISTED} FROM oauth_grants
      WHERE revoked_at IS NULL AND expires_at > now() AND ($1::uuid IS NULL OR user_id = $1) AND ($2::uuid IS NULL OR id < $2)
      ORDER BY id DESC LIMIT $3`,
    [userId, before, rowsMax],
  );
}

/** Null where it does not hold any more, or is another's than the person who is given. */
export function endGrant(manager: EntityManager, id: string, userId: string | null): Promise<ListedGrant | null> {
  return queryRow(
    manager,
    ListedGrant,
    `UPDATE oauth_grants SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL AND ($2::uuid IS NULL OR user_id = $2)
     RETURNING ${LISTED}`,
    [id, userId],
  );
}

/** Removes the codes and refresh tokens of grants that have been ended. */
export async function forgetEndedGrants(manager: EntityManager, ids: readonly string[]): Promise<void> {
  await execute(manager, 'SELECT forget_ended_oauth_grants($1::uuid[])', [ids]);
}

const Ended = z.object({ id: z.string() });

/** Ends all that was granted to a client in the organisation of the transaction. */
export async function endGrantsOfClient(manager: EntityManager, clientId: string): Promise<void> {
  const ended = await queryRows(
    manager,
    Ended,
    'UPDATE oauth_grants SET revoked_at = now() WHERE client_id = $1 AND revoked_at IS NULL RETURNING id',
    [clientId],
  );
  await forgetEndedGrants(
    manager,
    ended.map(({ id }) => id),
  );
}
