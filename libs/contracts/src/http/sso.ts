import { z } from 'zod';
import { Uuid } from '../ids.js';
import { pageOf } from '../pagination.js';
import { DisplayName, Timestamp } from './fields.js';
import { OrganizationRole, TeamRole } from './people.js';

/** Providers whose names of attributes we know. */
export const SsoPreset = z.enum(['okta', 'entra', 'google_workspace', 'custom']);
export type SsoPreset = z.infer<typeof SsoPreset>;

const AttributeName = z.string().trim().min(1).max(255);

/** Claims of an ID token, or attributes of a SAML assertion, that say who somebody is. */
export const SsoAttributes = z.strictObject({
  email: AttributeName.describe('`NameID`: the subject of a SAML assertion'),
  name: AttributeName,
  groups: AttributeName,
});
export type SsoAttributes = z.infer<typeof SsoAttributes>;

/** What belonging to a group of the provider gives. */
export const SsoGroupMapping = z
  .strictObject({
    group: z.string().min(1).max(255),
    role: OrganizationRole.nullable().default(null),
    team_id: Uuid.nullable().default(null),
    team_role: TeamRole.default('team_member'),
  })
  .refine(({ role, team_id }) => role !== null || team_id !== null, 'give a role, a team or both');
export type SsoGroupMapping = z.infer<typeof SsoGroupMapping>;

const HttpUrl = z.url({ protocol: /^https?$/ }).max(2_048);
const GroupMappings = z.array(SsoGroupMapping).max(200);

export const OidcProvider = z.strictObject({
  type: z.literal('oidc'),
  issuer: HttpUrl.describe('As in the provider’s discovery document'),
  client_id: z.string().min(1).max(255),
  client_secret: z.string().min(1).max(1_024).optional().describe('Never shown; needed anew where issuer or client change'),
  token_endpoint_auth_method: z.enum(['client_secret_basic', 'client_secret_post']).default('client_secret_basic'),
  scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/)).max(20).default(['openid', 'email', 'profile']),
}); // prettier-ignore
export type OidcProvider = z.infer<typeof OidcProvider>;

/** What a provider's SAML metadata says. */
export const SamlIdentityProvider = z.object({
  entity_id: z.string().max(1_024),
  sso_url: HttpUrl,
  slo_url: HttpUrl.nullable(),
  certificates: z.array(z.string().max(16_384)).min(1).max(10).describe('PEM'),
});
export type SamlIdentityProvider = z.infer<typeof SamlIdentityProvider>;

const METADATA_CHARACTERS_MAX = 262_144;

export const SamlProvider = z
  .strictObject({
    type: z.literal('saml'),
    metadata_url: HttpUrl.optional().describe('Read now, and every day from then on'),
    metadata_xml: z.string().min(1).max(METADATA_CHARACTERS_MAX).optional(),
    want_response_signed: z.boolean().default(false).describe('Assertions are always signed'),
    allow_idp_initiated: z.boolean().default(false),
  })
  .refine(({ metadata_url: url, metadata_xml: xml }) => (url === undefined) !== (xml === undefined), 'give `metadata_url` or `metadata_xml`'); // prettier-ignore
export type SamlProvider = z.infer<typeof SamlProvider>;

const Provider = z.discriminatedUnion('type', [OidcProvider, SamlProvider]);

/** `POST /v1/sso/connections` */
export const CreateSsoConnection = z
  .strictObject({
    name: DisplayName,
    preset: SsoPreset.default('custom'),
    provider: Provider,
    attributes: SsoAttributes.partial().default({}).describe('What is not named, the preset fills in'),
    group_mappings: GroupMappings.default([]),
    default_role: OrganizationRole.default('org_member').describe('Of who is in no group that gives one'),
    enabled: z.boolean().default(true),
    sso_only: z.boolean().default(false).describe('Nobody of the verified domains signs in another way'),
    break_glass_user_id: Uuid.nullable().default(null).describe('The one administrator who still may'),
  })
  .meta({ id: 'CreateSsoConnection' });
export type CreateSsoConnection = z.infer<typeof CreateSsoConnection>;

