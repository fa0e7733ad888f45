import { ensureServiceRole, runMigrations } from '@gatewayops/postgres';

/** What the service may do to each table. */
const TABLES = {
  alert_channels: ['SELECT', 'INSERT', 'DELETE'],
  alert_rules: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  alert_incidents: ['SELECT', 'INSERT', 'UPDATE'],
  alert_windows: ['SELECT', 'INSERT', 'DELETE'],
  alert_deliveries: ['SELECT', 'INSERT', 'UPDATE'],
  alert_outbox: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
} as const;

export interface SchemaOptions {
  url: string;
  serviceRole: string;
  serviceRolePassword: string;
}

/** Brings the database up to date and lets the service's role in. Safe to repeat. Gives the files applied. */
export async function migrate(options: SchemaOptions): Promise<string[]> {
  const { url, serviceRole: role, serviceRolePassword: password } = options;
  const directory = new URL('../../migrations/', import.meta.url);
  const applied = await runMigrations({ url, directory, lockName: 'alert' });
  await ensureServiceRole({ url, role, password, tables: TABLES, functions: ['erase_alert_rows()'] });
  return applied;
}
