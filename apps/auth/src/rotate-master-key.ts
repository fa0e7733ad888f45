import { createDataSource, TenantTransactions } from '@gatewayops/postgres';
import { readRotationEnvironment } from './env.js';
import { rewrapCredentials } from './mcp-servers/rewrap-credentials.js';
import { SecretBox } from '@gatewayops/service';

const { DATABASE_URL, MASTER_KEY, MASTER_KEYS_PREVIOUS } = readRotationEnvironment();
const dataSource = createDataSource({ url: DATABASE_URL, applicationName: 'gatewayops-rotate-master-key' });
try {
  await dataSource.initialize();
  const box = new SecretBox(MASTER_KEY, MASTER_KEYS_PREVIOUS);
  const count = await rewrapCredentials(new TenantTransactions(dataSource), box);
  process.stdout.write(`${count} credentials are now under the master key ${box.currentKeyId}\n`);
} catch (error) {
  process.stderr.write(
    `The master key was not rotated everywhere. ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
} finally {
  if (dataSource.isInitialized) await dataSource.destroy();
}
