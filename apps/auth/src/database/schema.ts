import { ensureServiceRole, runMigrations } from '@gatewayops/postgres';

export const OUTBOX_TABLE = 'auth_outbox';

const ALL = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

/** What the service may do to each table. The audit log can only grow; a user is never deleted, and
 * an organisation only by its functions. */
const TABLES = {
  organizations: ['SELECT', 'INSERT', 'UPDATE'],
  organization_deletions: ['SELECT', 'UPDATE'],
  users: ['SELECT'],
  organization_members: ALL,
  teams: ALL,
  team_memberships: ALL,
  projects: ALL,
  api_keys: ['SELECT', 'INSERT', 'UPDATE'],
  roles: ALL,
  role_assignments: ALL,
  service_accounts: ALL,
  saved_views: ALL,
  environments: ALL,
  person_passwords: ALL,
  person_totp: ALL,
  person_recovery_codes: ALL,
  person_passkeys: ALL,
  invitations: ALL,
  mcp_servers: ALL,
  virtual_servers: ALL,
  masking_rules: ['SELECT', 'INSERT', 'UPDATE'],
  upstream_connections: ALL,
  upstream_clients: ALL,
  upstream_revocations: ALL,
  sso_domains: ALL,
  sso_connections: ALL,
  sso_keys: ALL,
  sso_identities: ALL,
  scim_tokens: ALL,
  scim_users: ALL,
  scim_groups: ALL,
  scim_group_members: ALL,
  audit_logs: ['SELECT', 'INSERT'],
  audit_entries: ['SELECT', 'INSERT'],
  audit_heads: ['SELECT', 'INSERT', 'UPDATE'],
  audit_archives: ['SELECT', 'INSERT'],
  audit_keys: ['SELECT', 'INSERT'],
  oauth_keys: ALL,
  oauth_artifacts: ALL,
  oauth_dynamic_clients: ALL,
  oauth_clients: ALL,
  oauth_grants: ALL,
  token_issuers: ALL,
  [OUTBOX_TABLE]: ALL,
} as const;

const FUNCTIONS = [
  'find_api_key(bytea)',
  'find_person_roles(uuid, uuid)',
  'list_memberships(uuid)',
  'claim_user(uuid, text)',
  'find_person(text)',
  'read_person(uuid)',
  'find_passkey_owner(text)',
  'list_sign_in_places(uuid)',
  'note_sign_in(uuid, uuid)',
  'set_person_name(uuid, text)',
  'find_invitation(bytea)',
  'list_totp_owners(text, integer)',
  'belongs_elsewhere(uuid, uuid)',
  'second_factor_of(uuid)',
  'mark_organization_deleted(text[])',
  'erase_deleted_organization()',
  'list_organizations(uuid, integer)',
  'count_organizations_and_keys()',
  'ensure_audit_partitions(integer)',
  'list_audit_chains(uuid, integer)',
  'list_audit_months_due(integer)',
  'remove_archived_audit_rows(uuid, integer)',
  'find_sso_connection(uuid)',
  'find_scim_token(bytea)',
  'find_sso_for_domain(text)',
  'find_sso_for_user(uuid)',
  'follow_sso_email(uuid, uuid, text)',
  'list_sso_domains_due(timestamptz, integer)',
  'list_sso_metadata_due(timestamptz, integer)',
  'due_upstream_refreshes(integer)',
  'due_upstream_revocations(integer)',
  'forget_ended_oauth_grants(uuid[])',
  'find_oauth_grant(uuid)',
  'find_oauth_client(uuid)',
  'oauth_client_has_grants(text)',
  'find_token_issuers(text, uuid[], text, text[], text)',
  'find_token_issuer(uuid)',
  'find_issuer_member(uuid, text)',
  'find_issuer_subject(uuid, uuid, text, text)',
  'find_issuer_account(uuid, uuid)',
];

export interface SchemaOptions {
  url: string;
  serviceRole: string;
  serviceRolePassword: string;
  onApplied?: (file: string) => void;
}

/** Brings the database up to date and lets the service's role in. Safe to repeat. */
export async function migrate(options: SchemaOptions): Promise<string[]> {
  const { url, serviceRole, serviceRolePassword, onApplied } = options;
  const directory = new URL('../../migrations/', import.meta.url);
  const applied = await runMigrations({ url, directory, lockName: 'auth', ...(onApplied ? { onApplied } : {}) });
  await ensureServiceRole({
    url,
    role: serviceRole,
    password: serviceRolePassword,
    tables: TABLES,
    functions: FUNCTIONS,
  });
  return applied;
}
