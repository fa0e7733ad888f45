import { AUTH_CHANGES_CHANNEL, GatewayOpsError, redisKeys } from '@gatewayops/contracts';
import { execute, queryRow, type EntityManager } from '@gatewayops/postgres';
import { defineScript, Redis } from '@gatewayops/redis';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

const raiseGeneration = defineScript(new URL('../../lua/raise-generation.lua', import.meta.url), 1);
const Raised = z.object({ auth_generation: z.coerce.number().int() });

/** Voids every cached verdict of an organisation. */
@Injectable()
export class AuthGenerations {
  constructor(private readonly redis: Redis) {}

  /**
   * The last step of a transaction that changes keys, members or limits: raises the generation in PostgreSQL, then in Redis
   * with a message to all gateways. A transaction whose raise was not confirmed must not commit, so this throws
   * `service_unavailable` where Redis is away. Redis goes first: verdicts of the old generation are refused from then on,
   * and a commit that fails afterwards leaves Redis ahead, which only costs cache hits until the next raise.
   */
  async raise(manager: EntityManager, orgId: string): Promise<void> {
    const row = await queryRow(
      manager,
      Raised,
      'UPDATE organizations SET auth_generation = auth_generation + 1 WHERE id = $1 RETURNING auth_generation',
      [orgId],
    );
    if (!row) throw new GatewayOpsError('not_found');
    const inForce = await this.announce(orgId, row.auth_generation);
    if (inForce === row.auth_generation) return;
    await execute(manager, 'UPDATE organizations SET auth_generation = $2 WHERE id = $1', [orgId, inForce]);
  }

  private async announce(orgId: string, generation: number): Promise<number> {
    try {
      const keys = [redisKeys.authGeneration(orgId)];
      return Number(await raiseGeneration.run(this.redis, keys, [generation, AUTH_CHANGES_CHANNEL, orgId]));
    } catch (cause) {
      const message = 'The change cannot be made known to the gateways right now, so it was not made. Try again soon.';
      throw new GatewayOpsError('service_unavailable', { message, cause, retryAfterSeconds: 1 });
    }
  }
}
