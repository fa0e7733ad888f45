import type { ApiDescription } from '@gatewayops/service';
import { PermissionsController } from './access/permissions.controller.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { LeaksController } from './api-keys/leaks.controller.js';
import { AuditLogsController } from './audit/query/audit-logs.controller.js';
import { ConnectionsController } from './credentials/connections.controller.js';
import { MaskingRulesController } from './masking/masking-rules.controller.js';
import { McpCatalogController } from './mcp-servers/mcp-catalog.controller.js';
import { McpServersController } from './mcp-servers/mcp-servers.controller.js';
import { EnvironmentsController } from './environments/environments.controller.js';
import { OrganizationClientsController } from './oauth/clients/organization-clients.controller.js';
import { PlaygroundTokensController } from './oauth/playground/playground-tokens.controller.js';
import { GrantsController } from './oauth/grants.controller.js';
import { TokenIssuersController } from './oauth/issuers/token-issuers.controller.js';
import { OrganizationsController } from './organizations/organizations.controller.js';
import { OrganizationDeletionController } from './organizations/deletion/organization-deletion.controller.js';
import { FactorResetsController } from './sign-in/factor-resets/factor-resets.controller.js';
import { InvitationsController } from './sign-in/invitations/invitations.controller.js';
import { OrganizationSecurityController } from './organizations/organization-security.controller.js';
import { MembersController } from './people/members.controller.js';
import { UsersController } from './people/users.controller.js';
import { RoleAssignmentsController } from './roles/role-assignments.controller.js';
import { RolesController } from './roles/roles.controller.js';
import { SavedViewsController } from './saved-views/saved-views.controller.js';
import { ServiceAccountsController } from './service-accounts/service-accounts.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { ScimTokensController } from './scim/scim-tokens.controller.js';
import { SamlKeysController } from './sso/connections/saml-keys.controller.js';
import { SsoConnectionsController } from './sso/connections/sso-connections.controller.js';
import { SsoDomainsController } from './sso/domains/sso-domains.controller.js';
import { ProjectsController } from './teams/projects.controller.js';
import { TeamMembersController } from './teams/team-members.controller.js';
import { TeamsController } from './teams/teams.controller.js';
import { VirtualServersController } from './virtual-servers/virtual-servers.controller.js';

/** The public API: what `/openapi.json` and `docs/openapi/auth.json` describe. */
export const authApi: ApiDescription = {
  service: 'auth',
  title: 'GatewayOps auth service',
  description:
    'Organisations, people, teams, projects, API keys and MCP servers. Callers are people with a session (a change carries its ' +
    '`X-CSRF-Token`), API keys with the permission, and the operator with the admin token, who names the organisation in ' +
    'the `X-Organization-Id` header.',
  controllers: [
    OrganizationsController,
    OrganizationSecurityController,
    MaskingRulesController,
    OrganizationDeletionController,
    EnvironmentsController,
    MembersController,
    InvitationsController,
    UsersController,
    FactorResetsController,
    TeamsController,
    TeamMembersController,
    ProjectsController,
    RolesController,
    RoleAssignmentsController,
    ServiceAccountsController,
    ApiKeysController,
    LeaksController,
    McpServersController,
    McpCatalogController,
    ConnectionsController,
    VirtualServersController,
    SsoDomainsController,
    SsoConnectionsController,
    SamlKeysController,
    ScimTokensController,
    SessionsController,
    PermissionsController,
    OrganizationClientsController,
    TokenIssuersController,
    GrantsController,
    PlaygroundTokensController,
    SavedViewsController,
    AuditLogsController,
  ],
};
