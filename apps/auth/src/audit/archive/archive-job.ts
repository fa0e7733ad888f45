import { TenantTransactions } from '@gatewayops/postgres';
import type { Logger } from '@gatewayops/service';
import { listMonthsDue } from '../chain-rows.js';
import type { Archiver } from './archiver.js';

const MONTHS_A_PASS = 100;

/** Archives what is older than its organisation keeps. Without an archive nothing is removed, and the log says so. */
export class ArchiveJob {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly archiver: Archiver | null,
    private readonly logger: Logger,
  ) {}

  /** One pass; gives how many rows were archived. */
  async run(): Promise<number> {
    let archived = 0;
    const given = new Set<string>();
    for (;;) {
      const due = await listMonthsDue(this.tenants, MONTHS_A_PASS + given.size);
      const next = due.filter(({ orgId }) => !given.has(orgId));
      if (next.length === 0) return archived;
      if (this.archiver === null) {
        const words =
          'audit logs are older than they are to be kept, and AUDIT_ARCHIVE_URL names no archive: nothing is removed';
        this.logger.warn({ organizations: next.length }, words);
        return 0;
      }
      for (const { orgId, month } of next) {
        const rows = await this.archiveOne(this.archiver, orgId, month);
        if (rows === 0) given.add(orgId);
        archived += rows;
      }
    }
  }

  /** A chain that is broken, or an archive that is away, must not keep other organisations from theirs. */
  private async archiveOne(archiver: Archiver, orgId: string, month: string): Promise<number> {
    try {
      const rows = await archiver.archive(orgId, month);
      this.logger.info({ org_id: orgId, month, rows }, 'a month of an audit log was archived');
      return rows;
    } catch (error) {
      this.logger.error({ error, org_id: orgId, month }, 'a month of an audit log could not be archived');
      return 0;
    }
  }
}
