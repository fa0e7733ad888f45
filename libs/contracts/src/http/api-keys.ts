import { z } from 'zod';
import { Uuid } from '../ids.js';
import { PageQuery, pageOf } from '../pagination.js';
import { KeyEnvironment, RateLimit } from '../principal.js';
import { KeyScopes } from '../scopes.js';
import { AddressRange, DisplayName, Timestamp } from './fields.js';

/** `rotating`: replaced, and still good until `overlap_ends_at`. */
export const ApiKeyStatus = z.enum(['active', 'rotating', 'expired', 'revoked']);
export type ApiKeyStatus = z.infer<typeof ApiKeyStatus>;

/** A key without its secret, which nobody can read again. */
export const ApiKey = z
  .object({
    id: Uuid,
    name: z.string(),
    key_prefix: z.string().describe('The first characters of the key, to recognise it by'),
    status: ApiKeyStatus,
    scopes: KeyScopes,
    environment: KeyEnvironment,
    agent_name: z.string().nullable(),
    user_id: Uuid.nullable().describe('Whose it is: it may do no more than they may'),
    service_account_id: Uuid.nullable(),
    team_id: Uuid.nullable(),
    project_id: Uuid.nullable(),
    rate_limit: RateLimit.nullable().describe('null: 100 requests a second and a burst of 50'),
    allowed_addresses: z.array(z.string()).describe('Addresses and CIDR ranges; empty: any'),
    created_by: Uuid.nullable().describe('The person who issued it'),
    created_at: Timestamp,
    expires_at: Timestamp.nullable(),
    last_used_at: Timestamp.nullable(),
    revoked_at: Timestamp.nullable(),
    rotated_from: Uuid.nullable().describe('The key that this one replaces'),
    replaced_by: Uuid.nullable().describe('The key that replaces this one'),
    overlap_ends_at: Timestamp.nullable().describe('When a replaced key ends'),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;

/** A new key: the only answer that ever holds `key`. */
export const IssuedApiKey = ApiKey.extend({
  key: z.string().describe('The secret. It is shown once and cannot be read again'),
}).meta({ id: 'IssuedApiKey' });
export type IssuedApiKey = z.infer<typeof IssuedApiKey>;

/** `POST /v1/auth/keys` */
export const CreateApiKey = z
  .strictObject({
    name: DisplayName,
    environment: KeyEnvironment.default('prod').describe('One of the organisation’s (`/v1/environments`)'),
    scopes: KeyScopes.default({ mcp: [], permissions: [] }).describe('Nothing is allowed unless it is named here'),
    agent_name: DisplayName.nullable().default(null),
    user_id: Uuid.nullable().default(null).describe('Somebody who may issue keys of their own only: themselves'),
    service_account_id: Uuid.nullable().default(null),
    team_id: Uuid.nullable().default(null).describe('Taken from the project where only that is given'),
    project_id: Uuid.nullable().default(null),
    rate_limit: RateLimit.nullable().default(null),
    allowed_addresses: z.array(AddressRange).max(50).default([]),
    expires_at: z.iso.datetime({ offset: true }).nullable().default(null),
  })
  .meta({ id: 'CreateApiKey' });
export type CreateApiKey = z.infer<typeof CreateApiKey>;

export const OVERLAP_SECONDS_DEFAULT = 3_600;
export const OVERLAP_SECONDS_MAX = 30 * 24 * 3_600;

/** `POST /v1/auth/keys/{id}/rotate` */
export const RotateApiKey = z
  .strictObject({
    overlap_seconds: z
      .number()
      .int()
      .min(0)
      .max(OVERLAP_SECONDS_MAX)
      .default(OVERLAP_SECONDS_DEFAULT)
      .describe('How long the old key works beside the new one'),
  })
  .meta({ id: 'RotateApiKey' });
export type RotateApiKey = z.infer<typeof RotateApiKey>;

/** `POST /v1/auth/keys/report-leak` */
export const ReportLeak = z
  .strictObject({
    key: z.string().min(1).max(256),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_048)
      .optional()
      .describe('Where it was found'),
  })
  .meta({ id: 'ReportLeak' });
export type ReportLeak = z.infer<typeof ReportLeak>;

/** Query of `GET /v1/auth/keys` */
export const ApiKeyQuery = PageQuery.extend({
  status: ApiKeyStatus.optional(),
  environment: KeyEnvironment.optional(),
  user_id: Uuid.optional(),
  service_account_id: Uuid.optional(),
  team_id: Uuid.optional(),
  project_id: Uuid.optional(),
  key_prefix: z
    .string()
    .regex(/^[A-Za-z0-9_]{1,20}$/)
    .optional(),
});
export type ApiKeyQuery = z.infer<typeof ApiKeyQuery>;

export const ApiKeyPage = pageOf(ApiKey).meta({ id: 'ApiKeyPage' });
export type ApiKeyPage = z.infer<typeof ApiKeyPage>;
