import { DEDUPLICATION_WINDOW } from '@gatewayops/clickhouse';
import type { ServiceContext } from '@gatewayops/service';
import { promWorkerMetrics, StreamStrategy } from '@gatewayops/streams';
import type { TraceEnvironment } from '../env.js';

/** Reads the trace streams from now until the service stops, and hands batches to `SpanWriter`. */
export async function startIngestion(
  { app, metrics, logger, shutdown }: Pick<ServiceContext, 'app' | 'metrics' | 'logger' | 'shutdown'>,
  environment: TraceEnvironment,
): Promise<void> {
  const strategy = new StreamStrategy({
    redisUrl: environment.REDIS_URL,
    streams: { trace: ['call.traced'] },
    shards: environment.STREAM_SHARDS,
    batchMessages: environment.BATCH_EVENTS_MAX,
    lingerMs: environment.BATCH_WAIT_MS,
    tokenWindow: DEDUPLICATION_WINDOW,
    metrics: promWorkerMetrics(metrics.registry),
    logger,
  });
  app.connectMicroservice({ strategy });
  shutdown.register('drain', 'workers', () => strategy.close());
  await app.startAllMicroservices();
}
