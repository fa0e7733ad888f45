import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type pg from 'pg';
import { withConnection } from './connection.js';

export interface MigrationOptions {
  /** Of a role that may create tables and roles; never the service's. */
  url: string;
  /** Holds files named `NNN_words.sql`; each runs in its own transaction, in order of its number. */
  directory: URL | string;
  /** The service. Names the advisory lock, and whose files these are in `schema_migrations`. */
  lockName: string;
  lockWaitMs?: number;
  onApplied?: (file: string) => void;
}

interface MigrationFile {
  name: string;
  number: number;
  sql: string;
  checksum: string;
}

const JOURNAL = `
  CREATE TABLE IF NOT EXISTS schema_migrations (
    service text NOT NULL, number integer NOT NULL, name text NOT NULL, checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (service, number))`;

/**
 * Applies what is new, and gives the names of the files applied. One process at a time; others wait for it.
 * Throws when a file that was applied has changed since, or a new one has a lower number than one applied.
 */
export async function runMigrations(options: MigrationOptions): Promise<string[]> {
  const files = await readMigrations(options.directory);
  return withConnection(options.url, (client) =>
    withAdvisoryLock(client, `migrations:${options.lockName}`, options.lockWaitMs ?? 60_000, async () => {
      const pending = await pendingOf(client, options.lockName, files);
      for (const file of pending) {
        await apply(client, options.lockName, file);
        options.onApplied?.(file.name);
      }
      return pending.map((file) => file.name);
    }),
  );
}

async function readMigrations(directory: URL | string): Promise<MigrationFile[]> {
  const folder = typeof directory === 'string' ? directory : fileURLToPath(directory);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  const files = await Promise.all(names.map((name) => readMigration(folder, name)));
  const numbers = new Set(files.map((file) => file.number));
  if (numbers.size !== files.length) throw new Error(`${folder}: two migrations have the same number.`);
  return files;
}

async function readMigration(folder: string, name: string): Promise<MigrationFile> {
  const number = /^(\d{3,})_[a-z0-9_]+\.sql$/.exec(name)?.[1];
  if (number === undefined) throw new Error(`${name}: a migration is named NNN_words.sql.`);
  const sql = await readFile(join(folder, name), 'utf8');
  return { name, number: Number(number), sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

async function pendingOf(client: pg.Client, service: string, files: MigrationFile[]): Promise<MigrationFile[]> {
  await client.query(JOURNAL);
  const { rows } = await client.query<{ number: number; checksum: string }>(
    'SELECT number, checksum FROM schema_migrations WHERE service = $1',
    [service],
  );
  const applied = new Map(rows.map((row) => [row.number, row.checksum]));
  const newest = Math.max(0, ...applied.keys());
  for (const file of files) {
    const checksum = applied.get(file.number);
    if (checksum !== undefined && checksum !== file.checksum)
      throw new Error(`${file.name} was changed after it was applied; put it back and write a new migration.`);
    if (checksum === undefined && file.number < newest)
      throw new Error(`${file.name} comes before migration ${newest}, which is applied; give it a higher number.`);
  }
  return files.filter((file) => !applied.has(file.number));
}

async function apply(client: pg.Client, service: string, file: MigrationFile): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(file.sql);
    await client.query('INSERT INTO schema_migrations (service, number, name, checksum) VALUES ($1, $2, $3, $4)', [
      service,
      file.number,
      file.name,
      file.checksum,
    ]);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw new Error(`${file.name}: ${(cause as Error).message}`, { cause });
  }
}

async function withAdvisoryLock<T>(
  client: pg.Client,
  name: string,
  waitMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const deadlineMs = Date.now() + waitMs;
  while (!(await tryLock(client, name))) {
    if (Date.now() > deadlineMs) throw new Error(`Another process has held the lock "${name}" for ${waitMs} ms.`);
    await sleep(100);
  }
  try {
    return await work();
  } finally {
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]);
  }
}

async function tryLock(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked',
    [name],
  );
  return rows[0]?.locked === true;
}
