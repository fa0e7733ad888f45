import { redisKeys } from '@gatewayops/contracts';
import { TenantTransactions } from '@gatewayops/postgres';
import { Redis } from '@gatewayops/redis';
import { Logger } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import { JobRoom } from '../../jobs/job-room.js';
import { eraseNextTable } from './deletion-rows.js';
import { OrganizationDeletionService } from './organization-deletion.service.js';

const SERVICE = 'auth';
const EVERY_MS = 2_000;
const SCANNED = 1_000;
/** Longer than anything lives that was made under a generation. */
const GENERATION_KEPT_MS = 86_400_000;

/**
 * Erases what this service has of deleted organisations: their rows, a table in each transaction, and all that stands in Redis
 * under their name, also of gateways. Work that was cut short is found again: it is noted as done only at its end.
 */
@Injectable()
export class OwnErasure {
  constructor(
    private readonly deletions: OrganizationDeletionService,
    private readonly tenants: TenantTransactions,
    private readonly redis: Redis,
    private readonly logger: Logger,
    room: JobRoom,
  ) {
    room.repeat('erasing deleted organisations', 'gwo:auth:erasing', EVERY_MS, () => this.pass());
  }

  private async pass(): Promise<void> {
    for (const orgId of await this.deletions.dueFor(SERVICE)) {
      for (let table = await this.next(orgId); table !== null; table = await this.next(orgId))
        this.logger.info({ orgId, table }, 'rows of a deleted organisation were erased');
      await this.eraseKeys(orgId);
      await this.deletions.done(orgId, SERVICE);
    }
  }

  private next(orgId: string): Promise<string | null> {
    return this.tenants.run(orgId, eraseNextTable);
  }

  /** Its generation stays until nothing is left that it could void. */
  private async eraseKeys(orgId: string): Promise<void> {
    const generation = redisKeys.authGeneration(orgId);
    let cursor = '0';
    do {
      const [next, names] = await this.redis.scan(cursor, 'MATCH', `gwo:{${orgId}}:*`, 'COUNT', SCANNED);
      const keys = names.filter((name) => name !== generation);
      if (keys.length > 0) await this.redis.unlink(keys);
      cursor = next;
    } while (cursor !== '0');
    await this.redis.pexpire(generation, GENERATION_KEPT_MS);
  }
}
