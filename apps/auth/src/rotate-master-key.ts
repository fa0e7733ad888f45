import { createDataSource, TenantTransactions } from '@gatewayops/postgres';
import { AuditSigner } from './audit/heads/audit-signer.js';
import { vouchForFormerKeys } from './audit/heads/former-keys.js';
import { readRotationEnvironment } from './env.js';
import { rewrapCredentials } from './mcp-servers/rewrap-credentials.js';
import { SigningKeys } from './oauth/server/signing-keys.js';
import { rewrapTotpSecrets } from './sign-in/totp/rewrap-totp.js';
import { SecretBox } from '@gatewayops/service';

/** What cannot be moved throws; nothing else is to be said. */
const SILENT = { warn: () => undefined, error: () => undefined };

const { DATABASE_URL, MASTER_KEY, MASTER_KEYS_PREVIOUS } = readRotationEnvironment();
const dataSource = createDataSource({ url: DATABASE_URL, applicationName: 'gatewayops-rotate-master-key' });
try {
  await dataSource.initialize();
  const box = new SecretBox(MASTER_KEY, MASTER_KEYS_PREVIOUS);
  const tenants = new TenantTransactions(dataSource);
  const count = await rewrapCredentials(tenants, box);
  process.stdout.write(`${count} credentials are now under the master key ${box.currentKeyId}\n`);
  const apps = await rewrapTotpSecrets(tenants, box);
  process.stdout.write(`${apps} secrets of authenticator apps are now under it, too\n`);
  const keys = await new SigningKeys(tenants, box, SILENT).rewrap();
  process.stdout.write(`${keys} signing keys are now under it, too\n`);
  const former = await vouchForFormerKeys(tenants, new AuditSigner(MASTER_KEY), MASTER_KEYS_PREVIOUS);
  process.stdout.write(`${former} former keys of the audit log are vouched for by it\n`);
} catch (error) {
  process.stderr.write(
    `The master key was not rotated everywhere. ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
} finally {
  if (dataSource.isInitialized) await dataSource.destroy();
}
