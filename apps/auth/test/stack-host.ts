// Holds PostgreSQL, Redis and the auth service for all test files of a run, and ends with the last of them.
// Started by auth-stack.ts as a process of its own, so that test files in different workers share it.
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, startRedis } from '@gatewayops/engines';
import { migrate } from '../dist/database/schema.js';
import { startMailServer } from './mail-server.ts';
import { startAuth } from './auth-process.ts';
import { LOCK_FOLDER, STATE_FILE, type StackState } from './stack-state.ts';

const IDLE_MS = 4_000;
const SERVICE_ROLE = 'auth_service';
const SERVICE_PASSWORD = 'auth service of the tests';

const folder = await mkdtemp(join(tmpdir(), 'gatewayops-auth-'));
const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];

async function startStack(): Promise<Omit<StackState, 'holdPort'>> {
  const cacheDir = join(homedir(), '.cache', 'gatewayops');
  const [postgres, redis] = await Promise.all([
    startPostgres({ dataDir: join(folder, 'postgres'), cacheDir, syncsToDisk: false }),
    startRedis({ dataDir: join(folder, 'redis'), cacheDir, syncsToDisk: false }),
  ]);
  closers.unshift(
    () => postgres.stop(),
    () => redis.stop(),
  );
  const ownerDatabaseUrl = postgres.url;
  await migrate({ url: ownerDatabaseUrl, serviceRole: SERVICE_ROLE, serviceRolePassword: SERVICE_PASSWORD });
  const databaseUrl = new URL(ownerDatabaseUrl);
  databaseUrl.username = SERVICE_ROLE;
  databaseUrl.password = SERVICE_PASSWORD;
  const mail = await startMailServer(join(folder, 'mail'));
  closers.unshift(() => mail.close());
  const environment = {
    PORT: '0',
    LOG_LEVEL: 'info',
    DATABASE_URL: databaseUrl.href,
    REDIS_URL: redis.url,
    INTERNAL_SECRET: 'internal secret of the tests, long enough',
    ADMIN_TOKEN: 'admin-token-of-the-tests-long-enough',
    MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    KEY_PEPPER: 'pepper of the tests, which is long enough',
    // Hundreds of keys are made: at the default a third of the tests' time were their hashes.
    BCRYPT_COST: '10',
    // Each test registers clients of its own.
    OAUTH_REGISTRATIONS_PER_MINUTE: '10000',
    // Nothing listens there: what a test of the connection test needs, it starts itself.
    GATEWAY_URL: 'http://127.0.0.1:9',
    AUDIT_SIGN_INTERVAL_MS: '200',
    // Where MCP servers are allowed on this machine, tokens are renewed by the services that allow it.
    TOKENS_AHEAD_INTERVAL_MS: '3600000',
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    // Each test says from which address it speaks: limits of one must not be another's.
    TRUSTED_PROXIES: '127.0.0.0/8',
    AUDIT_HEADS_DIR: join(folder, 'audit-heads'),
  };
  const auth = await startAuth(environment);
  closers.unshift(() => auth.stop());
  return {
    url: auth.url,
    databaseUrl: databaseUrl.href,
    ownerDatabaseUrl,
    redisUrl: redis.url,
    mailFolder: mail.folder,
    environment,
  };
}

let connections = 0;
let idle: NodeJS.Timeout;
const holders = createServer((socket) => {
  connections++;
  clearTimeout(idle);
  socket.on('error', () => undefined).on('data', () => undefined);
  socket.on('close', () => {
    if (--connections === 0) waitForNobody();
  });
});

const waitForNobody = () => {
  idle = setTimeout(() => void end(0), IDLE_MS);
};

async function end(code: number): Promise<never> {
  await rm(STATE_FILE, { force: true });
  holders.close();
  for (const close of closers) await close().catch(() => undefined);
  process.exit(code);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end(0));
try {
  const stack = await startStack();
  await new Promise<void>((resolve) => holders.listen(0, '127.0.0.1', resolve));
  waitForNobody();
  const state: StackState = { ...stack, holdPort: (holders.address() as AddressInfo).port };
  await writeFile(`${STATE_FILE}.new`, JSON.stringify(state), { mode: 0o600 });
  await rename(`${STATE_FILE}.new`, STATE_FILE);
  await rm(LOCK_FOLDER, { recursive: true, force: true });
} catch (error) {
  await writeFile(`${STATE_FILE}.error`, String(error), { mode: 0o600 });
  await rm(LOCK_FOLDER, { recursive: true, force: true });
  await end(1);
}
