import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceIdentity } from './internal/internal-guard.js';
import { ShutdownHooks } from './lifecycle/shutdown.js';
import { Logger } from './logging/logger.js';
import { HealthRegistry } from './observability/health.js';
import { Metrics } from './observability/metrics.js';

/** What a service is made with, and what its classes may have injected by these types. */
export interface ServiceParts {
  logger: Logger;
  metrics: Metrics;
  health: HealthRegistry;
  shutdown: ShutdownHooks;
  identity: ServiceIdentity;
}

/** Makes {@link ServiceParts} injectable everywhere in an app. */
@Module({})
export class ServiceModule {
  static of(parts: ServiceParts): DynamicModule {
    const providers = [
      { provide: Logger, useValue: parts.logger },
      { provide: Metrics, useValue: parts.metrics },
      { provide: HealthRegistry, useValue: parts.health },
      { provide: ShutdownHooks, useValue: parts.shutdown },
      { provide: ServiceIdentity, useValue: parts.identity },
    ];
    return { module: ServiceModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}
