import { z } from 'zod';

const CERTIFICATES_CHARS_MAX = 32_768;
const Scope = z
  .string()
  .max(2048)
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]*(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'scopes between single spaces');
const Issuer = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .optional()
  .describe('Of the authorization server; what the MCP server names unless set');

/** How we prove to an authorization server who we are (RFC 6749, section 2.3; RFC 7523, section 2.2). */
export const ClientAuthentication = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('client_secret_basic'), secret: z.string().min(1).max(8192) }),
  z.strictObject({ method: z.literal('client_secret_post'), secret: z.string().min(1).max(8192) }),
  z.strictObject({
    method: z.literal('private_key_jwt'),
    key: z.string().min(1).max(CERTIFICATES_CHARS_MAX).describe('PKCS #8 in PEM'),
    algorithm: z.enum(['ES256', 'ES384', 'RS256', 'PS256', 'EdDSA']).default('ES256'),
    key_id: z.string().max(256).nullable().default(null),
  }),
]);
export type ClientAuthentication = z.infer<typeof ClientAuthentication>;

const NoCredential = z.object({ type: z.literal('none') });
const BearerCredential = z.object({ type: z.literal('bearer'), token: z.string().min(1).max(8192) });
const HeaderCredential = z.object({
  type: z.literal('header'),
  name: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  value: z.string().min(1).max(8192),
});
const BasicCredential = z.object({
  type: z.literal('basic'),
  username: z.string().max(256),
  password: z.string().max(8192),
});
const EnvironmentCredential = z.object({
  type: z.literal('environment'),
  variables: z.record(z.string().regex(/^[A-Z_][A-Z0-9_]{0,63}$/), z.string().max(8192)),
});
const Pem = z.string().min(1).max(CERTIFICATES_CHARS_MAX);
const CertificateCredential = z.object({
  type: z.literal('mtls'),
  certificate: Pem.describe('Ours and those between it and its root, in PEM'),
  key: Pem.describe('In PEM, without a passphrase'),
  ca: Pem.nullable().default(null).describe('Whom to trust instead of the public authorities'),
});
const ClientCredentials = z.strictObject({
  type: z.literal('oauth_client_credentials'),
  client_id: z.string().min(1).max(2048),
  authentication: ClientAuthentication,
  issuer: Issuer,
  scope: Scope.default(''),
});
const UserAuthorization = z.strictObject({
  type: z.literal('oauth_user'),
  client_id: z.string().min(1).max(2048).optional().describe('Where we are registered there already'),
  authentication: ClientAuthentication.optional().describe('Only with `client_id`; a public client without'),
  issuer: Issuer,
  scope: Scope.default('').describe('What the MCP server asks for unless set'),
  retry_refresh: z
    .boolean()
    .default(false)
    .describe('Whether the authorization server takes a rotated refresh token once more from whom its answer got lost'),
});

/**
 * What lets us in at a server, as an operator sets it. Stored encrypted. `environment` is for stdio servers. The first six are
 * sent as they are; with `oauth_client_credentials` we fetch tokens for all callers, with `oauth_user` each person connects.
 */
export const McpCredential = z.discriminatedUnion('type', [
  NoCredential,
  BearerCredential,
  HeaderCredential,
  BasicCredential,
  EnvironmentCredential,
  CertificateCredential,
  ClientCredentials,
  UserAuthorization,
]);
export type McpCredential = z.infer<typeof McpCredential>;
export type OAuthCredential = z.infer<typeof ClientCredentials> | z.infer<typeof UserAuthorization>;

/** A credential as gateways know it. Of OAuth they hold no client's secret: they ask the auth service for tokens. */
export const RuntimeCredential = z.discriminatedUnion('type', [
  NoCredential,
  BearerCredential,
  HeaderCredential,
  BasicCredential,
  EnvironmentCredential,
  CertificateCredential,
  z.object({ type: z.literal('token'), perUser: z.boolean().describe('Whether each person has one of their own') }),
]);
export type RuntimeCredential = z.infer<typeof RuntimeCredential>;
