import type { ClickHouseSettings } from '@clickhouse/client';
import type { ClickHouse } from './client.js';

/**
 * How many tokens the tables remember: `non_replicated_deduplication_window` and its replicated sister in the schema. A replay
 * older than half of that must look for its rows first.
 */
export const DEDUPLICATION_WINDOW = 100_000;

export interface Batch {
  table: string;
  /** Those that the rows give; needed where one of them is EPHEMERAL. */
  columns?: readonly string[];
  /** Rows in JSONEachRow, joined by line feeds, of one month. The same token must always come with the same rows. */
  rows: string | Buffer;
  /** Also the rows' `batch_id`. */
  token: string;
  /** On a replay whose token may be forgotten by now, as the worker knows from the age of its record: looks for its rows first. */
  lookFirst?: boolean;
}

/**
 * One block, so that the blocks of views are the same ones at every replay and get the same derived tokens. Parallel parsing and
 * parallel views would cut and order them by chance.
 */
const ONE_BLOCK: ClickHouseSettings = {
  insert_deduplicate: 1,
  deduplicate_blocks_in_dependent_materialized_views: 1,
  async_insert: 0,
  input_format_parallel_parsing: 0,
  max_insert_threads: '1',
  parallel_view_processing: 0,
  max_block_size: '1048576',
  max_insert_block_size: '1048576',
  min_insert_block_size_rows: '1048576',
  min_insert_block_size_bytes: '1073741824',
  materialized_views_ignore_errors: 0,
};

/**
 * Stores a batch once, however often it is sent: ClickHouse drops what came under the same token, in the table and in every
 * view's target, and completes what an earlier attempt left half done.
 * Rows that another batch of the same `batch_id` already brought are looked for where `lookFirst` says so.
 * Returns whether rows were sent. Rejects with `service_unavailable`: then send the same batch again; see
 * {@link refusalOf} for what else it rejects with.
 */
export async function insertBatch(clickhouse: ClickHouse, batch: Batch): Promise<boolean> {
  const { table, token, columns = [], lookFirst = false } = batch;
  for (const name of [table, ...columns]) if (!/^[a-z_0-9]+$/.test(name)) throw new Error(`not a name: ${name}`);
  if (lookFirst && (await isStored(clickhouse, table, token))) return false;
  const target = columns.length === 0 ? table : `${table} (${columns.join(', ')})`;
  await clickhouse.insertText(target, batch.rows, {
    operation: `insert_${table}`,
    tag: { route: 'worker', orgId: null },
    settings: { ...ONE_BLOCK, insert_deduplication_token: token },
  });
  return true;
}

async function isStored(clickhouse: ClickHouse, table: string, token: string): Promise<boolean> {
  const rows = await clickhouse.select(`SELECT 1 AS found FROM ${table} WHERE batch_id = {token:String} LIMIT 1`, {
    operation: `find_batch_${table}`,
    tag: { route: 'worker', orgId: null },
    parameters: { token },
  });
  return rows.length > 0;
}
