import { z } from 'zod';
import { Uuid } from '../ids.js';
import { PageQuery, pageOf } from '../pagination.js';
import { DisplayName, Timestamp } from './fields.js';

/** Signatures that an issuer may use (RFC 7518, section 3.1; RFC 8037): none that a shared secret makes, and never `none`. */
export const TokenAlgorithm = z.enum([
  'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA',
]); // prettier-ignore
export type TokenAlgorithm = z.infer<typeof TokenAlgorithm>;

const IssuerUrl = z.url({ protocol: /^https?$/ }).max(1_024);
const ClaimName = z.string().min(1).max(100).regex(/^[\x21-\x7e]+$/, 'use printable ASCII'); // prettier-ignore
const ScopeName = z.string().min(1).max(200).regex(/^mcp(?::[\x21\x23-\x5b\x5d-\x7e]+)?$/, 'use a scope such as `mcp` or `mcp:files`'); // prettier-ignore

/** How an issuer's tokens name people. */
export const IssuerPeople = z
  .strictObject({
    claim: z
      .enum(['email', 'upn', 'preferred_username', 'sub'])
      .default('email')
      .describe(
        'What names the person: an e-mail address at a domain that the organisation has verified, or `sub` as a sign-in by ' +
          '`sso_connection_id` brought it',
      ),
    sso_connection_id: Uuid.nullable().default(null).describe('With `sub`: an OpenID connection to the same issuer'),
  })
  .meta({ id: 'IssuerPeople' });

/** How an issuer's tokens name machines. */
export const IssuerMachines = z
  .strictObject({
    claim: ClaimName.default('client_id').describe('What names the machine: `client_id`, `azp`, `sub` …'),
    accounts: z
      .array(z.strictObject({ value: z.string().min(1).max(255), service_account_id: Uuid }))
      .min(1)
      .max(100),
    organization_claim: ClaimName.default('gatewayops_org').describe(
      'Says this organisation’s id; needed unless the issuer’s host is at a domain that the organisation has verified',
    ),
  })
  .meta({ id: 'IssuerMachines' });

const fields = {
  name: DisplayName,
  issuer: IssuerUrl.describe('As `iss` says it, letter by letter'),
  jwks_uri: IssuerUrl.nullable().describe('Where its keys are; null: as its metadata says (RFC 8414)'),
  algorithms: z.array(TokenAlgorithm).min(1).max(10),
  people: IssuerPeople.nullable().describe('Null: its tokens speak of nobody'),
  machines: IssuerMachines.nullable(),
  scopes: z.array(ScopeName).min(1).max(100).describe('The most that its tokens are granted; a token says what of it'),
  default_scopes: z.array(ScopeName).max(100).describe('What a token without any scope of ours is granted'),
  access_tokens: z.boolean().describe('Whether its access tokens are taken at the gateway'),
  identity_assertions: z
    .boolean()
    .describe('Whether clients get tokens for its assertions (ID-JAG, enterprise-managed authorization)'),
  enabled: z.boolean(),
};

/** An authorization server of an organisation's own. */
export const TokenIssuer = z.object({ id: Uuid, ...fields, created_at: Timestamp }).meta({ id: 'TokenIssuer' });
export type TokenIssuer = z.infer<typeof TokenIssuer>;

/** `POST /v1/token-issuers` */
export const CreateTokenIssuer = z
  .strictObject({
    ...fields,
    jwks_uri: fields.jwks_uri.default(null),
    algorithms: fields.algorithms.default(['RS256', 'PS256', 'ES256', 'EdDSA']),
    people: fields.people.default(null),
    machines: fields.machines.default(null),
    scopes: fields.scopes.default(['mcp']),
    default_scopes: fields.default_scopes.default([]),
    access_tokens: fields.access_tokens.default(true),
    identity_assertions: fields.identity_assertions.default(false),
    enabled: fields.enabled.default(true),
  })
  .meta({ id: 'CreateTokenIssuer' });
export type CreateTokenIssuer = z.infer<typeof CreateTokenIssuer>;

/** `PATCH /v1/token-issuers/{id}`: what is named. The issuer itself stays. */
export const UpdateTokenIssuer = z
  .strictObject(fields)
  .omit({ issuer: true })
  .partial()
  .meta({ id: 'UpdateTokenIssuer' });
export type UpdateTokenIssuer = z.infer<typeof UpdateTokenIssuer>;

export const TokenIssuerPage = pageOf(TokenIssuer).meta({ id: 'TokenIssuerPage' });
export type TokenIssuerPage = z.infer<typeof TokenIssuerPage>;
export const TokenIssuerQuery = PageQuery;

/** `POST /v1/token-issuers/{id}/test` */
export const TestTokenIssuer = z
  .strictObject({
    token: z.string().min(1).max(8_192).nullable().default(null).describe('An access token of the issuer, to be judged; kept nowhere'),
  })
  .meta({ id: 'TestTokenIssuer' }); // prettier-ignore
export type TestTokenIssuer = z.infer<typeof TestTokenIssuer>;

export const TokenIssuerTest = z
  .object({
    keys: z.number().int().nullable().describe('Signing keys that were found; null where they could not be read'),
    problem: z.string().nullable().describe('Why the keys cannot be read, or the token is refused; null where all is well'),
    subject: z
      .object({ user_id: Uuid.nullable(), service_account_id: Uuid.nullable(), scopes: z.array(z.string()), resources: z.array(z.string()) })
      .nullable()
      .describe('Whom the token stands for, and what it allows where'),
  })
  .meta({ id: 'TokenIssuerTest' }); // prettier-ignore
export type TokenIssuerTest = z.infer<typeof TokenIssuerTest>;
