import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { SealedSecret } from '@gatewayops/service';
import { z } from 'zod';

const StoredTotp = z.object({ secret: SealedSecret, last_step: z.coerce.number().int() });
export type StoredTotp = z.infer<typeof StoredTotp>;

/** In a transaction of the person, as all of these are. Locked, so that of two equal codes at once the second is refused. */
export function readTotpForUpdate(manager: EntityManager): Promise<StoredTotp | null> {
  return queryRow(manager, StoredTotp, 'SELECT secret, last_step FROM person_totp FOR UPDATE');
}

export async function setLastStep(manager: EntityManager, step: number): Promise<void> {
  await execute(manager, 'UPDATE person_totp SET last_step = $1', [step]);
}

export async function storeTotp(manager: EntityManager, userId: string, secret: SealedSecret, step: number) {
  const statement = `INSERT INTO person_totp (user_id, secret, last_step) VALUES ($1, $2, $3)
    ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, last_step = excluded.last_step, created_at = now()`;
  await execute(manager, statement, [userId, JSON.stringify(secret), step]);
}

/** The same secret, sealed anew; after `readTotpForUpdate`. */
export async function replaceTotpSecret(manager: EntityManager, secret: SealedSecret): Promise<void> {
  await execute(manager, 'UPDATE person_totp SET secret = $1', [JSON.stringify(secret)]);
}

const Owner = z.object({ user_id: z.string() });

/** People whose secret is under another master key than this one. */
export async function listTotpOwners(manager: EntityManager, keyId: string, rowsMax: number): Promise<string[]> {
  const rows = await queryRows(manager, Owner, 'SELECT user_id FROM list_totp_owners($1, $2)', [keyId, rowsMax]);
  return rows.map(({ user_id }) => user_id);
}

export const deleteTotp = (manager: EntityManager): Promise<number> => execute(manager, 'DELETE FROM person_totp');

export async function replaceRecoveryCodes(manager: EntityManager, userId: string, hashes: readonly Buffer[]) {
  await execute(manager, 'DELETE FROM person_recovery_codes');
  for (const hash of hashes)
    await execute(manager, 'INSERT INTO person_recovery_codes (user_id, code_hash) VALUES ($1, $2)', [userId, hash]);
}

/** Whether there was such a code that nobody had used. */
export async function useRecoveryCode(manager: EntityManager, hash: Buffer): Promise<boolean> {
  const statement = 'UPDATE person_recovery_codes SET used_at = now() WHERE code_hash = $1 AND used_at IS NULL';
  return (await execute(manager, statement, [hash])) === 1;
}
