import { progress } from '@gatewayops/tool-launcher';
import type { LoadResult } from '../load/protocol.js';
import { equal, type Check } from '../report/check.js';
import { PRICE_MICRO_USD } from '../stack/bench-stack.js';
import type { RowCounts, StoredRows } from '../stack/stored-rows.js';
import { failuresOf } from './measure.js';

const SETTLED_MS = 3_000;

/** The calls that were made through the gateway, against the rows that are stored of them. */
export class Ledger {
  #failures = 0;
  #calls = 0;

  private constructor(
    private readonly rows: StoredRows,
    /** What was stored before the first of the calls. */
    private readonly before: RowCounts,
  ) {}

  static async open(rows: StoredRows): Promise<Ledger> {
    return new Ledger(rows, await rows.reach(Infinity, SETTLED_MS));
  }

  get calls(): number {
    return this.#calls;
  }

  count(...results: LoadResult[]): void {
    this.#calls += results.reduce((sum, { calls }) => sum + calls, 0);
    this.#failures += failuresOf(results);
  }

  /** Every call made so far is stored, or the time is over. */
  async drained(): Promise<RowCounts> {
    const { calls, spans, costs, costMicroUsd } = await this.rows.reach(this.#calls + this.before.calls);
    const rows = {
      calls: calls - this.before.calls,
      spans: spans - this.before.spans,
      costs: costs - this.before.costs,
      costMicroUsd: costMicroUsd - this.before.costMicroUsd,
    };
    if (rows.calls !== this.#calls || rows.costs !== this.#calls) {
      progress(`${this.#calls} calls were made, ${rows.calls} root spans and ${rows.costs} costs are stored`);
    }
    return rows;
  }

  figures(rows: RowCounts): object {
    return { ...rows, made: this.#calls, failed: this.#failures };
  }

  checks(rows: RowCounts): Check[] {
    return [
      equal('calls through the gateway that failed', this.#failures, 0),
      equal('root spans in ClickHouse, of as many calls', rows.calls, this.#calls),
      equal('costs in ClickHouse, of as many calls', rows.costs, this.#calls),
      equal('micro-USD in ClickHouse, of as many', rows.costMicroUsd, this.#calls * PRICE_MICRO_USD),
    ];
  }
}
