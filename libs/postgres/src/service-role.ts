import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { sqlState } from './failures.js';
import { withConnection } from './connection.js';

type Privilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

export interface ServiceRoleOptions {
  /** Of a role that owns the tables and may create roles. */
  url: string;
  role: string;
  password: string;
  /** What the service may do on each of its tables; what is not named it may not touch. */
  tables: Readonly<Record<string, readonly Privilege[]>>;
  /** Functions it may call, with their argument types: `find_api_key(bytea)`. */
  functions?: readonly string[];
}

/**
 * Makes the login that a service runs as, or brings an existing one into line: no superuser, no BYPASSRLS, no right to create
 * anything, owner of nothing. Safe to repeat, and to run for several services at once.
 */
export async function ensureServiceRole(options: ServiceRoleOptions): Promise<void> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(options.role))
    throw new Error('SERVICE_ROLE: use a lower-case name of letters, digits and underscores.');
  await withConnection(options.url, async (client) => {
    await retryOnConflict(() => createOrAlter(client, options));
    await grant(client, options);
  });
}

async function createOrAlter(client: pg.Client, { role, password }: ServiceRoleOptions): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const name = pg.escapeIdentifier(role);
  const attributes = `LOGIN PASSWORD ${pg.escapeLiteral(password)}`;
  if (rowCount === 0) {
    await client.query(`CREATE ROLE ${name} NOSUPERUSER NOBYPASSRLS NOREPLICATION INHERIT ${attributes}`);
    return;
  }
  await refuseElevated(client, role);
  await client.query(`ALTER ROLE ${name} ${attributes}`);
}

/** Only a superuser may take these attributes away, and a role that has them is somebody else's: say so. */
async function refuseElevated(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ elevated: boolean }>(
    'SELECT rolsuper OR rolbypassrls OR rolreplication AS elevated FROM pg_roles WHERE rolname = $1',
    [role],
  );
  if (rows[0]?.elevated)
    throw new Error(`SERVICE_ROLE: "${role}" exists with rights that a service must not have; choose another name.`);
}

async function grant(client: pg.Client, options: ServiceRoleOptions): Promise<void> {
  const role = pg.escapeIdentifier(options.role);
  const statements = [`GRANT USAGE ON SCHEMA public TO ${role}`];
  for (const [table, privileges] of Object.entries(options.tables)) {
    const name = pg.escapeIdentifier(table);
    statements.push(`REVOKE ALL ON ${name} FROM ${role}`, `GRANT ${privileges.join(', ')} ON ${name} TO ${role}`);
  }
  for (const signature of options.functions ?? []) {
    statements.push(
      `REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC`,
      `GRANT EXECUTE ON FUNCTION ${signature} TO ${role}`,
    );
  }
  await retryOnConflict(() =>
    client.query(`BEGIN; ${statements.join('; ')}; COMMIT`).catch(async (error: unknown) => {
      await client.query('ROLLBACK');
      throw error;
    }),
  );
}

/** Roles belong to the whole cluster: two commands at once meet as 23505, 42710 or XX000 ("tuple concurrently updated"). */
async function retryOnConflict(work: () => Promise<unknown>, attempts = 5): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      const state = sqlState(error);
      if (attempt === attempts || !['23505', '42710', 'XX000'].includes(state ?? '')) throw error;
      await sleep(100 * attempt);
    }
  }
}
