import type { ClickHouse } from '@gatewayops/clickhouse';
import { CONSUMER_GROUPS, streamName } from '@gatewayops/contracts';
import type { ServiceContext } from '@gatewayops/service';
import { StreamWorker } from '@gatewayops/streams';
import type { CostEnvironment } from '../env.js';
import { costWriter } from './cost-writer.js';

/** Reads the cost streams, one worker each, from now until the service stops. */
export async function startIngestion(
  { metrics, logger, shutdown }: Pick<ServiceContext, 'metrics' | 'logger' | 'shutdown'>,
  environment: CostEnvironment,
  clickhouse: ClickHouse,
): Promise<void> {
  const stored = metrics.counter({ name: 'cost_events_total', help: 'Priced calls stored' });
  const handler = costWriter(clickhouse, (calls) => stored.inc(calls));
  const { REDIS_URL, STREAM_SHARDS, BATCH_EVENTS_MAX, BATCH_WAIT_MS } = environment;
  const workers = Array.from({ length: STREAM_SHARDS }, (_, shard) => {
    const stream = streamName('cost', shard, STREAM_SHARDS);
    const batches = { batchMessages: BATCH_EVENTS_MAX, lingerMs: BATCH_WAIT_MS };
    return new StreamWorker({
      redisUrl: REDIS_URL,
      stream,
      group: CONSUMER_GROUPS.cost,
      handlers: [handler],
      logger,
      ...batches,
    });
  });
  shutdown.register('stop', 'workers', async () => {
    await Promise.all(workers.map((worker) => worker.close()));
  });
  await Promise.all(workers.map((worker) => worker.start()));
}
