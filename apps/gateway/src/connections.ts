import { CircuitBreaker } from '@gatewayops/domain';
import { checkPersistence, connectRedis, type Redis } from '@gatewayops/redis';
import {
  InternalClient,
  type HealthRegistry,
  type Logger,
  type Metrics,
  type ShutdownHooks,
} from '@gatewayops/service';
import type { ErrorCode } from '@gatewayops/contracts';
import { environment } from './env.js';

/** Specification: Circuit Breakers, auth_service. */
const INTERNAL_BREAKER = { failureThreshold: 3, windowMs: 10_000, openMs: 10_000, halfOpenRequests: 1 };

export interface ConnectionParts {
  readonly logger: Logger;
  readonly shutdown: ShutdownHooks;
  readonly health: HealthRegistry;
  readonly metrics: Metrics;
}

/** A connection to Redis that is closed with the service. Each purpose has its own: one that is slow holds up no other. */
export function redisFor(
  purpose: string,
  { logger, shutdown }: ConnectionParts,
  options: { offlineQueue?: boolean } = {},
): Redis {
  const redis = connectRedis({
    url: environment.redisUrl,
    name: `gateway:${purpose}`,
    onError: (error) => logger.debug({ error, purpose }, 'redis connection'),
    autoPipelining: purpose === 'shared',
    ...options,
  });
  shutdown.register('close', `redis:${purpose}`, () => redis.disconnect());
  return redis;
}

/** Says at start where Redis would not keep what is promised to it. */
export async function warnAboutPersistence(redis: Redis, logger: Logger): Promise<void> {
  const problems = await checkPersistence(redis).catch(() => []);
  for (const problem of problems) logger.warn({ problem }, 'redis is not set up to keep events');
}

/**
 * Asks the auth service for tokens. Renewing one may take as long as an authorization server does, and says nothing of how the
 * auth service is: so it shares neither breaker nor connections with what every call needs.
 */
export function tokenClient({ shutdown }: ConnectionParts): InternalClient {
  const { authUrl: baseUrl, internalSecret: secret } = environment;
  const unavailable = 'auth_unavailable';
  const client = new InternalClient({
    baseUrl,
    caller: 'gateway',
    audience: 'auth',
    secret,
    unavailable,
    connections: 64,
  });
  shutdown.register('close', 'client:tokens', () => client.close());
  return client;
}

/** Another service of ours. */
export function internalClient(
  audience: 'auth' | 'cost',
  unavailable: ErrorCode,
  { shutdown, health }: ConnectionParts,
): InternalClient {
  const breaker = new CircuitBreaker(INTERNAL_BREAKER);
  const client = new InternalClient({
    baseUrl: audience === 'auth' ? environment.authUrl : environment.costUrl,
    caller: 'gateway',
    audience,
    secret: environment.internalSecret,
    breaker,
    unavailable,
  });
  shutdown.register('close', `client:${audience}`, () => client.close());
  // Not critical: known keys, servers and prices serve from memory for a while.
  health.register({
    name: audience,
    critical: false,
    check: async () => ({ state: breaker.state === 'open' ? 'down' : 'up', detail: `breaker ${breaker.state}` }),
  });
  return client;
}
