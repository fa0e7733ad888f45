import { execute, TenantTransactions } from '@gatewayops/postgres';
import { Logger, ShutdownHooks } from '@gatewayops/service';
import { Injectable, type OnModuleInit } from '@nestjs/common';

const INTERVAL_MS = 12 * 3_600_000;
const MONTHS_AHEAD = 3;

/** Makes the audit log's monthly partitions ahead of time. */
@Injectable()
export class AuditPartitions implements OnModuleInit {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly shutdown: ShutdownHooks,
    private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const timer = setInterval(() => void this.ensure(), INTERVAL_MS);
    this.shutdown.register('stop', 'audit partitions', () => clearInterval(timer));
    await this.ensure();
  }

  /** What has no partition goes to the default one, so a failure loses nothing and is only logged. */
  private async ensure(): Promise<void> {
    try {
      await this.tenants.runWithoutOrganization((manager) =>
        execute(manager, 'SELECT ensure_audit_partitions($1)', [MONTHS_AHEAD]),
      );
    } catch (error) {
      this.logger.error({ error }, 'partitions of the audit log could not be made');
    }
  }
}
