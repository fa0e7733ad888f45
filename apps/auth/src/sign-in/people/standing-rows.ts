import { execute, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

const Place = z.object({ org_id: z.string(), mfa_required: z.boolean(), latest: z.boolean() });
const Factors = z.object({
  password: z.boolean(),
  totp: z.boolean(),
  passkeys: z.number().int(),
  recovery_codes: z.number().int(),
});
export type Factors = z.infer<typeof Factors>;

/** Where a person may go, and what they can prove who they are with. */
export interface Standing {
  places: z.infer<typeof Place>[];
  factors: Factors;
}

const FACTORS = `SELECT EXISTS (SELECT FROM person_passwords) AS password, EXISTS (SELECT FROM person_totp) AS totp,
    (SELECT count(*)::int FROM person_passkeys) AS passkeys,
    (SELECT count(*)::int FROM person_recovery_codes WHERE used_at IS NULL) AS recovery_codes`;

/** In a transaction of the person. */
export async function readFactors(manager: EntityManager): Promise<Factors> {
  const [factors] = await queryRows(manager, Factors, FACTORS);
  return factors as Factors;
}

/** In a transaction of the person. */
export async function readStanding(manager: EntityManager, userId: string): Promise<Standing> {
  const places = await queryRows(manager, Place, 'SELECT * FROM list_sign_in_places($1)', [userId]);
  return { places, factors: await readFactors(manager) };
}

export async function noteSignIn(manager: EntityManager, userId: string, orgId: string | null): Promise<void> {
  await execute(manager, 'SELECT note_sign_in($1, $2)', [userId, orgId]);
}
