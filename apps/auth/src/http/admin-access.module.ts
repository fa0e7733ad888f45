import {
  AccessUses,
  AdminToken,
  KeyAuthenticator,
  OrganizationDirectory,
  SessionAuthenticator,
} from '@gatewayops/access';
import { Logger, ShutdownHooks } from '@gatewayops/service';
import { Module, type DynamicModule } from '@nestjs/common';
import { PersonAccesses } from '../access/person-access.js';
import { KeyValidator } from '../api-keys/key-validator.js';
import { AccessUseLog } from '../internal/access-use-log.js';
import { SessionStore } from '../sessions/session-store.js';
import { SessionsService } from '../sessions/sessions.service.js';

/**
 * What `@Requires` needs, inside the service that others ask: keys and sessions are looked at here rather than over HTTP, and whether an
 * organisation exists is seen by the transaction that reads it.
 */
@Module({})
export class AdminAccessModule {
  static of(adminToken: string): DynamicModule {
    const providers = [
      { provide: AdminToken, useValue: new AdminToken(adminToken) },
      AccessUseLog,
      {
        provide: AccessUses,
        inject: [AccessUseLog, Logger, ShutdownHooks],
        useFactory: usesToldTo,
      },
      { provide: OrganizationDirectory, useValue: new OrganizationDirectory(null) },
      PersonAccesses,
      SessionStore,
      SessionsService,
      { provide: SessionAuthenticator, useExisting: SessionsService },
      {
        provide: KeyAuthenticator,
        inject: [KeyValidator],
        useFactory: (validator: KeyValidator): Pick<KeyAuthenticator, 'authenticate'> => ({
          authenticate: (key) => validator.validate(key),
        }),
      },
    ];
    return {
      module: AdminAccessModule,
      global: true,
      providers,
      exports: providers,
    };
  }
}

function usesToldTo(log: AccessUseLog, logger: Logger, shutdown: ShutdownHooks): AccessUses {
  const failed = (error: unknown) => logger.warn({ error }, 'uses were not recorded');
  const uses = new AccessUses('auth', (counted) => log.record(counted), failed);
  shutdown.register('drain', 'access uses', () => uses.close());
  return uses;
}
