import { AdminToken, KeyAuthenticator, OrganizationDirectory } from '@gatewayops/access';
import { Module, type DynamicModule } from '@nestjs/common';
import { KeyValidator } from '../api-keys/key-validator.js';

/**
 * What `@Requires` needs, inside the service that others ask: keys are validated here rather than over HTTP, and whether an
 * organisation exists is seen by the transaction that reads it.
 */
@Module({})
export class AdminAccessModule {
  static of(adminToken: string): DynamicModule {
    const providers = [
      { provide: AdminToken, useValue: new AdminToken(adminToken) },
      { provide: OrganizationDirectory, useValue: new OrganizationDirectory(null) },
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
      exports: providers.map(({ provide }) => provide),
    };
  }
}
