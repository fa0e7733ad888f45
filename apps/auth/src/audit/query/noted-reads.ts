import type { AuditFilters } from '@gatewayops/contracts';
import { createHash } from 'node:crypto';
import type { Actor } from '../../changes/actor.js';

const MINUTE_MS = 60_000;
const READS_MAX = 10_000;

/** Which reads of audit logs were written down in the last minute: who turns pages is one row, not one a page. */
export class NotedReads {
  private readonly until = new Map<string, number>();

  /** Whether this read still has to be written down. */
  isNew(orgId: string, actor: Actor, filters: AuditFilters, nowMs = Date.now()): boolean {
    return (this.until.get(keyOf(orgId, actor, filters)) ?? 0) <= nowMs;
  }

  /** It was written down. */
  note(orgId: string, actor: Actor, filters: AuditFilters, nowMs = Date.now()): void {
    const key = keyOf(orgId, actor, filters);
    this.until.delete(key);
    this.until.set(key, nowMs + MINUTE_MS);
    // The oldest comes first; forgetting one too early only writes a row more.
    for (const [oldest, untilMs] of this.until) {
      if (untilMs > nowMs && this.until.size <= READS_MAX) return;
      this.until.delete(oldest);
    }
  }
}

function keyOf(orgId: string, { type, id, ipAddress }: Actor, filters: AuditFilters): string {
  const what = JSON.stringify([orgId, type, id, ipAddress, Object.entries(filters).toSorted()]);
  return createHash('sha256').update(what).digest('base64');
}
