import { Module, type DynamicModule } from '@nestjs/common';
import type { Redis } from '@gatewayops/redis';
import { HealthRegistry, InternalClient, Logger, Metrics, ShutdownHooks } from '@gatewayops/service';
import { z } from 'zod';
import { KeyAuthenticator } from '../keys/key-authenticator.js';
import { RemoteSessions, SessionAuthenticator } from '../sessions/session-authenticator.js';
import { AdminToken } from './access-guard.js';
import { AccessUses, type AccessUseSink } from './access-uses.js';
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
    const uses = {
      provide: AccessUses,
      inject: [Logger, ShutdownHooks],
      useFactory: (logger: Logger, shutdown: ShutdownHooks) => {
        const counted = new AccessUses(caller, tellAuth(auth), (error) =>
          logger.warn({ error }, 'uses were not recorded'),
        );
        shutdown.register('drain', 'access uses', () => counted.close());
        return counted;
      },
    };
    return {
      module: AccessModule,
      global: true,
      providers: [
        authenticator,
        uses,
        { provide: AdminToken, useValue: new AdminToken(options.adminToken) },
        { provide: OrganizationDirectory, useValue: directory },
        { provide: SessionAuthenticator, useValue: new RemoteSessions(auth) },
      ],
      exports: [KeyAuthenticator, AdminToken, OrganizationDirectory, SessionAuthenticator, AccessUses],
    };
  }
}

const tellAuth =
  (auth: InternalClient): AccessUseSink =>
  async (uses) => {
    const path = '/internal/v1/auth/access-uses';
    await auth.request({ method: 'POST', path, body: { uses }, answer: z.null(), idempotent: true });
  };
