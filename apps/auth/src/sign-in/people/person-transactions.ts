import { execute, OutboxRelay, TenantTransactions, type EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';

/** Transactions of one person: row-level security lets through their factors and nobody else's. */
@Injectable()
export class PersonTransactions {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly relay: OutboxRelay,
  ) {}

  read<T>(userId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.tenants.runWithoutOrganization(async (manager) => {
      await enterPerson(manager, userId);
      return work(manager);
    });
  }

  /** As `read`, and has published what `work` put into the outbox. */
  async change<T>(userId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const result = await this.read(userId, work);
    this.relay.nudge();
    return result;
  }
}

/** Lets the rest of a transaction see what is the person's. */
export async function enterPerson(manager: EntityManager, userId: string): Promise<void> {
  await execute(manager, `SELECT set_config('app.user_id', $1, true)`, [userId]);
}
