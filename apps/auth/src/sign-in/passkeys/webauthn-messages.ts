import { z } from 'zod';

const LENGTH_MAX = 65_536;
const Base64Url = z
  .string()
  .max(LENGTH_MAX)
  .regex(/^[A-Za-z0-9_-]*$/);

/** A hidden field that holds JSON. */
const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .max(LENGTH_MAX)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue('not JSON');
        return z.NEVER;
      }
    })
    .pipe(schema);

const credential = {
  id: Base64Url.min(1).max(1_400),
  rawId: Base64Url,
  type: z.literal('public-key'),
  authenticatorAttachment: z.string().max(32).nullish(),
  clientExtensionResults: z.record(z.string(), z.json()),
};

/** `RegistrationResponseJSON` (WebAuthn level 3, 5.1): what we read of it. */
export const RegistrationResponse = json(
  z.object({
    ...credential,
    response: z.object({
      clientDataJSON: Base64Url,
      attestationObject: Base64Url,
      transports: z.array(z.string().max(32)).max(10).optional(), // older browsers do not say
    }),
  }),
);

/** `AuthenticationResponseJSON` (WebAuthn level 3, 5.1): what we read of it. */
export const AuthenticationResponse = json(
  z.object({
    ...credential,
    response: z.object({
      clientDataJSON: Base64Url,
      authenticatorData: Base64Url,
      signature: Base64Url,
      userHandle: Base64Url.nullish(), // security keys that keep nothing do not say
    }),
  }),
);
