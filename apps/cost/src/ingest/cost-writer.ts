import type { CallPriced } from '@gatewayops/contracts';
import { insertBatch, refusalOf, type ClickHouse } from '@gatewayops/clickhouse';
import type { EventHandler } from '@gatewayops/streams';
import { CostEventOnStream, monthOf } from './cost-event.js';
import { costRows } from './cost-rows.js';

/**
 * Stores what calls cost. Every failure of ClickHouse leaves the batch to be sent again under its token; rows that it will
 * never take are told, so that the worker can find the message that is to blame.
 */
export function costWriter(clickhouse: ClickHouse, onStored: (calls: number) => void): EventHandler<CallPriced> {
  return {
    type: 'call.priced',
    schema: CostEventOnStream,
    partitionOf: monthOf,
    traceOf: ({ payload }) => ({ traceId: payload.traceId, spanId: payload.spanId }),
    async write({ token, events, lookFirst }) {
      try {
        const rows = costRows(events, token);
        await insertBatch(clickhouse, { table: 'cost_events', rows, token, lookFirst });
      } catch (error) {
        const refused = refusalOf(error);
        if (refused === null) throw error;
        return { refused };
      }
      onStored(events.length);
    },
  };
}
