import { checkPersistence, connectRedis, RedisAvailability, type Redis } from '@gatewayops/redis';
import { HealthRegistry, Logger, ShutdownHooks } from '@gatewayops/service';

/** Connections to Redis by what they are for: one that blocks or subscribes serves nothing else. */
export interface RedisConnections {
  commands: Redis;
  subscriber: Redis;
}

export function connectToRedis(url: string): RedisConnections {
  return {
    commands: connectRedis({ url, name: 'alert:commands' }),
    subscriber: connectRedis({ url, name: 'alert:subscriber' }),
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
  health.register({
    name: 'redis',
    critical: false,
    check: async () =>
      availability.state === 'up'
        ? { state: 'up' }
        : { state: 'degraded', detail: 'Redis cannot be reached; calls are not counted until it is' },
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
