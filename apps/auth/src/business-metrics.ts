import { queryRows, TenantTransactions } from '@gatewayops/postgres';
import { Logger, Metrics, ShutdownHooks } from '@gatewayops/service';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';

const INTERVAL_MS = 30_000;
const Counts = z.object({ organizations: z.coerce.number(), active_keys: z.coerce.number() });

/** Counts organisations and keys now and then. Specification: Metrics, business_metrics. */
@Injectable()
export class BusinessMetrics implements OnModuleInit {
  private readonly gauges;

  constructor(
    metrics: Metrics,
    private readonly tenants: TenantTransactions,
    private readonly shutdown: ShutdownHooks,
    private readonly logger: Logger,
  ) {
    this.gauges = {
      organizations: metrics.gauge({ name: 'active_organizations', help: 'Organisations' }),
      keys: metrics.gauge({ name: 'api_keys_active', help: 'API keys that are neither revoked nor expired' }),
    };
  }

  async onModuleInit(): Promise<void> {
    const timer = setInterval(() => void this.count(), INTERVAL_MS);
    this.shutdown.register('stop', 'business metrics', () => clearInterval(timer));
    await this.count();
  }

  private async count(): Promise<void> {
    try {
      const [counts] = await this.tenants.runWithoutOrganization((manager) =>
        queryRows(manager, Counts, 'SELECT * FROM count_organizations_and_keys()'),
      );
      this.gauges.organizations.set(counts?.organizations ?? 0);
      this.gauges.keys.set(counts?.active_keys ?? 0);
    } catch (error) {
      this.logger.warn({ error }, 'organisations and keys could not be counted');
    }
  }
}
