import { KeyVerdict, redisKeys } from '@gatewayops/contracts';
import { CircuitBreaker } from '@gatewayops/domain';
import type { Redis } from '@gatewayops/redis';
import { fillUnderGeneration } from './fill-under-generation.js';
import type { ValidVerdict } from './verdict-memory.js';

const VERDICT_LIFE_MS = 300_000;
const COMMAND_TIMEOUT_MS = 250;

/** Redis did not answer: nothing is known. */
export const AWAY = Symbol('away');

/** Verdicts in Redis, where all replicas share them; each is good under its organisation's generation only. */
export class VerdictStore {
  private readonly breaker = new CircuitBreaker({
    failureThreshold: 3,
    windowMs: 5_000,
    openMs: 1_000,
    halfOpenRequests: 1,
  });

  constructor(private readonly redis: Redis) {}

  /**
   * The verdict about a key if it is still good; null where there is none. The organisation's slot is found through the
   * key's pointer first, then generation and verdict are read at one instant.
   */
  async read(digest: string): Promise<ValidVerdict | null | typeof AWAY> {
    return this.bounded(async () => {
      const orgId = await this.redis.get(redisKeys.keyOrganization(digest));
      if (orgId === null) return null;
      const names = [redisKeys.authGeneration(orgId), redisKeys.keyVerdict(orgId, digest)];
      const [generation, text] = await this.redis.mget(names);
      if (generation == null || text == null) return null;
      const verdict = parseVerdict(text);
      const good = verdict?.generation === Number(generation) && verdict.principal.orgId === orgId;
      return good ? verdict : null;
    });
  }

  /** Stores a verdict under its generation. Resolves with the generation that holds; a higher one means it is void. */
  async fill(digest: string, verdict: ValidVerdict): Promise<number | typeof AWAY> {
    return this.bounded(async () => {
      const { orgId } = verdict.principal;
      const names = [redisKeys.authGeneration(orgId), redisKeys.keyVerdict(orgId, digest)];
      const args = [verdict.generation, JSON.stringify(verdict), VERDICT_LIFE_MS];
      const [generation] = await Promise.all([
        fillUnderGeneration.run(this.redis, names, args),
        this.redis.set(redisKeys.keyOrganization(digest), orgId, 'PX', VERDICT_LIFE_MS),
      ]);
      return Number(generation);
    });
  }

  /** Redis is asked for 250 ms at most, and not at all for a second after three failures. */
  private async bounded<T>(ask: () => Promise<T>): Promise<T | typeof AWAY> {
    if (!this.breaker.tryAcquire()) return AWAY;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<typeof AWAY>((resolve) => {
      timer = setTimeout(() => resolve(AWAY), COMMAND_TIMEOUT_MS);
    });
    const answer = await Promise.race([ask().catch((): typeof AWAY => AWAY), late]);
    clearTimeout(timer);
    if (answer === AWAY) this.breaker.fail();
    else this.breaker.succeed();
    return answer;
  }
}

function parseVerdict(text: string): ValidVerdict | null {
  try {
    const verdict = KeyVerdict.parse(JSON.parse(text));
    return verdict.valid ? verdict : null;
  } catch {
    // Written by another version of us: the auth service is asked instead.
    return null;
  }
}
