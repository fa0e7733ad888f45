import { z } from 'zod';
import { AUDIT_RETENTION_DAYS_DEFAULT, AUDIT_RETENTION_DAYS_MAX } from './audit.js';
import { Uuid } from '../ids.js';
import { McpNaming } from '../mcp-server.js';
import { pageOf } from '../pagination.js';
import { RateLimit } from '../principal.js';
import { DisplayName, Settings, Slug, Timestamp } from './fields.js';

/** What an organisation may use unless it is set otherwise. */
export const ORGANIZATION_RATE_LIMIT_DEFAULT: RateLimit = { rps: 1000, burst: 500 };

const Plan = z.string().regex(/^[a-z][a-z0-9_-]{0,49}$/);

const AuditRetentionDays = z.number().int().min(AUDIT_RETENTION_DAYS_DEFAULT).max(AUDIT_RETENTION_DAYS_MAX);

/** Settings that have a meaning of their own; others are the operator's. */
const KNOWN_SETTINGS = {
  mcp_naming: { schema: McpNaming, message: 'use `prefixed` or `identity`' },
  audit_retention_days: {
    schema: AuditRetentionDays,
    message: `use ${AUDIT_RETENTION_DAYS_DEFAULT} to ${AUDIT_RETENTION_DAYS_MAX} days`,
  },
};

const OrganizationSettings = Settings.superRefine((settings, context) => {
  for (const [name, { schema, message }] of Object.entries(KNOWN_SETTINGS)) {
    if (settings[name] === undefined || schema.safeParse(settings[name]).success) continue;
    context.addIssue({ code: 'custom', path: [name], message });
  }
}).describe(
  '`mcp_naming`: how names are kept apart at `/v1/mcp`, `prefixed` unless set to `identity`; `audit_retention_days`: how ' +
    'long the audit log is kept before it is archived, 365 unless set to up to 2555',
);

export const Organization = z
  .object({
    id: Uuid,
    name: z.string(),
    slug: z.string(),
    plan: z.string(),
    settings: z.record(z.string(), z.json()),
    rate_limit: RateLimit.describe('Of all its keys together'),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Organization' });
export type Organization = z.infer<typeof Organization>;

/** `POST /v1/orgs` */
export const CreateOrganization = z
  .strictObject({
    name: DisplayName,
    slug: Slug.optional().describe('Made from the name unless given'),
    plan: Plan.default('free'),
    settings: OrganizationSettings.default({}),
    rate_limit: RateLimit.default(ORGANIZATION_RATE_LIMIT_DEFAULT),
  })
  .meta({ id: 'CreateOrganization' });
export type CreateOrganization = z.infer<typeof CreateOrganization>;

/** `PATCH /v1/orgs/{id}`: what is not named stays. */
export const UpdateOrganization = z
  .strictObject({
    name: DisplayName.optional(),
    plan: Plan.optional(),
    settings: OrganizationSettings.optional(),
    rate_limit: RateLimit.optional(),
  })
  .meta({ id: 'UpdateOrganization' });
export type UpdateOrganization = z.infer<typeof UpdateOrganization>;

/** `DELETE /v1/orgs/{id}`: the name, as who deletes it has typed it. */
export const DeleteOrganization = z
  .strictObject({ name: z.string().max(255).describe('The organisation’s name, exactly') })
  .meta({ id: 'DeleteOrganization' });
export type DeleteOrganization = z.infer<typeof DeleteOrganization>;

const Count = z.number().int().min(0);

/** What would be lost with an organisation, besides its traces and costs. */
export const OrganizationContents = z
  .object({
    members: Count,
    teams: Count,
    projects: Count,
    service_accounts: Count,
    mcp_servers: Count,
    active_api_keys: Count,
  })
  .meta({ id: 'OrganizationContents' });
export type OrganizationContents = z.infer<typeof OrganizationContents>;

export const OrganizationPage = pageOf(Organization).meta({ id: 'OrganizationPage' });
export type OrganizationPage = z.infer<typeof OrganizationPage>;
