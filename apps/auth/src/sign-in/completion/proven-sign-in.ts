import { z } from 'zod';

/** Somebody who has proven who they are by a first factor: a password, a link, a passkey, an identity provider. */
export const ProvenSignIn = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  /**
   * How (RFC 8176): `pwd`, `email`, `hwk`, `sso`. `mfa` where that was two factors already: a passkey that verified its user,
   * or an identity provider that says so.
   */
  methods: z.array(z.string()),
  /** Where to go; null: their only organisation, the latest, or none. With `sso` it is the one whose provider vouches. */
  orgId: z.string().nullable(),
  /** Of `SessionStore.epochOf`, read before anything was checked. */
  epoch: z.string(),
  /** A path of ours: see `safeReturnPath`. */
  returnTo: z.string(),
});
export type ProvenSignIn = z.infer<typeof ProvenSignIn>;
