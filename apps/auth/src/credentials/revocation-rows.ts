import { execute, queryRow, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';
import { KeptSecret } from './store/credential-store.js';

/** Tokens that an authorization server is to be told to forget. */
export const StoredRevocation = z.object({
  id: z.string(),
  connection_id: z.string(),
  secret: KeptSecret,
  attempts: z.number().int(),
});
export type StoredRevocation = z.infer<typeof StoredRevocation>;

export async function queueRevocation(
  manager: EntityManager,
  orgId: string,
  connectionId: string,
  secret: KeptSecret,
): Promise<void> {
  const sql = 'INSERT INTO upstream_revocations (org_id, connection_id, secret) VALUES ($1, $2, $3)';
  await execute(manager, sql, [orgId, connectionId, JSON.stringify(secret)]);
}

/** Takes one that is due; it is due again after `againMs`, doubled with each attempt. null where another replica took it. */
export function takeRevocation(manager: EntityManager, id: string, againMs: number): Promise<StoredRevocation | null> {
  return queryRow(
    manager,
    StoredRevocation,
    `UPDATE upstream_revocations SET attempts = attempts + 1,
            next_at = now() + least(3600000, $2 * 2 ^ least(attempts, 20)) * interval '1 millisecond'
      WHERE id = $1 AND next_at <= now() RETURNING id, connection_id, secret, attempts`,
    [id, againMs],
  );
}

export async function deleteRevocation(manager: EntityManager, id: string): Promise<void> {
  await execute(manager, 'DELETE FROM upstream_revocations WHERE id = $1', [id]);
}
