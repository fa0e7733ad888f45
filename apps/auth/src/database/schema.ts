import { ensureServiceRole, runMigrations } from '@gatewayops/postgres';

export const OUTBOX_TABLE = 'auth_outbox';

const ALL = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

/** What the service may do to each table. The audit log can only grow; a user or an organisation is never deleted. */
const TABLES = {
  organizations: ['SELECT', 'INSERT', 'UPDATE'],
  users: ['SELECT'],
  organization_members: ALL,
  teams: ALL,
  team_memberships: ALL,
  projects: ALL,
  api_keys: ['SELECT', 'INSERT', 'UPDATE'],
  mcp_servers: ALL,
  virtual_servers: ALL,
  audit_logs: ['SELECT', 'INSERT'],
  [OUTBOX_TABLE]: ALL,
} as const;

const FUNCTIONS = [
  'find_api_key(bytea)',
  'claim_user(uuid, text)',
  'list_organizations(uuid, integer)',
  'count_organizations_and_keys()',
  'ensure_audit_partitions(integer)',
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
