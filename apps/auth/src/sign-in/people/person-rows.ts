import { execute, queryRow, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

const Person = z.object({ id: z.string(), email: z.string(), name: z.string().nullable() });
export type Person = z.infer<typeof Person>;

const FoundPerson = Person.extend({ password_hash: z.string().nullable() });
export type FoundPerson = z.infer<typeof FoundPerson>;

/** Who has this address; null for nobody. */
export function findPerson(manager: EntityManager, email: string): Promise<FoundPerson | null> {
  return queryRow(manager, FoundPerson, 'SELECT * FROM find_person($1)', [email]);
}

export function readPerson(manager: EntityManager, userId: string): Promise<Person | null> {
  return queryRow(manager, Person, 'SELECT * FROM read_person($1)', [userId]);
}

export async function setPersonName(manager: EntityManager, userId: string, name: string): Promise<void> {
  await execute(manager, 'SELECT set_person_name($1, $2)', [userId, name]);
}

const Stored = z.object({ hash: z.string() });

/** In a transaction of the person, as all of the following are. */
export async function readPasswordHash(manager: EntityManager): Promise<string | null> {
  return (await queryRow(manager, Stored, 'SELECT hash FROM person_passwords'))?.hash ?? null;
}

export async function storePasswordHash(manager: EntityManager, userId: string, hash: string): Promise<void> {
  const statement = `INSERT INTO person_passwords (user_id, hash) VALUES ($1, $2)
    ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, changed_at = now()`;
  await execute(manager, statement, [userId, hash]);
}

/** The same password under newer parameters, unless it was changed meanwhile. */
export async function replacePasswordHash(manager: EntityManager, before: string, after: string): Promise<void> {
  await execute(manager, 'UPDATE person_passwords SET hash = $2 WHERE hash = $1', [before, after]);
}
