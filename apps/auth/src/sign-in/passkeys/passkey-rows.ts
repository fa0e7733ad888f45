import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

/** How many a person may have. */
export const PASSKEYS_MAX = 20;

const Passkey = z.object({
  id: z.string(),
  credential_id: z.string(),
  public_key: z.instanceof(Buffer),
  counter: z.coerce.number().int(),
  transports: z.array(z.string()),
  name: z.string(),
  created_at: z.string(),
  last_used_at: z.string().nullable(),
});
export type Passkey = z.infer<typeof Passkey>;
const COLUMNS = 'id, credential_id, public_key, counter, transports, name, created_at, last_used_at';
const Owner = z.object({ id: z.string().nullable() });

/** Whose passkey this is; null for nobody's. */
export async function findPasskeyOwner(manager: EntityManager, credentialId: string): Promise<string | null> {
  return (await queryRow(manager, Owner, 'SELECT find_passkey_owner($1) AS id', [credentialId]))?.id ?? null;
}

/** In a transaction of the person, as all of the following are. */
export function listPasskeys(manager: EntityManager): Promise<Passkey[]> {
  return queryRows(
    manager,
    Passkey,
    `SELECT ${COLUMNS} FROM person_passkeys ORDER BY created_at, id LIMIT ${PASSKEYS_MAX}`,
  );
}

export function readPasskey(manager: EntityManager, credentialId: string): Promise<Passkey | null> {
  return queryRow(manager, Passkey, `SELECT ${COLUMNS} FROM person_passkeys WHERE credential_id = $1 FOR UPDATE`, [credentialId]); // prettier-ignore
}

export interface NewPasskey {
  id: string;
  userId: string;
  credentialId: string;
  publicKey: Uint8Array;
  counter: number;
  transports: readonly string[];
  name: string;
  backedUp: boolean;
}

/** False where they have as many as they may. */
export async function insertPasskey(manager: EntityManager, key: NewPasskey): Promise<boolean> {
  const statement = `INSERT INTO person_passkeys (id, user_id, credential_id, public_key, counter, transports, name, backed_up)
    SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE (SELECT count(*) FROM person_passkeys) < ${PASSKEYS_MAX}`;
  const transports = JSON.stringify(key.transports);
  const values = [key.id, key.userId, key.credentialId, Buffer.from(key.publicKey), key.counter, transports, key.name, key.backedUp]; // prettier-ignore
  return (await execute(manager, statement, values)) === 1;
}

export async function notePasskeyUse(manager: EntityManager, credentialId: string, counter: number): Promise<void> {
  const statement = 'UPDATE person_passkeys SET counter = $2, last_used_at = now() WHERE credential_id = $1';
  await execute(manager, statement, [credentialId, counter]);
}

export async function renamePasskey(manager: EntityManager, id: string, name: string): Promise<boolean> {
  return (await execute(manager, 'UPDATE person_passkeys SET name = $2 WHERE id = $1', [id, name])) === 1;
}

/** All that the person has. */
export const deletePasskeys = (manager: EntityManager): Promise<number> =>
  execute(manager, 'DELETE FROM person_passkeys');

const Removed = z.object({ name: z.string() });

/** The name of what was removed; null where there is none. */
export async function deletePasskey(manager: EntityManager, id: string): Promise<string | null> {
  const [removed] = await queryRows(manager, Removed, 'DELETE FROM person_passkeys WHERE id = $1 RETURNING name', [id]);
  return removed?.name ?? null;
}
