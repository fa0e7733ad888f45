import { InternalClient, Metrics, ServiceIdentity, ShutdownHooks } from '@gatewayops/service';
import { Module, type DynamicModule } from '@nestjs/common';
import { AuthGenerations } from '../changes/auth-generations.js';
import type { AuthEnvironment } from '../env.js';
import { ApiKeysService } from './api-keys.service.js';
import { HashQueue } from './hash-queue.js';
import { KeyProofs } from './key-proofs.js';
import { KeyDigester } from './key-secret.js';
import { KeyUseReports } from './key-use-reports.js';
import { LeaksService } from './leaks.service.js';
import { KeyValidator } from './key-validator.js';

const HASH_WAIT_MS_MAX = 4_000;

/** Keys: issuing, proving, and what voids verdicts about them. */
@Module({})
export class KeysModule {
  static of(environment: AuthEnvironment): DynamicModule {
    const queue = new HashQueue({
      concurrency: environment.BCRYPT_CONCURRENCY,
      waitingMax: environment.BCRYPT_WAITING_MAX,
      waitMsMax: HASH_WAIT_MS_MAX,
      costFactor: environment.BCRYPT_COST,
    });
    const providers = [
      { provide: HashQueue, useValue: queue },
      { provide: KeyDigester, useValue: new KeyDigester(environment.KEY_PEPPER) },
      {
        provide: KeyProofs,
        inject: [Metrics],
        useFactory: (metrics: Metrics) => new KeyProofs(queue, metrics.cache('key_proofs')),
      },
      AuthGenerations,
      KeyValidator,
      ApiKeysService,
      LeaksService,
      {
        provide: KeyUseReports,
        inject: [ApiKeysService, ServiceIdentity, ShutdownHooks],
        useFactory: (keys: ApiKeysService, { name, secret }: ServiceIdentity, shutdown: ShutdownHooks) => {
          const { COST_URL: baseUrl } = environment;
          const cost = new InternalClient({ baseUrl, caller: name, audience: 'cost', secret });
          shutdown.register('close', 'cost client', () => cost.close());
          return new KeyUseReports(keys, cost);
        },
      },
    ];
    return { module: KeysModule, global: true, providers, exports: providers };
  }
}
