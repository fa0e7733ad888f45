import { createDataSource, TenantTransactions } from '@gatewayops/postgres';
import { connectRedis, whenReady, type Redis } from '@gatewayops/redis';
import { ArchivedHeads } from './audit/archive/archived-heads.js';
import { ObjectStore } from './audit/archive/object-store.js';
import { archiveSettings } from './audit/audit-settings.js';
import { AuditSigner } from './audit/heads/audit-signer.js';
import { trustFormerKeys } from './audit/heads/former-keys.js';
import { FolderHeads, RedisHeads } from './audit/heads/head-store.js';
import { parseCommand, printReports, USAGE, UsageError, type VerifyRequest } from './audit/verify/command.js';
import { verifyAll } from './audit/verify/verify-all.js';
import { readVerifyEnvironment, type VerifyEnvironment } from './env.js';

const CONNECT_MS_MAX = 5_000;

async function main(): Promise<number> {
  const request = parseCommand(process.argv.slice(2));
  if (request === null) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const environment = readVerifyEnvironment();
  const dataSource = createDataSource({ url: environment.DATABASE_URL, applicationName: 'gatewayops-audit-verify' });
  const redis =
    environment.REDIS_URL === undefined ? null : connectRedis({ url: environment.REDIS_URL, name: 'audit-verify' });
  try {
    await dataSource.initialize();
    if (redis) await whenReady(redis, CONNECT_MS_MAX);
    return await verify(new TenantTransactions(dataSource), redis, environment, request);
  } finally {
    redis?.disconnect();
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

async function verify(
  tenants: TenantTransactions,
  redis: Redis | null,
  environment: VerifyEnvironment,
  request: VerifyRequest,
) {
  const { AUDIT_HEADS_DIR: folder } = environment;
  const settings = archiveSettings(environment);
  if (request.fromArchive && settings === null) throw new UsageError('--from-archive: AUDIT_ARCHIVE_URL is not set.');
  const store = settings && new ObjectStore(settings);
  const signer = new AuditSigner(
    environment.MASTER_KEY,
    environment.MASTER_KEYS_PREVIOUS,
    environment.AUDIT_PUBLIC_KEYS,
  );
  await trustFormerKeys(tenants, signer);
  const heads = [
    ...(redis ? [new RedisHeads(redis)] : []),
    ...(folder === undefined ? [] : [new FolderHeads(folder)]),
    ...(store ? [new ArchivedHeads(store)] : []),
  ];
  if (heads.length === 0)
    process.stderr.write('No place of signed ends is known: rows that were cut off are not found.\n');
  const sources = { tenants, signer, heads, archive: request.fromArchive ? store : null };
  const whole = await printReports(verifyAll(sources, request.orgId), request, signer, {
    line: (text) => process.stdout.write(`${text}\n`),
    progress: (text) => process.stderr.write(`${text}\n`),
  });
  return whole ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof UsageError ? `${message}\n\n${USAGE}\n` : `${message}\n`);
  return error instanceof UsageError ? 2 : 1;
});
