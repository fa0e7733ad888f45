import { GatewayOpsError } from '@gatewayops/contracts';
import { OutboxRelay, queryRow, TenantTransactions, type EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/** Transactions of an organisation that exists; an unknown one is `not_found`. */
@Injectable()
export class OrganizationTransactions {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly relay: OutboxRelay,
  ) {}

  read<T>(orgId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.tenants.run(orgId, async (manager) => {
      await refuseUnknown(manager, orgId);
      return work(manager);
    });
  }

  /** As `read`, and has published what `work` put into the outbox. */
  async change<T>(orgId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const result = await this.read(orgId, work);
    this.relay.nudge();
    return result;
  }
}

const Found = z.object({ id: z.string() });

async function refuseUnknown(manager: EntityManager, orgId: string): Promise<void> {
  const found = await queryRow(manager, Found, 'SELECT id FROM organizations WHERE id = $1', [orgId]);
  if (!found) throw new GatewayOpsError('not_found', { message: 'There is no such organisation.' });
}
