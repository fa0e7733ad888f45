import type { AuditLogEntry, AuditRecorded } from '@gatewayops/contracts';
import type { EntityManager } from '@gatewayops/postgres';
import { entryHash } from '../chain/entry-hash.js';
import { entryOf } from '../chain/entry-of.js';
import { insertEntries } from '../entry-rows.js';
import { holdHead, knownEvents, moveHead } from './head-rows.js';

/**
 * Appends events to an organisation's chain, in their order, inside the caller's transaction; gives how many were new. An
 * event that is in the chain already is left out, so that a batch may come as often as it takes. `recorded_at` never goes
 * back along a chain, whatever the clocks of replicas say: a month is one piece of it.
 */
export async function appendToChain(
  manager: EntityManager,
  orgId: string,
  events: readonly AuditRecorded[],
  nowMs: number = Date.now(),
): Promise<number> {
  const head = await holdHead(manager, orgId);
  const ids = new Set(events.map((event) => event.id));
  const known = await knownEvents(manager, orgId, [...ids]);
  const recordedAtMs = Math.max(nowMs, head.recordedAtMs);
  const entries: AuditLogEntry[] = [];
  let { seq, hash } = head;
  for (const event of events) {
    if (known.has(event.id)) continue;
    known.add(event.id);
    const entry = entryOf(event, { seq: ++seq, recordedAtMs, prevHash: hash });
    hash = entryHash(entry);
    entries.push({ ...entry, hash });
  }
  if (entries.length === 0) return 0;
  await insertEntries(manager, orgId, entries);
  await moveHead(manager, orgId, { seq, hash, recordedAtMs });
  return entries.length;
}
