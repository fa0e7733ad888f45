import { CallsCounted, CONSUMER_GROUPS, streamName } from '@gatewayops/contracts';
import type { TenantTransactions } from '@gatewayops/postgres';
import type { Logger } from '@gatewayops/service';
import { StreamWorker, type EventHandler, type WorkerMetrics } from '@gatewayops/streams';
import { countCalls } from './count-calls.js';

export interface CallCountOptions {
  redisUrl: string;
  shards: number;
  transactions: TenantTransactions;
  logger: Logger;
  metrics: WorkerMetrics;
}

/** How long a worker waits for more events before it counts those it has. */
const LINGER_MS = 100;

/**
 * Workers that count what the `alert` streams tell, one a stream. PostgreSQL knows a repeated event by its id, so that a
 * batch may be written as often as it takes.
 */
export function createCallCountWorkers(options: CallCountOptions): StreamWorker[] {
  const { redisUrl, shards, transactions, logger, metrics } = options;
  const handler: EventHandler<CallsCounted> = {
    type: CallsCounted.shape.type.value,
    schema: CallsCounted,
    partitionOf: () => 'all',
    write: (batch) => countCalls(transactions, batch.events),
  };
  return Array.from(
    { length: shards },
    (_, shard) =>
      new StreamWorker({
        redisUrl,
        stream: streamName('alert', shard, shards),
        group: CONSUMER_GROUPS.alert,
        handlers: [handler],
        lingerMs: LINGER_MS,
        metrics,
        logger,
      }),
  );
}
