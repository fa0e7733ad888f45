import type { ConfigChange } from '@gatewayops/contracts';
import { addToOutbox, type EntityManager } from '@gatewayops/postgres';
import { OUTBOX_TABLE } from '../database/schema.js';

export const CONFIG_TOPIC = 'config';

/** Has gateways told, once the caller's transaction has committed, that an organisation's servers changed. */
export const announceServersChanged = (manager: EntityManager, orgId: string): Promise<void> =>
  announce(manager, orgId, 'servers');

/** As {@link announceServersChanged}, of its connections: tokens that gateways hold in memory are void. */
export const announceConnectionsChanged = (manager: EntityManager, orgId: string): Promise<void> =>
  announce(manager, orgId, 'connections');

/** As {@link announceServersChanged}, of its masking rules: calls under way are masked by the new ones. */
export const announceMaskingChanged = (manager: EntityManager, orgId: string): Promise<void> =>
  announce(manager, orgId, 'masking');

async function announce(manager: EntityManager, orgId: string, what: ConfigChange['what']): Promise<void> {
  const change: ConfigChange = { orgId, what };
  await addToOutbox(manager, OUTBOX_TABLE, { orgId, topic: CONFIG_TOPIC, message: JSON.stringify(change) });
}
