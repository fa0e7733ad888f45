import { createDataSource, TenantTransactions } from '@gatewayops/postgres';
import { SecretBox } from '@gatewayops/service';
import { readRotationEnvironment } from './env.js';
import { SigningKeys } from './oauth/server/signing-keys.js';

const SILENT = { warn: () => undefined, error: () => undefined };

const { DATABASE_URL, MASTER_KEY, MASTER_KEYS_PREVIOUS } = readRotationEnvironment();
const dataSource = createDataSource({ url: DATABASE_URL, applicationName: 'gatewayops-rotate-signing-keys' });
try {
  await dataSource.initialize();
  const keys = new SigningKeys(
    new TenantTransactions(dataSource),
    new SecretBox(MASTER_KEY, MASTER_KEYS_PREVIOUS),
    SILENT,
  );
  process.stdout.write(`Access tokens are signed with the key ${await keys.rotate()} in five minutes\n`);
} catch (error) {
  process.stderr.write(`No key was added. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  if (dataSource.isInitialized) await dataSource.destroy();
}
