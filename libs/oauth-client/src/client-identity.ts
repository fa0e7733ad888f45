import { z } from 'zod';

/** Who we are to one authorization server, and how we prove it at its token endpoint. */
export const ClientIdentity = z.object({
  clientId: z.string().min(1),
  authentication: z.discriminatedUnion('method', [
    z.object({ method: z.literal('none') }),
    z.object({ method: z.literal('client_secret_basic'), secret: z.string() }),
    z.object({ method: z.literal('client_secret_post'), secret: z.string() }),
    /** RFC 7523: `key` is PKCS #8 in PEM. */
    z.object({
      method: z.literal('private_key_jwt'),
      key: z.string(),
      algorithm: z.string(),
      keyId: z.string().nullable(),
    }),
  ]),
});
export type ClientIdentity = z.infer<typeof ClientIdentity>;
