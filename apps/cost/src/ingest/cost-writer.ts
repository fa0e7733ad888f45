import { ClickHouse, insertBatch, refusalOf } from '@gatewayops/clickhouse';
import type { CallPriced } from '@gatewayops/contracts';
import { Metrics, type Counter } from '@gatewayops/service';
import { StreamHandler, type WriteBatch, type WriteResult } from '@gatewayops/streams';
import { Controller } from '@nestjs/common';
import { CostEventOnStream, monthOf } from './cost-event.js';
import { costRows } from './cost-rows.js';

/** Stores what calls cost. */
@Controller()
export class CostWriter {
  private readonly stored: Counter;

  constructor(
    private readonly clickhouse: ClickHouse,
    metrics: Metrics,
  ) {
    this.stored = metrics.counter({ name: 'cost_events_total', help: 'Priced calls stored' });
  }

  /**
   * Every failure of ClickHouse leaves the batch to be sent again under its token. Rows that it will never take are told, so
   * that the worker can find the message that is to blame.
   */
  @StreamHandler({
    type: 'call.priced',
    schema: CostEventOnStream,
    partitionOf: monthOf,
    traceOf: ({ payload }) => ({ traceId: payload.traceId, spanId: payload.spanId }),
  })
  async write({ token, events, lookFirst }: WriteBatch<CallPriced>): Promise<WriteResult> {
    try {
      await insertBatch(this.clickhouse, { table: 'cost_events', rows: costRows(events, token), token, lookFirst });
    } catch (error) {
      const refused = refusalOf(error);
      if (refused === null) throw error;
      return { refused };
    }
    this.stored.inc(events.length);
  }
}
