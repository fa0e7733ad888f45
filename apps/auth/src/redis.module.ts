import { connectRedis, Redis, whenReady } from '@gatewayops/redis';
import { HealthRegistry, Logger, ShutdownHooks } from '@gatewayops/service';
import { Module, type DynamicModule } from '@nestjs/common';

const COMMAND_TIMEOUT_MS = 2_000;
const START_WAIT_MS = 2_000;

/** The connection to Redis. Without it keys are still validated; what must be made known to gateways is refused. */
@Module({})
export class RedisModule {
  static of(url: string): DynamicModule {
    const provider = {
      provide: Redis,
      inject: [HealthRegistry, ShutdownHooks, Logger],
      useFactory: (health: HealthRegistry, shutdown: ShutdownHooks, logger: Logger) =>
        connect(url, health, shutdown, logger),
    };
    return { module: RedisModule, global: true, providers: [provider], exports: [provider] };
  }
}

async function connect(url: string, health: HealthRegistry, shutdown: ShutdownHooks, logger: Logger): Promise<Redis> {
  const redis = connectRedis({
    url,
    name: 'auth',
    commandTimeoutMs: COMMAND_TIMEOUT_MS,
    // What is not sent at once is refused at once: a caller waits for the answer inside a transaction.
    offlineQueue: false,
    onError: (error) => logger.debug({ error }, 'the connection to Redis failed'),
  });
  await whenReady(redis, START_WAIT_MS).catch((error: unknown) => logger.warn({ error }, 'started without Redis'));
  health.register({
    name: 'redis',
    critical: false,
    check: async () => {
      await redis.ping();
      return { state: 'up' };
    },
  });
  shutdown.register('close', 'redis', () => redis.disconnect());
  return redis;
}
