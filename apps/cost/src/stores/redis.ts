import { checkPersistence, connectRedis, RedisAvailability, type Redis } from '@gatewayops/redis';
import { HealthRegistry, Logger, ShutdownHooks } from '@gatewayops/service';

/** Connections to Redis by what they are for: one that blocks or subscribes serves nothing else. */
export interface RedisConnections {
  commands: Redis;
  subscriber: Redis;
}

export function connectToRedis(url: string): RedisConnections {
  return {
    commands: connectRedis({ url, name: 'cost:commands' }),
    subscriber: connectRedis({ url, name: 'cost:subscriber' }),
  };
}

/** Says on `/ready` whether Redis answers, in the log whether it keeps what it promises, and lets go of it at the end. */
export function watchRedis(
  { commands, subscriber }: RedisConnections,
  health: HealthRegistry,
  logger: Logger,
  shutdown: ShutdownHooks,
): void {
  const availability = new RedisAvailability(commands);
  // Reads go on without it: only new calls wait in the streams.
  health.register({
    name: 'redis',
    critical: false,
    check: async () =>
      availability.state === 'up'
        ? { state: 'up' }
        : { state: 'degraded', detail: 'Redis cannot be reached; new calls are not stored until it is' },
  });
  checkPersistence(commands).then(
    (problems) => problems.forEach((problem) => logger.warn({ problem }, 'Redis may lose events')),
    (error: unknown) => logger.warn({ error }, 'how Redis keeps its data could not be found out'),
  );
  shutdown.register('close', 'redis', () => {
    availability.close();
    commands.disconnect();
    subscriber.disconnect();
  });
}
