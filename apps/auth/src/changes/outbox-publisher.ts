import { AUDIT_TOPIC } from '@gatewayops/access';
import { CONFIG_CHANGES_CHANNEL } from '@gatewayops/contracts';
import type { OutboxRow } from '@gatewayops/postgres';
import type { Redis } from '@gatewayops/redis';
import { appendOutboxed } from '@gatewayops/streams';
import { CONFIG_TOPIC } from './config-changes.js';

/**
 * Sends rows of the outbox to where their topic goes, each topic in order. An audit event may come twice after a crash; its
 * envelope's id tells. A change of configuration carries no content, so twice is as good as once.
 */
export function outboxPublisher(redis: Redis, shards: number): (rows: OutboxRow[]) => Promise<void> {
  return async (rows) => {
    const byTopic = Map.groupBy(rows, ({ topic }) => topic);
    for (const topic of byTopic.keys()) {
      if (topic !== AUDIT_TOPIC && topic !== CONFIG_TOPIC)
        throw new Error(`the outbox holds a row of the unknown topic "${topic}"`);
    }
    const pipeline = redis.pipeline();
    for (const { message } of byTopic.get(CONFIG_TOPIC) ?? []) pipeline.publish(CONFIG_CHANGES_CHANNEL, message);
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
    await appendOutboxed(redis, 'audit', shards, byTopic.get(AUDIT_TOPIC) ?? []);
  };
}
