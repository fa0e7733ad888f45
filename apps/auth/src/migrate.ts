import { readMigrationEnvironment } from './env.js';
import { migrate } from './database/schema.js';

const environment = readMigrationEnvironment();
try {
  const applied = await migrate({
    url: environment.MIGRATIONS_DATABASE_URL,
    serviceRole: environment.SERVICE_ROLE,
    serviceRolePassword: environment.SERVICE_ROLE_PASSWORD,
  });
  process.stdout.write(`auth: ${applied.length} migrations applied\n`);
} catch (error) {
  process.stderr.write(`auth: the migration failed. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
