import { Module, type DynamicModule } from '@nestjs/common';
import type { AuthEnvironment } from '../env.js';
import { SsoAddresses } from '../sso/connections/sso-addresses.js';
import { ScimDiscoveryController } from './scim-discovery.controller.js';
import { ScimGroupsController } from './scim-groups.controller.js';
import { ScimGroupsService } from './scim-groups.service.js';
import { ScimGuard } from './scim-guard.js';
import { ScimTokensService } from './scim-tokens.service.js';
import { ScimUsersController } from './scim-users.controller.js';
import { ScimUsersService } from './scim-users.service.js';

/** Provisioning of people and groups by an organisation's identity provider. */
@Module({})
export class ScimModule {
  static of({ PUBLIC_URL }: AuthEnvironment): DynamicModule {
    return {
      module: ScimModule,
      controllers: [ScimDiscoveryController, ScimUsersController, ScimGroupsController],
      providers: [
        { provide: SsoAddresses, useValue: new SsoAddresses(PUBLIC_URL) },
        ScimGuard,
        ScimTokensService,
        ScimUsersService,
        ScimGroupsService,
      ],
      exports: [ScimTokensService],
    };
  }
}
