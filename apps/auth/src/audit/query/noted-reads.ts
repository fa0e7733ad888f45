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
    return (this.until.get(keyOf(orgId, actor, filters, nowMs)) ?? 0) <= nowMs;
  }

  /** It was written down. */
  note(orgId: string, actor: Actor, filters: AuditFilters, nowMs = Date.now()): void {
    const key = keyOf(orgId, actor, filters, nowMs);
    this.until.delete(key);
    this.until.set(key, nowMs + MINUTE_MS);
    // The oldest comes first; forgetting one too early only writes a row more.
    for (const [oldest, untilMs] of this.until) {
      if (untilMs > nowMs && this.until.size <= READS_MAX) return;
      this.until.delete(oldest);
    }
  }
}

function keyOf(orgId: string, { type, id, ipAddress }: Actor, filters: AuditFilters, nowMs: number): string {
  const what = JSON.stringify([orgId, type, id, ipAddress, Object.entries(steady(filters, nowMs)).toSorted()]);
  return createHash('sha256').update(what).digest('base64');
}

/** A page that shows “the last day” asks for other times with each look: what counts is that it is up to now, and how far back. */
function steady(filters: AuditFilters, nowMs: number): Record<string, unknown> {
  const { from, to, ...rest } = filters;
  const toMs = to === undefined ? nowMs : Date.parse(to);
  if (from === undefined || Math.abs(toMs - nowMs) > MINUTE_MS) return filters;
  return { ...rest, backMinutes: Math.round((toMs - Date.parse(from)) / MINUTE_MS) };
}
