import { OutboxRelay, type DataSource } from '@gatewayops/postgres';
import type { Redis } from '@gatewayops/redis';
import { Logger, ShutdownHooks } from '@gatewayops/service';
import { OUTBOX_TABLE } from './price-book.js';

/** Tells gateways of changed prices, once they are committed and not before; nudged by the price book. */
export function relayPriceChanges(
  dataSource: DataSource,
  redis: Redis,
  logger: Logger,
  shutdown: ShutdownHooks,
): OutboxRelay {
  const relay = new OutboxRelay({
    dataSource,
    table: OUTBOX_TABLE,
    publish: async (rows) => {
      for (const { topic, message } of rows) await redis.publish(topic, message);
    },
    onError: (error) => logger.warn({ error }, 'changes of prices could not be published yet'),
  });
  shutdown.register('stop', 'outbox', () => relay.stop());
  return relay;
}
