import { AUDIT_TOPIC, auditEvent, type Actor, type AuditFacts } from '@gatewayops/access';
import { addToOutbox, OutboxRelay, type DataSource, type EntityManager } from '@gatewayops/postgres';
import type { Redis } from '@gatewayops/redis';
import { Logger, ShutdownHooks } from '@gatewayops/service';
import { appendOutboxed } from '@gatewayops/streams';

const OUTBOX_TABLE = 'alert_outbox';

export interface ConfigChanged extends Pick<AuditFacts, 'orgId' | 'details'> {
  actor: Actor;
  resourceType: 'alert_rule' | 'alert_channel';
  resourceId: string;
}

/** Writes down for the audit log, in the caller's transaction, what it changed. */
export async function recordChange(manager: EntityManager, change: ConfigChanged): Promise<void> {
  const message = JSON.stringify(auditEvent({ ...change, action: 'config.changed' }));
  await addToOutbox(manager, OUTBOX_TABLE, { orgId: change.orgId, topic: AUDIT_TOPIC, message });
}

/** Tells the audit log of changes, once they are committed. */
export function relayChanges(
  dataSource: DataSource,
  { redis, shards }: { redis: Redis; shards: number },
  logger: Logger,
  shutdown: ShutdownHooks,
): OutboxRelay {
  const relay = new OutboxRelay({
    dataSource,
    table: OUTBOX_TABLE,
    publish: (rows) => appendOutboxed(redis, 'audit', shards, rows),
    onError: (error) => logger.warn({ error }, 'changes could not be told to the audit log yet'),
  });
  shutdown.register('drain', 'outbox', () => relay.stop());
  return relay;
}
