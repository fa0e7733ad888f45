import type { ApiDescription } from '@gatewayops/service';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { McpServersController } from './mcp-servers/mcp-servers.controller.js';
import { OrganizationsController } from './organizations/organizations.controller.js';
import { MembersController } from './people/members.controller.js';
import { UsersController } from './people/users.controller.js';
import { ProjectsController } from './teams/projects.controller.js';
import { TeamMembersController } from './teams/team-members.controller.js';
import { TeamsController } from './teams/teams.controller.js';
import { VirtualServersController } from './virtual-servers/virtual-servers.controller.js';

/** The public API: what `/openapi.json` and `docs/openapi/auth.json` describe. */
export const authApi: ApiDescription = {
  service: 'auth',
  title: 'GatewayOps auth service',
  description:
    'Organisations, people, teams, projects, API keys and MCP servers. Every request carries the admin token; all but ' +
    'those for `/v1/orgs` name their organisation in the `X-Organization-Id` header.',
  controllers: [
    OrganizationsController,
    MembersController,
    UsersController,
    TeamsController,
    TeamMembersController,
    ProjectsController,
    ApiKeysController,
    McpServersController,
    VirtualServersController,
  ],
};
