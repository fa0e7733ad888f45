import { KeyAuthenticator } from '@gatewayops/access';
import { RedisAvailability, type Redis } from '@gatewayops/redis';
import { InternalClient, type Metrics } from '@gatewayops/service';
import { EventPublisher } from '@gatewayops/streams';
import { hostname } from 'node:os';
import { redisFor, type ConnectionParts } from './connections.js';
import { environment } from './env.js';
import { rateLimitMetrics, RateLimiter } from './rate-limit/index.js';
import { publisherMetrics } from './record/publisher-metrics.js';

/** Who asks for keys: verdicts in memory, then in Redis, then from the auth service, with a breaker of its own. */
export function createAuthenticator(parts: ConnectionParts, redis: Redis, metrics: Metrics): KeyAuthenticator {
  const { shutdown, health } = parts;
  const auth = new InternalClient({
    baseUrl: environment.authUrl,
    caller: 'gateway',
    audience: 'auth',
    secret: environment.internalSecret,
    unavailable: 'auth_unavailable',
  });
  const keys = new KeyAuthenticator({ redis, subscriber: redisFor('key-changes', parts), auth, metrics });
  health.register({ name: 'key-changes', critical: false, check: async () => keys.health() });
  shutdown.register('close', 'keys', () => {
    keys.close();
    return auth.close();
  });
  return keys;
}

export function createLimiter(
  parts: ConnectionParts,
  redis: Redis,
  metrics: Metrics,
  replicas: { readonly last: number },
): RateLimiter {
  const { shutdown, health } = parts;
  const availability = new RedisAvailability(redis);
  const limiter = new RateLimiter({
    redis,
    availability,
    replicas,
    whenRedisAway: environment.whenRedisAway,
    metrics: rateLimitMetrics(metrics),
  });
  // Not being able to limit is critical only where the operator said that calls are refused then.
  health.register({
    name: 'rate-limiter',
    critical: environment.whenRedisAway === 'refuse',
    check: () => limiter.health(),
  });
  health.register({ name: 'redis', critical: false, check: async () => ({ state: availability.state }) });
  shutdown.register('close', 'rate-limiter', () => {
    limiter.close();
    availability.close();
  });
  return limiter;
}

export async function createPublisher(parts: ConnectionParts, metrics: Metrics): Promise<EventPublisher> {
  const { logger, shutdown, health } = parts;
  const publisher = new EventPublisher({
    redis: redisFor('publisher', parts, { offlineQueue: false }),
    producerId: `gateway-${hostname()}-${environment.service.PORT}`,
    streams: { shards: environment.streamShards },
    delivery: environment.delivery,
    spool: environment.spool,
    metrics: publisherMetrics(metrics),
    logger,
  });
  await publisher.ready();
  const dropped = () => publisher.droppedEvents;
  health.register({
    name: 'event-delivery',
    critical: false,
    check: async () =>
      dropped() === 0 ? { state: 'up' } : { state: 'degraded', detail: `${dropped()} events dropped` },
  });
  shutdown.register('drain', 'publisher', () => publisher.close());
  return publisher;
}
