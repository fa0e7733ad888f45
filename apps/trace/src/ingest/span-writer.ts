import { ClickHouse, insertBatch, refusalOf } from '@gatewayops/clickhouse';
import type { CallTraced } from '@gatewayops/contracts';
import { Metrics, type Counter } from '@gatewayops/service';
import { StreamHandler, type WriteBatch, type WriteResult } from '@gatewayops/streams';
import { Controller } from '@nestjs/common';
import { SPAN_COLUMNS, spanRows } from './span-rows.js';
import { monthOf, TraceEvent } from './trace-event.js';

/** Stores calls as the spans that they are. */
@Controller()
export class SpanWriter {
  private readonly stored: Counter;

  constructor(
    private readonly clickhouse: ClickHouse,
    metrics: Metrics,
  ) {
    this.stored = metrics.counter({ name: 'traces_ingested_total', help: 'Calls stored with their spans' });
  }

  /**
   * Every failure of ClickHouse leaves the batch to be sent again under its token. Rows that it will never take are told, so
   * that the worker can find the message that is to blame.
   */
  @StreamHandler({
    type: 'call.traced',
    schema: TraceEvent,
    partitionOf: monthOf,
    traceOf: ({ payload }) => ({ traceId: payload.traceId, spanId: payload.spans[0]?.spanId ?? '' }),
  })
  async write({ token, events, lookFirst }: WriteBatch<CallTraced>): Promise<WriteResult> {
    try {
      const rows = spanRows(events, token);
      await insertBatch(this.clickhouse, { table: 'spans', columns: SPAN_COLUMNS, rows, token, lookFirst });
    } catch (error) {
      const refused = refusalOf(error);
      if (refused === null) throw error;
      return { refused };
    }
    this.stored.inc(events.length);
  }
}
