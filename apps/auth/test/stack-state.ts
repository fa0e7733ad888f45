import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where test files and the process that holds their stores meet: one place for each checkout. */
const checkout = createHash('sha256')
  .update(import.meta.dirname)
  .digest('hex')
  .slice(0, 12);
export const STATE_FILE = join(tmpdir(), `gatewayops-auth-tests-${checkout}.json`);
export const LOCK_FOLDER = `${STATE_FILE}.lock`;

/** What a test file needs to know of the running stores and service. */
export interface StackState {
  /** Whoever holds a connection to this port keeps the stack alive. */
  holdPort: number;
  url: string;
  /** Of the service role. */
  databaseUrl: string;
  /** Of the superuser that owns the tables. */
  ownerDatabaseUrl: string;
  redisUrl: string;
  /** Where mails that were sent lie, a folder for each address. */
  mailFolder: string;
  /** What the service was started with; a test may start another with some of it changed. */
  environment: Record<string, string>;
}
