import { execute, queryRows, TenantTransactions, Transactions } from '@gatewayops/postgres';
import type { Logger } from '@gatewayops/service';
import { z } from 'zod';
import { evaluateRules } from './evaluate.js';

const OrgRow = z.object({ org_id: z.string() });
const RELAY = [{ name: 'app.relay', value: 'on' }] as const;
const ORGANIZATIONS_MAX = 500;
/** Twice the longest window of a rule. */
const WINDOWS_KEPT_SECONDS = 7_200;
const FORGOTTEN_MAX = 20_000;

/**
 * Resolves incidents of organisations whose calls ceased: no event comes that would. Also forgets windows that no rule
 * looks at any more. Safe to run on several replicas at once.
 */
export class IncidentSweep {
  private timer: NodeJS.Timeout | undefined;
  private pass: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly tenants: TenantTransactions,
    private readonly options: { intervalMs: number; logger: Logger },
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.pass = this.sweep()
        .catch((error: unknown) => this.options.logger.warn({ error }, 'incidents were not looked at'))
        .finally(() => this.stopped || this.start());
    }, this.options.intervalMs);
  }

  /** Ends after the pass under way. */
  async close(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.pass;
  }

  private async sweep(): Promise<void> {
    const organizations = await this.transactions.run(RELAY, (manager) =>
      queryRows(
        manager,
        OrgRow,
        `SELECT DISTINCT org_id FROM alert_incidents WHERE resolved_at IS NULL ORDER BY org_id LIMIT ${ORGANIZATIONS_MAX}`,
      ),
    );
    for (const { org_id } of organizations) {
      if (this.stopped) return;
      await this.tenants.run(org_id, (manager) => evaluateRules(manager, org_id));
    }
    await this.transactions.run(RELAY, (manager) =>
      execute(
        manager,
        `DELETE FROM alert_windows WHERE (org_id, event_id) IN (SELECT org_id, event_id FROM alert_windows
           WHERE window_start < now() - make_interval(secs => ${WINDOWS_KEPT_SECONDS}) LIMIT ${FORGOTTEN_MAX})`,
      ),
    );
  }
}
