import { z } from 'zod';

/**
 * Everything that an endpoint may ask for, as `resource:action`, with what it allows in words. Specification: Authorization
 * Model. `docs/identity/roles.md` is generated from this table and `BUILT_IN_ROLES`.
 */
export const PERMISSIONS = {
  'organization:read': 'See the organisation and its settings',
  'organization:update': 'Change the organisation’s name, limits and settings',
  'organization:delete': 'Delete the organisation with all that is in it',
  'members:read': 'See the people of the organisation',
  'members:create': 'Add and invite people',
  'members:update': 'Rename people, change their roles, and end their sessions',
  'members:delete': 'Remove people; their keys are revoked',
  'roles:read': 'See roles and who has them',
  'roles:create': 'Make custom roles',
  'roles:update': 'Change custom roles and who has them',
  'roles:delete': 'Delete custom roles',
  'teams:read': 'See teams and their members',
  'teams:create': 'Make teams',
  'teams:update': 'Change teams and their members',
  'teams:delete': 'Delete teams; their keys are revoked',
  'projects:read': 'See projects',
  'projects:create': 'Make projects',
  'projects:update': 'Change projects',
  'projects:delete': 'Delete projects; their keys are revoked',
  'api_keys:read': 'See API keys, without their secrets',
  'api_keys:create': 'Issue API keys',
  'api_keys:update': 'Rotate API keys',
  'api_keys:delete': 'Revoke API keys',
  'service_accounts:read': 'See service accounts',
  'service_accounts:create': 'Make service accounts',
  'service_accounts:update': 'Change service accounts',
  'service_accounts:delete': 'Delete service accounts; their keys are revoked',
  'mcp_servers:read': 'See MCP servers, virtual servers and their health',
  'mcp_servers:create': 'Register MCP servers and make virtual ones',
  'mcp_servers:update': 'Change MCP servers and their credentials, and test them',
  'mcp_servers:delete': 'Delete MCP servers',
  'connections:read': 'See which accounts at MCP servers are connected',
  'connections:update': 'Connect accounts at MCP servers',
  'connections:delete': 'Disconnect accounts at MCP servers',
  'traces:read': 'Read traces',
  'costs:read': 'Read costs and prices',
  'prices:update': 'Set prices',
  'budgets:read': 'See budgets',
  'budgets:create': 'Set budgets',
  'budgets:update': 'Change budgets',
  'budgets:delete': 'Delete budgets',
  'alerts:read': 'See alert rules, channels and incidents',
  'alerts:create': 'Make alert rules and channels',
  'alerts:update': 'Change alert rules and channels',
  'alerts:delete': 'Delete alert rules and channels',
  'sso:read': 'See single sign-on, its domains and provisioning',
  'sso:update': 'Set up single sign-on, its domains and provisioning',
  'oauth_clients:read': 'See OAuth clients and what was granted to them',
  'oauth_clients:create': 'Register OAuth clients',
  'oauth_clients:update': 'Change OAuth clients and the issuers that are trusted',
  'oauth_clients:delete': 'Delete OAuth clients and take grants back',
  'audit:read': 'Read the audit log',
  'audit:export': 'Export the audit log',
} as const satisfies Record<string, string>;

export type Permission = keyof typeof PERMISSIONS;
export const Permission = z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]]);

/** How far a permission reaches: all of the organisation, the teams it was given for, or what is one's own. */
export const Reach = z.enum(['organization', 'team', 'own']);
export type Reach = z.infer<typeof Reach>;

const RESOURCES: ReadonlySet<string> = new Set(Object.keys(PERMISSIONS).map((name) => name.replace(/:.*/, '')));

/** A permission, all of a resource (`teams:*`), or all there are (`*`). */
export const PermissionPattern = z
  .string()
  .refine(
    (text) => text === '*' || text in PERMISSIONS || (text.endsWith(':*') && RESOURCES.has(text.slice(0, -2))),
    'use a permission, `resource:*` or `*`',
  );

/** One line of a role. */
export const Grant = z.strictObject({ permission: PermissionPattern, reach: Reach.default('organization') });
export type Grant = z.infer<typeof Grant>;

/** One grant that a person has, and from where: of a role in the organisation, or in the team `teamId`. */
export const HeldGrant = z.object({
  permission: PermissionPattern,
  reach: Reach,
  teamId: z.uuid().nullable(),
  role: z.string().max(100).describe('Name of the role that gives it'),
});
export type HeldGrant = z.infer<typeof HeldGrant>;
