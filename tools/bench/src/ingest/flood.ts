import { progress } from '@gatewayops/tool-launcher';
import { join } from 'node:path';
import { connectRedis } from '@gatewayops/redis';
import { EventPublisher } from '@gatewayops/streams';
import type { BenchStack } from '../stack/bench-stack.js';
import type { RowCounts } from '../stack/stored-rows.js';
import { eventsOfCall } from './events.js';

const CALLS_AT_ONCE = 1_000;
const ROWS_PER_CALL = 3;

export interface Flood {
  calls: number;
  elapsedMs: number;
  rowsPerSecond: number;
  stored: RowCounts;
}

/**
 * Publishes what `calls` calls say, as the gateway publishes it and as fast as Redis takes it, and waits until all of it
 * can be read from ClickHouse. Two spans and a cost are three rows.
 */
export async function flood(bench: BenchStack, folder: string, calls: number): Promise<Flood> {
  const redis = connectRedis({ url: bench.stack.urls.redis, name: 'bench', offlineQueue: false });
  const logger = {
    info: () => undefined,
    warn: (_: object, message: string) => progress(message),
    error: (_: object, message: string) => progress(message),
  };
  const publisher = new EventPublisher({
    redis,
    producerId: 'bench',
    streams: { shards: 1 },
    delivery: 'async',
    spool: { dir: join(folder, 'spool'), bytesMax: 1_073_741_824 },
    logger,
  });
  try {
    const startedMs = performance.now();
    for (let made = 0; made < calls; made += CALLS_AT_ONCE) {
      for (let at = made; at < Math.min(calls, made + CALLS_AT_ONCE); at++) {
        const { traced, priced } = eventsOfCall(bench.orgId);
        publisher.publish('trace', bench.orgId, traced);
        publisher.publish('cost', bench.orgId, priced);
      }
      await publisher.whenDurable();
    }
    progress(`${calls} calls were published in ${Math.round(performance.now() - startedMs)} ms`);
    const stored = await bench.rows.reach(calls);
    const elapsedMs = performance.now() - startedMs;
    return { calls, elapsedMs, rowsPerSecond: (calls * ROWS_PER_CALL * 1000) / elapsedMs, stored };
  } finally {
    await publisher.close();
    redis.disconnect();
  }
}
