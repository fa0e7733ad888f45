import type { Standing } from '../people/standing-rows.js';
import type { ProvenSignIn } from './proven-sign-in.js';

/** The organisation that somebody enters: the given one, their only one, the latest; null where they have to choose. */
export function placeOf({ orgId, methods }: ProvenSignIn, { places }: Standing): string | null {
  const given = places.find((each) => each.org_id === orgId);
  // An identity provider lets people into its own organisation, and into no other.
  if (given !== undefined || methods.includes('sso')) return given?.org_id ?? null;
  const place = places.length === 1 ? places[0] : places.find((each) => each.latest);
  return place?.org_id ?? null;
}

/** What is asked for before the session is opened; null: nothing more. */
export function nextStep(
  { methods }: Pick<ProvenSignIn, 'methods'>,
  { places, factors }: Standing,
  orgId: string | null,
): 'verify' | 'enrol' | null {
  if (methods.includes('mfa')) return null;
  if (factors.totp || factors.passkeys > 0) return 'verify';
  return places.some((place) => place.org_id === orgId && place.mfa_required) ? 'enrol' : null;
}
