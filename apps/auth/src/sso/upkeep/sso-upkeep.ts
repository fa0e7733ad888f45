import { queryRows, TenantTransactions } from '@gatewayops/postgres';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../../changes/actor.js';
import { JobRoom } from '../../jobs/job-room.js';
import { SsoDomainsService } from '../domains/sso-domains.service.js';
import { MetadataRefresh } from './metadata-refresh.js';

/** Between two rounds, in milliseconds. */
export const SSO_UPKEEP_INTERVAL_MS = Symbol('interval of the upkeep of single sign-on');

const DUE_AFTER_HOURS = 24;
const A_ROUND = 100;
const Due = z.object({ org_id: z.string(), id: z.string() });
const SYSTEM: Actor = { type: 'system', id: null, email: null, ipAddress: null, userAgent: null, requestId: null };

/** Looks daily whether verified domains still are their organisations', and what providers' metadata says by now. */
@Injectable()
export class SsoUpkeep implements OnModuleInit {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly domains: SsoDomainsService,
    private readonly metadata: MetadataRefresh,
    private readonly room: JobRoom,
    @Inject(SSO_UPKEEP_INTERVAL_MS) private readonly intervalMs: number,
  ) {}

  onModuleInit(): void {
    this.room.repeat('upkeep of single sign-on', 'gwo:sso:upkeep', this.intervalMs, () => this.round());
  }

  private async round(): Promise<void> {
    for (const { org_id: orgId, id } of await this.due('list_sso_domains_due')) await this.domains.recheck(orgId, SYSTEM, id); // prettier-ignore
    for (const { org_id: orgId, id } of await this.due('list_sso_metadata_due')) await this.metadata.refresh(orgId, SYSTEM, id); // prettier-ignore
  }

  private due(list: 'list_sso_domains_due' | 'list_sso_metadata_due'): Promise<z.infer<typeof Due>[]> {
    const before = new Date(Date.now() - DUE_AFTER_HOURS * 3_600_000).toISOString();
    return this.tenants.runWithoutOrganization((manager) =>
      queryRows(manager, Due, `SELECT * FROM ${list}($1, $2)`, [before, A_ROUND]),
    );
  }
}
