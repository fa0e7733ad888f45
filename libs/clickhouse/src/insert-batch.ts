import type { ClickHouseSettings } from '@clickhouse/client';
import type { ClickHouse } from './client.js';

/** How many tokens the tables remember: `non_replicated_deduplication_window` and its replicated sister in the schema. */
export const DEDUPLICATION_WINDOW = 100_000;

export interface Batch {
  table: string;
  /** Rows in JSONEachRow, joined by line feeds, of one month. The same token must always come with the same rows. */
  rows: string | Buffer;
  /** Also the rows' `batch_id`. */
  token: string;
  /** Set on a replay: when the batch was first recorded, milliseconds since 1970. */
  recordedAtMs?: number;
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
 * A replay so old that its token may be forgotten is looked for by its `batch_id` first.
 * Returns whether rows were sent. Rejects with `service_unavailable`; then send the same batch again.
 */
export async function insertBatch(clickhouse: ClickHouse, batch: Batch): Promise<boolean> {
  const { table, token, recordedAtMs } = batch;
  if (!/^[a-z_]+$/.test(table)) throw new Error(`not a table's name: ${table}`);
  if (recordedAtMs !== undefined && (await isStoredLongAgo(clickhouse, table, token, recordedAtMs))) return false;
  await clickhouse.insertText(table, batch.rows, {
    operation: `insert_${table}`,
    tag: { route: 'worker', orgId: null },
    settings: { ...ONE_BLOCK, insert_deduplication_token: token },
  });
  return true;
}

/** True where more than half a window of batches came after this one, so that its token may be gone, and its rows are there. */
async function isStoredLongAgo(ch: ClickHouse, table: string, token: string, recordedAtMs: number): Promise<boolean> {
  const request = { operation: `find_batch_${table}`, tag: { route: 'worker', orgId: null } };
  const [later] = await ch.select(
    `SELECT uniqExact(batch_id) AS batches FROM ${table} WHERE inserted_at >= fromUnixTimestamp({since:Int64})`,
    { ...request, parameters: { since: Math.floor(recordedAtMs / 1000) } },
  );
  if ((later as { batches: number }).batches < DEDUPLICATION_WINDOW / 2) return false;
  const rows = await ch.select(`SELECT 1 AS found FROM ${table} WHERE batch_id = {token:String} LIMIT 1`, {
    ...request,
    parameters: { token },
  });
  return rows.length > 0;
}
