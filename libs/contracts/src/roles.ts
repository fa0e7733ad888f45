import type { Grant } from './permissions.js';
import type { McpScope } from './scopes.js';

/** What a role allows: through the APIs, and through the gateway. */
export interface RoleRights {
  description: string;
  grants: readonly Grant[];
  /** Servers, tools, resources and prompts that may be used, by keys of the role’s bearers and OAuth tokens. */
  mcp: readonly McpScope[];
}

const EVERYTHING: McpScope = { server: '*', tools: ['*'], resources: ['*'], prompts: ['*'] };
const everywhere = (...permissions: string[]): Grant[] =>
  permissions.map((permission) => ({ permission, reach: 'organization' }));
const inTeam = (...permissions: string[]): Grant[] => permissions.map((permission) => ({ permission, reach: 'team' }));
const own = (...permissions: string[]): Grant[] => permissions.map((permission) => ({ permission, reach: 'own' }));

/** Specification: Authorization Model, roles; and what people need beyond it to use what is theirs. */
export const BUILT_IN_ROLES = {
  org_admin: {
    description: 'Full access to the organisation',
    grants: everywhere('*'),
    mcp: [EVERYTHING],
  },
  org_member: {
    description: 'Standard access: reads traces and costs, has keys of their own, uses MCP servers',
    grants: [
      ...everywhere('organization:read', 'members:read', 'teams:read', 'projects:read', 'mcp_servers:read'),
      ...everywhere('traces:read', 'costs:read', 'api_keys:read'),
      ...own('api_keys:create', 'api_keys:update', 'api_keys:delete', 'connections:*'),
    ],
    mcp: [EVERYTHING],
  },
  org_viewer: {
    description: 'Reads traces and costs, and changes nothing',
    grants: everywhere('organization:read', 'traces:read', 'costs:read'),
    mcp: [],
  },
  team_admin: {
    description: 'Full access to what is the team’s',
    grants: inTeam('teams:*', 'projects:*', 'api_keys:*', 'service_accounts:*', 'budgets:*', 'members:read'),
    mcp: [EVERYTHING],
  },
  team_member: {
    description: 'Belongs to the team; what they may do comes from their role in the organisation',
    grants: inTeam('teams:read', 'projects:read'),
    mcp: [],
  },
} as const satisfies Record<string, RoleRights>;
export type BuiltInRole = keyof typeof BUILT_IN_ROLES;
