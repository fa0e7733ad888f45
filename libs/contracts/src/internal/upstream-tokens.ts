import { z } from 'zod';
import { Uuid } from '../ids.js';

/** Of a challenge, as much as is looked at. */
export const CHALLENGE_CHARS_MAX = 4_096;

/** `POST /internal/v1/auth/upstream-token` */
export const UpstreamTokenRequest = z.strictObject({
  orgId: Uuid,
  serverId: Uuid,
  userId: Uuid.nullable().describe('Whose call it is; null for a key that is nobody’s'),
  refusedDigest: z
    .string()
    .max(64)
    .nullable()
    .default(null)
    .describe('SHA-256 in hex of an authorization that the server refused with 401: it is not given again'),
  challenge: z
    .string()
    .max(CHALLENGE_CHARS_MAX)
    .nullable()
    .default(null)
    .describe('`WWW-Authenticate` of a call that the server refused with 403, as it wants more scope'),
});
export type UpstreamTokenRequest = z.infer<typeof UpstreamTokenRequest>;

/** What to send to the server, or the page where the person has to connect first. */
export const UpstreamToken = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('authorization'),
    value: z.string().describe('Of the Authorization header'),
    askAgainAtMs: z.number().int().nullable().describe('Milliseconds since 1970; null: good until refused'),
  }),
  z.object({
    kind: z.literal('connection_required'),
    url: z.url().nullable().describe('null where the key belongs to no person who could connect'),
    reason: z.enum(['not_connected', 'needs_reconnect', 'more_scope', 'no_person']),
  }),
  z.object({ kind: z.literal('failed'), message: z.string(), retryAfterSeconds: z.number().int() }),
]);
export type UpstreamToken = z.infer<typeof UpstreamToken>;

/** `POST /internal/v1/auth/credentials/used`: how often a minute each caller used a server's credential; at most 1,000 at once. */
export const CredentialsUsedRequest = z.strictObject({
  uses: z
    .array(
      z.strictObject({
        /** Of this row: what is sent again after a lost answer is written once. */
        id: Uuid,
        orgId: Uuid,
        serverId: Uuid,
        userId: Uuid.nullable(),
        keyId: Uuid.nullable().describe('null where `userId` is not'),
        minuteMs: z.number().int(),
        count: z.number().int().min(1),
      }),
    )
    .max(1000),
});
export type CredentialsUsedRequest = z.infer<typeof CredentialsUsedRequest>;
