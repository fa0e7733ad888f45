import { describe, expect, it } from '@jest/globals';
import { withConnection } from '@gatewayops/postgres/connection';
import { startAuth, StartRefused } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';

const stack = useAuthStack();

/** Starts the service with some settings changed; gives its exit code and what it said. */
async function refusalOf(changes: Record<string, string>): Promise<{ exitCode: number | null; sentence: string }> {
  try {
    const auth = await startAuth({ ...stack.environment, ...changes });
    await auth.stop();
  } catch (error) {
    if (error instanceof StartRefused) return error;
    throw error;
  }
  throw new Error('the service started');
}

describe('the start of the service', () => {
  it('is refused to a superuser', async () => {
    const { exitCode, sentence } = await refusalOf({ DATABASE_URL: stack.ownerDatabaseUrl });
    expect(exitCode).toBe(1);
    expect(sentence).toMatch(/^auth could not start: DATABASE_URL: the role "\w+" is a superuser/);
  });

  it.each([
    ['may pass row-level security', 'BYPASSRLS', '', 'has BYPASSRLS'],
    ['owns a table', '', 'CREATE TABLE owned_by_a_service (id integer)', 'owns the table "owned_by_a_service"'],
  ])('is refused to a role that %s', async (_what, attribute, sql, words) => {
    const role = attribute === '' ? 'owner_role' : 'bypass_role';
    await withConnection(stack.ownerDatabaseUrl, async (connection) => {
      await connection.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x' ${attribute}`);
      if (sql !== '') await connection.query(`${sql}; ALTER TABLE owned_by_a_service OWNER TO ${role}`);
    });
    const url = new URL(stack.databaseUrl);
    url.username = role;
    url.password = 'x';
    try {
      const { exitCode, sentence } = await refusalOf({ DATABASE_URL: url.href });
      expect([exitCode, sentence]).toEqual([1, expect.stringContaining(words)]);
    } finally {
      await withConnection(stack.ownerDatabaseUrl, async (connection) => {
        await connection.query(`DROP TABLE IF EXISTS owned_by_a_service; DROP ROLE ${role}`);
      });
    }
  });

  it.each([
    ['MASTER_KEY', 'c2hvcnQ='],
    ['KEY_PEPPER', 'short'],
    ['DATABASE_URL', 'mysql://x/y'],
    ['UPSTREAM_PRIVATE_RANGES', 'perhaps'],
  ])('names %s where it is wrong, and not its value', async (name, value) => {
    const { exitCode, sentence } = await refusalOf({ [name]: value });
    expect(exitCode).toBe(1);
    expect(sentence).toContain(name);
    expect(sentence).not.toContain(value);
  });
});
