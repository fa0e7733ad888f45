import type { CallTraced } from '@gatewayops/contracts';
import { insertBatch, refusalOf, type ClickHouse } from '@gatewayops/clickhouse';
import type { EventHandler } from '@gatewayops/streams';
import { spanRows } from './span-rows.js';
import { monthOf, TraceEvent } from './trace-event.js';

/**
 * Stores calls as the spans that they are. Every failure of ClickHouse leaves the batch to be sent again under its token; rows
 * that it will never take are told, so that the worker can find the message that is to blame.
 */
export function spanWriter(clickhouse: ClickHouse, onStored: (calls: number) => void): EventHandler<CallTraced> {
  return {
    type: 'call.traced',
    schema: TraceEvent,
    partitionOf: monthOf,
    traceOf: ({ payload }) => ({ traceId: payload.traceId, spanId: payload.spans[0]?.spanId ?? '' }),
    async write({ token, events, lookFirst }) {
      try {
        const rows = spanRows(events, token);
        await insertBatch(clickhouse, { table: 'spans', rows, token, lookFirst });
      } catch (error) {
        const refused = refusalOf(error);
        if (refused === null) throw error;
        return { refused };
      }
      onStored(events.length);
    },
  };
}
