import { execute, queryRows, type EntityManager } from '@gatewayops/postgres';
import { SealedSecret } from '@gatewayops/service';
import { z } from 'zod';

const StoredKey = z.object({ kid: z.string(), sealed: SealedSecret, signs: z.boolean() });
export type StoredKey = z.infer<typeof StoredKey>;

/** Holds other replicas off until the transaction ends. */
export async function lockKeys(manager: EntityManager): Promise<void> {
  await execute(manager, `SELECT pg_advisory_xact_lock(hashtext('oauth_keys'))`);
}

/** The one that signs first, then older ones, then those whose time has not come. */
export function listKeys(manager: EntityManager): Promise<StoredKey[]> {
  return queryRows(
    manager,
    StoredKey,
    `SELECT kid, sealed, signs_from <= now() AS signs FROM oauth_keys
      ORDER BY signs_from <= now() DESC, signs_from DESC, kid LIMIT 20`,
  );
}

export async function insertKey(
  manager: EntityManager,
  { kid, sealed, delaySeconds }: { kid: string; sealed: SealedSecret; delaySeconds: number },
): Promise<void> {
  await execute(
    manager,
    `INSERT INTO oauth_keys (kid, sealed, signs_from) VALUES ($1, $2, now() + $3 * interval '1 second')`,
    [kid, JSON.stringify(sealed), delaySeconds],
  );
}

export async function updateKey(manager: EntityManager, kid: string, sealed: SealedSecret): Promise<void> {
  await execute(manager, 'UPDATE oauth_keys SET sealed = $2 WHERE kid = $1', [kid, JSON.stringify(sealed)]);
}

/** Keys that were replaced long ago: no token of theirs lives. */
export async function deleteOldKeys(manager: EntityManager): Promise<void> {
  await execute(
    manager,
    `DELETE FROM oauth_keys k WHERE EXISTS (
       SELECT 1 FROM oauth_keys younger
        WHERE younger.signs_from > k.signs_from AND younger.signs_from < now() - interval '7 days')`,
  );
}
