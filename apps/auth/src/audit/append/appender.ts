import { AuditRecorded, CONSUMER_GROUPS } from '@gatewayops/contracts';
import { sqlState, type TenantTransactions } from '@gatewayops/postgres';
import { StreamWorker, type EventHandler, type StreamWorkerOptions, type WriteResult } from '@gatewayops/streams';
import { appendToChain } from './append-to-chain.js';

/** How long a worker waits for more events before it appends those it has. */
const LINGER_MS = 50;

/**
 * A worker that appends what one stream tells to the chains. It may run on every replica: the head of a chain is held while
 * it grows, and an event is known by its id.
 */
export function createAppender(
  tenants: TenantTransactions,
  options: Omit<StreamWorkerOptions, 'group' | 'handlers'>,
): StreamWorker {
  const handler: EventHandler<AuditRecorded> = {
    type: AuditRecorded.shape.type.value,
    schema: AuditRecorded,
    partitionOf: () => 'all',
    write: (batch) => appendEvents(tenants, batch.events),
  };
  return new StreamWorker({
    lingerMs: LINGER_MS,
    // One at a time, so that what came first on the stream is first in the chain.
    concurrency: 1,
    ...options,
    group: CONSUMER_GROUPS.audit,
    handlers: [handler],
  });
}

/** One transaction an organisation. What PostgreSQL will never take is refused, and put aside: classes 22 and 23, data and constraints. */
async function appendEvents(tenants: TenantTransactions, events: readonly AuditRecorded[]): Promise<WriteResult> {
  try {
    for (const [orgId, own] of Map.groupBy(events, (event) => event.orgId))
      await tenants.run(orgId, (manager) => appendToChain(manager, orgId, own));
  } catch (error) {
    if (/^2[23]/.test(sqlState(error) ?? '')) return { refused: (error as Error).message };
    throw error;
  }
}
