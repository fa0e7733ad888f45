import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { ClickHouse } from './client.js';

/** `plain` for a single server, `replicated` where ClickHouse Keeper is configured. */
export type TableEngine = 'plain' | 'replicated';

export interface SchemaOptions {
  clickhouse: ClickHouse;
  /** Folder of `NNN_name.sql`, one statement each: `new URL('../clickhouse/', import.meta.url)`. */
  directory: URL;
  /** Whose files these are; numbers count for each service on their own. */
  service: string;
  engine?: TableEngine;
  /** Runs `work` while no replica runs it; `withLease` of `redis` does. */
  lock: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

const FILE_NAME = /^(\d{3})_[a-z0-9_]+\.sql$/;
const STATEMENT_TIMEOUT_MS = 60_000;
const TAG = { route: 'schema', orgId: null };

const LEDGER = `CREATE TABLE IF NOT EXISTS schema_files (
    service String COMMENT 'Service that owns the file',
    name String COMMENT 'File name',
    checksum String COMMENT 'SHA-256 of the statement',
    applied_at DateTime('UTC') DEFAULT now() COMMENT 'When it was run, UTC'
) ENGINE = MergeTree ORDER BY (service, name)`;

/**
 * Applies the files that were not applied yet, in order, and returns their names. Each is written so that it may be run twice
 * (`IF NOT EXISTS`), as it is when the process dies between a statement and its row in the ledger.
 * Rejects when a file was changed after it was applied: changes are new files.
 */
export function applySchema(options: SchemaOptions): Promise<string[]> {
  return options.lock(`gwo:clickhouse-schema:${options.service}`, () => applyMissing(options));
}

async function applyMissing(options: SchemaOptions): Promise<string[]> {
  const { clickhouse, service, engine = 'plain' } = options;
  await run(clickhouse, forEngine(LEDGER, engine));
  const applied = await readLedger(clickhouse, service);
  const done: string[] = [];
  for (const { name, sql } of await readFiles(options.directory)) {
    const checksum = createHash('sha256').update(sql).digest('hex');
    if (applied.get(name) === checksum) continue;
    if (applied.has(name)) throw new Error(`${name} was changed after it was applied: write a new file instead`);
    await run(clickhouse, forEngine(sql, engine));
    await run(clickhouse, `INSERT INTO schema_files (service, name, checksum) VALUES ({service:String}, {name:String}, {checksum:String})`, { service, name, checksum }); // prettier-ignore
    done.push(name);
  }
  return done;
}

/** The statements of a schema folder in order. Exported for tools that compare schemas. */
export async function readFiles(directory: URL): Promise<{ name: string; sql: string }[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).toSorted();
  const odd = names.find((name, index) => Number(FILE_NAME.exec(name)?.[1]) !== index + 1);
  if (odd) throw new Error(`${odd}: schema files are called NNN_name.sql and numbered without a gap`);
  return Promise.all(
    names.map(async (name) => ({
      name,
      sql: (await readFile(new URL(name, directory), 'utf8')).replace(/^--.*\n/gm, ''),
    })),
  );
}

/** Exported for its tests. The replicated engines take their path and replica from the server's own configuration. */
export function forEngine(sql: string, engine: TableEngine): string {
  return engine === 'plain' ? sql : sql.replace(/\bENGINE = (\w*MergeTree)\b/, 'ENGINE = Replicated$1');
}

async function readLedger(clickhouse: ClickHouse, service: string): Promise<Map<string, string>> {
  const rows = await clickhouse.select('SELECT name, checksum FROM schema_files WHERE service = {service:String}', {
    operation: 'schema',
    tag: TAG,
    parameters: { service },
  });
  return new Map((rows as { name: string; checksum: string }[]).map(({ name, checksum }) => [name, checksum]));
}

function run(clickhouse: ClickHouse, sql: string, parameters?: Record<string, unknown>): Promise<void> {
  const request = { operation: 'schema', tag: TAG, timeoutMs: STATEMENT_TIMEOUT_MS };
  return clickhouse.command(sql, parameters ? { ...request, parameters } : request);
}
