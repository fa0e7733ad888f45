import type { ConfigChange } from '@gatewayops/contracts';
import { addToOutbox, type EntityManager } from '@gatewayops/postgres';
import { OUTBOX_TABLE } from '../database/schema.js';

export const CONFIG_TOPIC = 'config';

/** Has gateways told, once the caller's transaction has committed, that an organisation's servers changed. */
export async function announceServersChanged(manager: EntityManager, orgId: string): Promise<void> {
  const change: ConfigChange = { orgId, what: 'servers' };
  await addToOutbox(manager, OUTBOX_TABLE, { orgId, topic: CONFIG_TOPIC, message: JSON.stringify(change) });
}
