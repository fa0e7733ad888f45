import { execute, queryRows, Transactions } from '@gatewayops/postgres';
import { z } from 'zod';
import type { Attempt } from './webhook-sender.js';

const Due = z.object({
  id: z.string(),
  org_id: z.string(),
  channel_id: z.string(),
  body: z.string(),
  attempts: z.number().int(),
});
export type DueDelivery = z.infer<typeof Due>;

const RELAY = [{ name: 'app.relay', value: 'on' }] as const;

/** What is to be sent, of every organisation. */
export class DeliveryStore {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Takes up to `limit` deliveries that are due for `leaseMs`: who takes them and dies leaves them to others after that.
   * "Resolved" waits until "opened" of the same incident and channel is through.
   */
  claim(limit: number, leaseMs: number): Promise<DueDelivery[]> {
    return this.transactions.run(RELAY, (manager) =>
      queryRows(
        manager,
        Due,
        `UPDATE alert_deliveries SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $2)
         WHERE id IN (
           SELECT d.id FROM alert_deliveries d
           WHERE d.state = 'pending' AND d.next_attempt_at <= now() AND NOT EXISTS (
             SELECT 1 FROM alert_deliveries e WHERE e.incident_id = d.incident_id AND e.channel_id = d.channel_id
               AND d.transition = 'resolved' AND e.transition = 'opened' AND e.state = 'pending')
           ORDER BY d.next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING id, org_id, channel_id, body, attempts`,
        [limit, leaseMs / 1000],
      ),
    );
  }

  /** It arrived. */
  async delivered(id: string, attempt: Attempt): Promise<void> {
    await this.write(
      `UPDATE alert_deliveries SET state = 'delivered', delivered_at = now(), last_status = $2, last_error = NULL
       WHERE id = $1`,
      [id, attempt.status],
    );
  }

  /** It did not: try again in `delayMs`, or never where that is null. */
  async failed(id: string, attempt: Attempt, delayMs: number | null): Promise<void> {
    await this.write(
      `UPDATE alert_deliveries SET last_status = $2, last_error = $3,
         state = CASE WHEN $4::float8 IS NULL THEN 'dead' ELSE 'pending' END,
         next_attempt_at = now() + make_interval(secs => coalesce($4::float8, 0))
       WHERE id = $1 AND state = 'pending'`,
      [id, attempt.status, attempt.error, delayMs === null ? null : delayMs / 1000],
    );
  }

  private write(statement: string, values: unknown[]): Promise<number> {
    return this.transactions.run(RELAY, (manager) => execute(manager, statement, values));
  }
}
