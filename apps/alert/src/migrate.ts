import { migrate } from './database/schema.js';
import { readMigrationEnvironment } from './env.js';

const environment = readMigrationEnvironment();
try {
  const applied = await migrate({
    url: environment.MIGRATIONS_DATABASE_URL,
    serviceRole: environment.SERVICE_ROLE,
    serviceRolePassword: environment.SERVICE_ROLE_PASSWORD,
  });
  process.stdout.write(`alert: ${applied.length} migrations applied\n`);
} catch (error) {
  process.stderr.write(`alert: the migration failed. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
