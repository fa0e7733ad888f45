import { AUDIT_TOPIC } from '@gatewayops/access';
import { OutboxRelay, type DataSource, type OutboxRow } from '@gatewayops/postgres';
import type { Redis } from '@gatewayops/redis';
import { Logger, ShutdownHooks } from '@gatewayops/service';
import { appendOutboxed } from '@gatewayops/streams';
import { OUTBOX_TABLE } from './price-book.js';

const isAudit = ({ topic }: OutboxRow): boolean => topic === AUDIT_TOPIC;

/** Tells gateways and the audit log of changed prices, once they are committed and not before; nudged by the price book. */
export function relayPriceChanges(
  dataSource: DataSource,
  { redis, shards }: { redis: Redis; shards: number },
  logger: Logger,
  shutdown: ShutdownHooks,
): OutboxRelay {
  const relay = new OutboxRelay({
    dataSource,
    table: OUTBOX_TABLE,
    publish: async (rows) => {
      const [audited, others] = [rows.filter(isAudit), rows.filter((row) => !isAudit(row))];
      for (const { topic, message } of others) await redis.publish(topic, message);
      await appendOutboxed(redis, 'audit', shards, audited);
    },
    onError: (error) => logger.warn({ error }, 'changes of prices could not be published yet'),
  });
  shutdown.register('stop', 'outbox', () => relay.stop());
  return relay;
}
