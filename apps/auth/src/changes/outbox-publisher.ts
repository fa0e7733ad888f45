import { CONFIG_CHANGES_CHANNEL, streamName } from '@gatewayops/contracts';
import type { OutboxRow } from '@gatewayops/postgres';
import type { Redis } from '@gatewayops/redis';
import { AUDIT_TOPIC } from './audit-log.js';
import { CONFIG_TOPIC } from './config-changes.js';

/** Beyond this the oldest are dropped: the audit log itself is the table, the stream only tells of it. */
const AUDIT_EVENTS_MAX = 1_000_000;

/**
 * Sends rows of the outbox to where their topic goes, in order. An audit event may come twice after a crash; its envelope's id
 * tells. A change of configuration carries no content, so twice is as good as once.
 */
export function outboxPublisher(redis: Redis): (rows: OutboxRow[]) => Promise<void> {
  return async (rows) => {
    const pipeline = redis.pipeline();
    for (const { topic, message } of rows) {
      if (topic === AUDIT_TOPIC) pipeline.xadd(streamName('audit'), 'MAXLEN', '~', AUDIT_EVENTS_MAX, '*', 'e', message);
      else if (topic === CONFIG_TOPIC) pipeline.publish(CONFIG_CHANGES_CHANNEL, message);
      else throw new Error(`the outbox holds a row of the unknown topic "${topic}"`);
    }
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
  };
}
