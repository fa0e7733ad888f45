// An appender of the audit log by itself, which a test can kill. Says `started` when it reads.
import { createDataSource, TenantTransactions } from '@gatewayops/postgres';
import { createAppender } from '../dist/audit/append/appender.js';

const [databaseUrl = '', redisUrl = '', stream = ''] = process.argv.slice(2);
const dataSource = createDataSource({ url: databaseUrl, applicationName: 'appender-of-the-tests' });
await dataSource.initialize();
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const worker = createAppender(new TenantTransactions(dataSource), {
  redisUrl,
  stream,
  // Small ones, so that a death comes in the middle of something.
  batchMessages: 50,
  deadAfterMs: 1_000,
  logger: silent,
});
await worker.start();
process.send?.('started');
