import { withConnection } from '@gatewayops/postgres/connection';
import type { StackState } from './stack-state.js';

/** A row of `audit_logs`, as its owner sees it. */
export interface AuditRow {
  seq: string;
  id: string;
  event_type: string;
  actor_type: string;
  resource_id: string | null;
  details: Record<string, unknown>;
  hash: Buffer;
}

/** Another spec may have killed a service that held some of them: they are taken over 10 s later. */
const WAIT_MS_MAX = 60_000;

/**
 * The audit log of an organisation in the order of its chain, as soon as it has `rowsMin` rows: they come through the stream,
 * a moment after the change. Gives what there is when that does not happen in time.
 */
export function auditTrail(stack: StackState, orgId: string, rowsMin = 1): Promise<AuditRow[]> {
  return withConnection(stack.ownerDatabaseUrl, async (connection) => {
    const deadlineMs = Date.now() + WAIT_MS_MAX;
    for (;;) {
      const statement = 'SELECT * FROM audit_logs WHERE org_id = $1 ORDER BY seq';
      const { rows } = await connection.query<AuditRow>(statement, [orgId]);
      if (rows.length >= rowsMin || Date.now() > deadlineMs) return rows;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
}
