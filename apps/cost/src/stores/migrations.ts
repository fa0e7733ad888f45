import { ensureServiceRole, runMigrations } from '@gatewayops/postgres';

/** Brings the database to what this version needs and makes the service's role. Gives the names of the files applied. */
export async function migrate(options: {
  url: string;
  serviceRole: string;
  serviceRolePassword: string;
}): Promise<string[]> {
  const { url } = options;
  const directory = new URL('../../migrations/', import.meta.url);
  const applied = await runMigrations({ url, directory, lockName: 'cost' });
  await ensureServiceRole({
    url,
    role: options.serviceRole,
    password: options.serviceRolePassword,
    // Cards are only ever added: the role could not change one if it wanted to.
    tables: {
      price_cards: ['SELECT', 'INSERT'],
      budgets: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
      cost_outbox: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    },
    functions: ['erase_cost_rows()'],
  });
  return applied;
}
