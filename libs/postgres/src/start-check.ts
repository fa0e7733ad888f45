import type { DataSource } from 'typeorm';

const ROLE_PROBLEMS = `
  SELECT current_user AS role, r.rolsuper AS superuser, r.rolbypassrls AS bypasses,
         (SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = ANY (current_schemas(false)) AND c.relkind IN ('r', 'p')
             AND pg_has_role(current_user, c.relowner, 'MEMBER') LIMIT 1) AS owned
    FROM pg_roles r WHERE r.rolname = current_user`;

/**
 * Refuses to serve with a database role that row-level security does not hold: a superuser, one with BYPASSRLS, or one that
 * owns (or may become the owner of) a table. Throws an Error whose message is one sentence for the operator.
 */
export async function refusePrivilegedRole(dataSource: DataSource): Promise<void> {
  const [found] = (await dataSource.query(ROLE_PROBLEMS)) as RoleProblems[];
  if (!found) throw new Error('DATABASE_URL: the database does not know the role it was given.');
  const problem = problemOf(found);
  if (problem) {
    throw new Error(
      `DATABASE_URL: the role "${found.role}" ${problem}, so row-level security would not hold it; use the service role that the migrate command creates.`,
    );
  }
}

interface RoleProblems {
  role: string;
  superuser: boolean;
  bypasses: boolean;
  owned: string | null;
}

function problemOf(found: RoleProblems): string | null {
  if (found.superuser) return 'is a superuser';
  if (found.bypasses) return 'has BYPASSRLS';
  if (found.owned !== null) return `owns the table "${found.owned}"`;
  return null;
}