/** `PATCH /v1/sso/connections/{id}`: what is not named stays; `provider` is replaced as a whole. */
export const UpdateSsoConnection = z
  .strictObject({
    name: DisplayName.optional(),
    provider: Provider.optional(),
    attributes: SsoAttributes.partial().optional(),
    group_mappings: GroupMappings.optional(),
    default_role: OrganizationRole.optional(),
    enabled: z.boolean().optional(),
    sso_only: z.boolean().optional(),
    break_glass_user_id: Uuid.nullable().optional(),
  })
  .meta({ id: 'UpdateSsoConnection' });
export type UpdateSsoConnection = z.infer<typeof UpdateSsoConnection>;

export const SsoProviderView = z.discriminatedUnion('type', [
  OidcProvider.omit({ client_secret: true }).extend({ has_client_secret: z.boolean() }),
  SamlIdentityProvider.extend({
    type: z.literal('saml'),
    want_response_signed: z.boolean(),
    allow_idp_initiated: z.boolean(),
    metadata_url: z.string().nullable(),
    metadata_checked_at: Timestamp.nullable().describe('When it was read from there'),
    metadata_problem: z
      .string()
      .nullable()
      .describe('Why it could not be taken over at last; what was read before holds'),
  }),
]);
export type SsoProviderView = z.infer<typeof SsoProviderView>;

export const SsoConnection = z
  .object({
    id: Uuid,
    name: z.string(),
    preset: SsoPreset,
    provider: SsoProviderView,
    attributes: SsoAttributes,
    group_mappings: z.array(SsoGroupMapping),
    default_role: OrganizationRole,
    enabled: z.boolean(),
    sso_only: z.boolean(),
    break_glass_user_id: Uuid.nullable(),
    addresses: z
      .record(z.string(), z.string())
      .describe('What to enter at the provider: `redirect_uri`; or `entity_id`, `acs_url`, `slo_url`, `metadata_url`'),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'SsoConnection' });
export type SsoConnection = z.infer<typeof SsoConnection>;

export const SsoConnectionPage = pageOf(SsoConnection).meta({ id: 'SsoConnectionPage' });
export type SsoConnectionPage = z.infer<typeof SsoConnectionPage>;

/** `POST /v1/sso/connections/{id}/test` */
export const SsoTest = z
  .object({ url: z.string().describe('Open it in a browser within ten minutes; nobody is signed in by it') })
  .meta({ id: 'SsoTest' });
export type SsoTest = z.infer<typeof SsoTest>;

/** A name of DNS, in letters that DNS has. */
const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?=.*[a-z])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/, 'use a domain such as example.com');

/** `POST /v1/sso/domains` */
export const AddSsoDomain = z.strictObject({ domain: Domain }).meta({ id: 'AddSsoDomain' });
export type AddSsoDomain = z.infer<typeof AddSsoDomain>;

export const SsoDomain = z
  .object({
    id: Uuid,
    domain: z.string(),
    verified: z.boolean(),
    txt_record: z.string().describe('To be found in a TXT record of the domain'),
    verified_at: Timestamp.nullable(),
    checked_at: Timestamp.nullable(),
    missing_since: Timestamp.nullable().describe('Since when the record of a verified domain is not found'),
    created_at: Timestamp,
  })
  .meta({ id: 'SsoDomain' });
export type SsoDomain = z.infer<typeof SsoDomain>;

export const SsoDomainPage = pageOf(SsoDomain).meta({ id: 'SsoDomainPage' });
export type SsoDomainPage = z.infer<typeof SsoDomainPage>;

/** `POST /v1/sso/scim-tokens` */
export const CreateScimToken = z.strictObject({ name: DisplayName }).meta({ id: 'CreateScimToken' });
export type CreateScimToken = z.infer<typeof CreateScimToken>;

export const ScimToken = z
  .object({
    id: Uuid,
    name: z.string(),
    created_at: Timestamp,
    last_used_at: Timestamp.nullable(),
  })
  .meta({ id: 'ScimToken' });
export type ScimToken = z.infer<typeof ScimToken>;

export const IssuedScimToken = ScimToken.extend({
  token: z.string().describe('Shown this once'),
  base_url: z.string(),
}).meta({ id: 'IssuedScimToken' });
export type IssuedScimToken = z.infer<typeof IssuedScimToken>;

export const ScimTokenPage = pageOf(ScimToken).meta({ id: 'ScimTokenPage' });
export type ScimTokenPage = z.infer<typeof ScimTokenPage>;
