import { Module, type DynamicModule } from '@nestjs/common';
import type { Redis } from '@gatewayops/redis';
import { HealthRegistry, InternalClient, Metrics, ShutdownHooks } from '@gatewayops/service';
import { KeyAuthenticator } from '../keys/key-authenticator.js';
import { AdminToken } from './access-guard.js';
import { OrganizationDirectory } from './organization-directory.js';

export interface AccessOptions {
  /** Name of this service, and the secret that services share. */
  service: string;
  internalSecret: string;
  adminToken: string;
  authUrl: string;
  redis: Redis;
  /** A connection that serves nothing else: it subscribes. */
  subscriber: Redis;
  /** False in the auth service, which knows its organisations itself. */
  checkOrganizations?: boolean;
}

/** What `@Requires` needs, for the whole app. */
@Module({})
export class AccessModule {
  static of(options: AccessOptions): DynamicModule {
    const { service: caller, internalSecret: secret, authUrl: baseUrl } = options;
    const auth = new InternalClient({ baseUrl, caller, audience: 'auth', secret, unavailable: 'auth_unavailable' });
    const directory = new OrganizationDirectory(options.checkOrganizations === false ? null : auth);
    const authenticator = {
      provide: KeyAuthenticator,
      inject: [Metrics, HealthRegistry, ShutdownHooks],
      useFactory: (metrics: Metrics, health: HealthRegistry, shutdown: ShutdownHooks) => {
        const keys = new KeyAuthenticator({ redis: options.redis, subscriber: options.subscriber, auth, metrics });
        health.register({ name: 'key-changes', critical: false, check: async () => keys.health() });
        shutdown.register('close', 'access', () => (keys.close(), auth.close()));
        return keys;
      },
    };
    return {
      module: AccessModule,
      global: true,
      providers: [
        authenticator,
        { provide: AdminToken, useValue: new AdminToken(options.adminToken) },
        { provide: OrganizationDirectory, useValue: directory },
      ],
      exports: [KeyAuthenticator, AdminToken, OrganizationDirectory],
    };
  }
}
