import type { DataSource, EntityManager } from 'typeorm';
import { z } from 'zod';
import { quoted, type OutboxRow } from './outbox.js';
import { execute, queryRows } from './query.js';
import { Transactions } from './transactions.js';

export interface OutboxRelayOptions {
  dataSource: DataSource;
  table: string;
  /**
   * Publishes rows in the order given and resolves once they are durable there. A row may come again after a crash, so its
   * message carries an id to know it by. Throwing keeps the rows for the next pass.
   */
  publish: (rows: OutboxRow[]) => Promise<void>;
  onError: (error: unknown) => void;
  /** How long a row may wait when nobody called `nudge`. */
  intervalMs?: number;
  rowsMax?: number;
  /** Published rows are kept this long, for a look at what went out. */
  keepMs?: number;
}

const Lane = z.object({ org_id: z.string() });
const Row = z.object({ id: z.string(), org_id: z.string(), topic: z.string(), message: z.string() });
const RELAY = [{ name: 'app.relay', value: 'on' }] as const;
const PRUNE_INTERVAL_MS = 60_000;
const PRUNED_ROWS_MAX = 5_000;

/**
 * Publishes an outbox. Any number of replicas may run: an organisation's rows are one lane, held by an advisory lock until
 * its rows are marked, so that they go out in order while other replicas carry other lanes.
 */
export class OutboxRelay {
  private readonly transactions: Transactions;
  private readonly table: string;
  private timer: NodeJS.Timeout | undefined;
  private pass: Promise<void> | undefined;
  private nudged = false;
  private stopped = true;
  private failures = 0;
  private prunedAtMs = 0;

  constructor(private readonly options: OutboxRelayOptions) {
    this.transactions = new Transactions(options.dataSource);
    this.table = quoted(options.table);
  }

  start(): void {
    this.stopped = false;
    this.schedule(0);
  }

  /** Rows were committed: publish them now rather than at the next interval. */
  nudge(): void {
    if (this.stopped) return;
    this.nudged = true;
    if (!this.pass && this.failures === 0) this.schedule(0);
  }

  /** Ends after the pass under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.pass;
  }

  /** One pass; gives how many rows were published. */
  async publishPending(): Promise<number> {
    return this.transactions.run(RELAY, async (manager) => {
      const rows = await this.takeRows(manager);
      if (rows.length === 0) return 0;
      await this.options.publish(rows.map(({ org_id, ...row }) => ({ ...row, orgId: org_id })));
      const ids = rows.map((row) => row.id);
      return execute(manager, `UPDATE ${this.table} SET published_at = now() WHERE id = ANY ($1::bigint[])`, [ids]);
    });
  }

  /** Removes rows that were published longer ago than `keepMs`; gives how many. */
  async prune(): Promise<number> {
    const keepMs = this.options.keepMs ?? 24 * 3_600_000;
    const statement = `DELETE FROM ${this.table} WHERE id IN (
      SELECT id FROM ${this.table} WHERE published_at < now() - $1 * interval '1 millisecond' LIMIT ${PRUNED_ROWS_MAX})`;
    return this.transactions.run(RELAY, (manager) => execute(manager, statement, [keepMs]));
  }

  private async takeRows(manager: EntityManager) {
    const lanes = await queryRows(
      manager,
      Lane,
      `WITH pending AS MATERIALIZED (SELECT org_id FROM ${this.table} WHERE published_at IS NULL ORDER BY id LIMIT 1000),
            lanes AS MATERIALIZED (SELECT DISTINCT org_id FROM pending)
       SELECT org_id FROM lanes WHERE pg_try_advisory_xact_lock(hashtextextended($1 || org_id::text, 0))`,
      [`${this.options.table}:`],
    );
    if (lanes.length === 0) return [];
    // A statement of its own: its snapshot is younger than the locks, so it sees what their last holders marked.
    return queryRows(
      manager,
      Row,
      `SELECT id, org_id, topic, message FROM ${this.table}
        WHERE published_at IS NULL AND org_id = ANY ($1::uuid[]) ORDER BY id LIMIT $2 FOR UPDATE`,
      [lanes.map((lane) => lane.org_id), this.options.rowsMax ?? 200],
    );
  }

  private schedule(delayMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.pass = this.work().finally(() => {
        this.pass = undefined;
        if (!this.stopped) this.schedule(this.nextDelayMs());
      });
    }, delayMs);
    this.timer.unref();
  }

  private async work(): Promise<void> {
    this.nudged = false;
    try {
      while (!this.stopped && (await this.publishPending()) > 0) this.failures = 0;
      this.failures = 0;
      if (Date.now() - this.prunedAtMs > PRUNE_INTERVAL_MS) {
        this.prunedAtMs = Date.now();
        await this.prune();
      }
    } catch (error) {
      this.failures++;
      this.options.onError(error);
    }
  }

  private nextDelayMs(): number {
    if (this.failures > 0) return Math.min(5_000, 100 * 2 ** Math.min(this.failures, 6));
    return this.nudged ? 0 : (this.options.intervalMs ?? 500);
  }
}
