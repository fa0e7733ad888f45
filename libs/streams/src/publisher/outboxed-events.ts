import { shardOf, streamName, type StreamKind } from '@gatewayops/contracts';
import type { Redis } from '@gatewayops/redis';

/** An event as it waited in the outbox of a service: JSON of its envelope. */
export interface OutboxedEvent {
  orgId: string;
  message: string;
}

/** With so many waiting, nobody reads: the outbox is a better place for more of them than Redis' memory. */
const WAITING_MAX = 1_000_000;

/**
 * Appends events of an outbox to their streams, in order. Rejects where Redis does not confirm all of them, or where a
 * stream is full: the outbox keeps them and tries again. One may then come twice; who reads knows it by its id.
 */
export async function appendOutboxed(
  redis: Redis,
  kind: StreamKind,
  shards: number,
  events: readonly OutboxedEvent[],
): Promise<void> {
  const byStream = Map.groupBy(events, ({ orgId }) => streamName(kind, shardOf(orgId, shards), shards));
  for (const [stream, own] of byStream) {
    const waiting = await redis.xlen(stream);
    if (waiting > WAITING_MAX) throw new Error(`${waiting} events wait on ${stream}: nobody reads them`);
    const pipeline = redis.pipeline();
    for (const { message } of own) pipeline.xadd(stream, '*', 'e', message);
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
  }
}
