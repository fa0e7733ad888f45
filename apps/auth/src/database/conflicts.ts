import { GatewayOpsError } from '@gatewayops/contracts';
import { violatedForeignKey, violatedUniqueConstraint } from '@gatewayops/postgres';

/** Constraints that a caller can run into, by name: the field to blame, and in which words. */
const TAKEN: Record<string, { field: string; message: string }> = {
  organizations_slug_key: { field: 'slug', message: 'Another organisation has this slug.' },
  teams_slug_key: { field: 'slug', message: 'Another team has this slug.' },
  projects_slug_key: { field: 'slug', message: 'Another project of the team has this slug.' },
  mcp_servers_name_key: { field: 'name', message: 'Another MCP server has this name.' },
  virtual_servers_name_key: { field: 'name', message: 'Another virtual server has this name.' },
  scim_users_name_key: { field: 'userName', message: 'Another user has this userName.' },
  scim_users_external_key: { field: 'externalId', message: 'Another user has this externalId.' },
  scim_groups_name_key: { field: 'displayName', message: 'Another group has this name.' },
  sso_domains_key: { field: 'domain', message: 'This domain is claimed already.' },
  sso_domains_verified_key: { field: 'domain', message: 'Another organisation has verified this domain.' },
  sso_connections_name_key: { field: 'name', message: 'Another connection has this name.' },
  roles_name_key: { field: 'name', message: 'Another role has this name.' },
  role_assignments_key: { field: 'role_id', message: 'They have this role there already.' },
  oauth_clients_name_key: { field: 'name', message: 'Another OAuth client has this name.' },
  token_issuers_issuer_key: { field: 'issuer', message: 'This issuer is set up already.' },
  service_accounts_name_key: { field: 'name', message: 'Another service account has this name.' },
  environments_name_key: { field: 'name', message: 'There is an environment with this name already.' },
  saved_views_own_name_key: { field: 'name', message: 'You have a view with this name.' },
  saved_views_shared_name_key: { field: 'name', message: 'The organisation shares a view with this name already.' },
  organization_members_pkey: { field: 'email', message: 'This person is a member already.' },
  team_memberships_pkey: { field: 'user_id', message: 'This person is in the team already.' },
};
/** The same where nobody chose a slug: it was made from the name, and whoever asked knows of no slug. */
const TAKEN_BY_NAME: typeof TAKEN = {
  organizations_slug_key: { field: 'name', message: 'An organisation with this name exists.' },
  teams_slug_key: { field: 'name', message: 'A team with this name exists.' },
  projects_slug_key: { field: 'name', message: 'A project with this name exists in this team.' },
};
const MISSING: Record<string, { field: string; message: string }> = {
  team_memberships_member: { field: 'user_id', message: 'There is no such member in this organisation.' },
  scim_group_members_member: { field: 'members', message: 'There is no such user in this organisation.' },
  projects_team: { field: 'team_id', message: 'There is no such team in this organisation.' },
  role_assignments_role: { field: 'role_id', message: 'There is no such role in this organisation.' },
  role_assignments_member: { field: 'user_id', message: 'There is no such member in this organisation.' },
  role_assignments_team: { field: 'team_id', message: 'There is no such team in this organisation.' },
  service_accounts_team: { field: 'team_id', message: 'There is no such team in this organisation.' },
  api_keys_service_account: {
    field: 'service_account_id',
    message: 'There is no such service account in this organisation.',
  },
  api_keys_team: { field: 'team_id', message: 'There is no such team in this organisation.' },
  api_keys_project: { field: 'project_id', message: 'There is no such project in this team.' },
};

/** Runs a write; a taken name becomes `conflict`, a reference to what is not there `not_found`. `slug`: as it was asked for. */
export async function withConflicts<T>(write: () => Promise<T>, asked: { slug?: string | undefined } = {}): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const constraint = violatedUniqueConstraint(error) ?? '';
    const taken =
      ('slug' in asked && asked.slug === undefined ? TAKEN_BY_NAME[constraint] : undefined) ?? TAKEN[constraint];
    if (taken) throw new GatewayOpsError('conflict', { message: taken.message, details: [taken], cause: error });
    const missing = MISSING[violatedForeignKey(error) ?? ''];
    if (missing) throw new GatewayOpsError('not_found', { message: missing.message, details: [missing], cause: error });
    throw error;
  }
}
