import { fillUnderGeneration } from '@gatewayops/access';
import { PersonAccess, redisKeys } from '@gatewayops/contracts';
import { TenantTransactions } from '@gatewayops/postgres';
import { Redis } from '@gatewayops/redis';
import { Logger, Metrics, type CacheUse } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import { readPersonAccess } from './person-roles.js';

/** Specification: Auth Service, caching strategy, permissions. */
const LIFE_MS = 60_000;

/**
 * What people may do in an organisation. Kept in Redis for a minute under the organisation's generation, so that a change of
 * roles, teams or members is in force with the next question.
 */
@Injectable()
export class PersonAccesses {
  private readonly use: CacheUse;

  constructor(
    private readonly tenants: TenantTransactions,
    private readonly redis: Redis,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.use = metrics.cache('person_access');
  }

  /** Null for who does not belong to the organisation, or was deactivated. */
  async of(orgId: string, userId: string): Promise<PersonAccess | null> {
    const known = await this.stored(orgId, userId);
    if (known !== null) {
      this.use.hits++;
      return known;
    }
    this.use.misses++;
    const access = await this.tenants.runWithoutOrganization((manager) => readPersonAccess(manager, orgId, userId));
    if (access !== null) await this.store(orgId, userId, access);
    return access;
  }

  private async stored(orgId: string, userId: string): Promise<PersonAccess | null> {
    try {
      const names = [redisKeys.authGeneration(orgId), redisKeys.personAccess(orgId, userId)];
      const [generation, text] = await this.redis.mget(names);
      if (generation == null || text == null) return null;
      const access = PersonAccess.safeParse(JSON.parse(text));
      return access.success && access.data.generation === Number(generation) ? access.data : null;
    } catch (error) {
      this.logger.debug({ error }, 'permissions could not be read from Redis');
      return null;
    }
  }

  /** The cache can do without: whoever asks next reads PostgreSQL again. */
  private async store(orgId: string, userId: string, access: PersonAccess): Promise<void> {
    const names = [redisKeys.authGeneration(orgId), redisKeys.personAccess(orgId, userId)];
    try {
      await fillUnderGeneration.run(this.redis, names, [access.generation, JSON.stringify(access), LIFE_MS]);
    } catch (error) {
      this.logger.debug({ error }, 'permissions could not be stored in Redis');
    }
  }
}
