import { z } from 'zod';
import { Uuid } from '../ids.js';
import { PageQuery, pageOf } from '../pagination.js';
import { DisplayName, Timestamp } from './fields.js';

/** What a person allowed an OAuth client to do for them at one MCP endpoint. */
export const OAuthGrant = z
  .object({
    id: Uuid.describe('The calls of its tokens are counted under it, as a key’s are'),
    user_id: Uuid,
    client_id: z.string(),
    client_name: z.string(),
    resource: z.string().describe('The endpoint (RFC 8707)'),
    scopes: z.array(z.string()),
    created_at: Timestamp,
    expires_at: Timestamp,
    last_used_at: Timestamp.nullable().describe('When a call came with one of its tokens; some seconds behind'),
  })
  .meta({ id: 'OAuthGrant' });
export type OAuthGrant = z.infer<typeof OAuthGrant>;

/** Query of `GET /v1/auth/oauth-grants` */
export const OAuthGrantQuery = PageQuery;
export type OAuthGrantQuery = z.infer<typeof OAuthGrantQuery>;
export const OAuthGrantPage = pageOf(OAuthGrant).meta({ id: 'OAuthGrantPage' });
export type OAuthGrantPage = z.infer<typeof OAuthGrantPage>;

const RedirectUri = z.string().min(1).max(2_048);
/** Public keys of a client (RFC 7517, section 5). */
const ClientKeys = z.strictObject({
  keys: z
    .array(z.record(z.string().max(32), z.json()))
    .min(1)
    .max(10),
});

/** How a client proves who it is at the token endpoint. */
export const OAuthClientAuthentication = z.enum([
  'none',
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
]);
export type OAuthClientAuthentication = z.infer<typeof OAuthClientAuthentication>;

/** An OAuth client that an organisation registered: for its people, or for a machine. */
export const OAuthClient = z
  .object({
    id: Uuid.describe('The `client_id`'),
    name: z.string(),
    redirect_uris: z.array(z.string()),
    service_account_id: Uuid.nullable().describe('What a machine acts as; null for a client that people let in'),
    authentication: OAuthClientAuthentication,
    jwks_uri: z.string().nullable(),
    enabled: z.boolean(),
    created_at: Timestamp,
    last_used_at: Timestamp.nullable().describe('Of a machine: when a call came with one of its tokens'),
  })
  .meta({ id: 'OAuthClient' });
export type OAuthClient = z.infer<typeof OAuthClient>;

/** `POST /v1/oauth-clients` */
export const CreateOAuthClient = z
  .strictObject({
    name: DisplayName,
    redirect_uris: z.array(RedirectUri).max(20).default([]).describe('Of a client that people let in; exact'),
    service_account_id: Uuid.nullable().default(null).describe('Of a machine: it gets tokens by client credentials'),
    authentication: OAuthClientAuthentication.default('client_secret_basic'),
    jwks: ClientKeys.nullable().default(null).describe('Its public keys, for `private_key_jwt`'),
    jwks_uri: z
      .url({ protocol: /^https$/ })
      .max(1_024)
      .nullable()
      .default(null),
  })
  .meta({ id: 'CreateOAuthClient' });
export type CreateOAuthClient = z.infer<typeof CreateOAuthClient>;

export const IssuedOAuthClient = OAuthClient.extend({
  client_secret: z.string().nullable().describe('Shown this once'),
}).meta({ id: 'IssuedOAuthClient' });
export type IssuedOAuthClient = z.infer<typeof IssuedOAuthClient>;

export const OAuthClientPage = pageOf(OAuthClient).meta({ id: 'OAuthClientPage' });
export type OAuthClientPage = z.infer<typeof OAuthClientPage>;
